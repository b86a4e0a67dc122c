/** A small procedure for the desk's tests: reported → drafting → approving → closed, beside one clock and any number of notes. */
import { assign, setup } from "xstate";

const minute = 60_000;
export const answerLimitMs = 30 * minute;

export type LeakContext = {
  readonly title: string;
  readonly grade: "ordinary" | "major";
  readonly discoveredAt: number;
  readonly notes: number;
  readonly draft: string;
  readonly version: number;
  readonly author: string;
  readonly warned: boolean;
  readonly missed: boolean;
  readonly answeredAt: number | null;
};

type Sent = { readonly at: number; readonly by: string };
type LeakEvent =
  | (Sent & { readonly type: "NOTE_ADDED"; readonly wording: string })
  | (Sent & { readonly type: "RENAMED"; readonly title: string })
  | (Sent & { readonly type: "DRAFT_SAVED"; readonly draft: string })
  | (Sent & { readonly type: "DRAFT_SUBMITTED"; readonly version: string })
  | (Sent & { readonly type: "DRAFT_APPROVED"; readonly version: string })
  | (Sent & { readonly type: "REOPENED" });

export type LeakInput = Sent & {
  readonly values: { readonly title: string; readonly grade: "ordinary" | "major"; readonly discoveredAt: number };
};

/** The start has its time in the machine's input, every other event its own. */
function momentOf(event: unknown): number {
  const { at, input } = event as { at?: number; input?: { at: number } };
  return at ?? input?.at ?? 0;
}

const leak = setup({
  types: { context: {} as LeakContext, events: {} as LeakEvent, input: {} as LeakInput },
  guards: {
    isLatest: ({ context, event }) =>
      !("version" in event) ||
      (event.version as string | undefined) === undefined ||
      event.version === String(context.version),
    isNotAuthor: ({ context, event }) => event.by !== context.author,
  },
  delays: {
    warning: ({ context, event }) => Math.max(0, context.discoveredAt + answerLimitMs / 2 - momentOf(event)),
    due: ({ context, event }) => Math.max(0, context.discoveredAt + answerLimitMs - momentOf(event)),
  },
  actions: {
    told: (_, _params: { title: string; to: readonly { role: string }[] }) => undefined,
    answerDue: (_, _params: { title: string; dueAt: number; to: readonly { role: string }[] }) => undefined,
    count: assign({ notes: ({ context }) => context.notes + 1 }),
    rename: assign({ title: ({ context, event }) => (event.type === "RENAMED" ? event.title : context.title) }),
    save: assign(({ context, event }) =>
      event.type === "DRAFT_SAVED" ? { draft: event.draft, version: context.version + 1, author: event.by } : {},
    ),
    warn: assign({ warned: true }),
    miss: assign({ missed: true }),
    answer: assign({ answeredAt: ({ event }) => event.at }),
  },
});

const response = leak.createStateConfig({
  initial: "drafting",
  states: {
    drafting: {
      on: {
        DRAFT_SAVED: { actions: "save" },
        DRAFT_SUBMITTED: { guard: "isLatest", target: "approving" },
      },
    },
    approving: {
      on: {
        DRAFT_APPROVED: { guard: "isNotAuthor", target: "closed", actions: "answer" },
      },
    },
    closed: { on: { REOPENED: "drafting" } },
  },
});

const clock = leak.createStateConfig({
  initial: "running",
  states: {
    running: {
      after: {
        warning: {
          target: "warned",
          actions: [
            "warn",
            {
              type: "answerDue",
              params: ({ context }) => ({
                title: context.title,
                dueAt: context.discoveredAt + answerLimitMs,
                to: [{ role: "duty-officer" }],
              }),
            },
          ],
        },
      },
    },
    warned: { after: { due: { target: "missed", actions: "miss" } } },
    missed: {},
  },
});

export const leakMachine = leak.createMachine({
  id: "leak",
  type: "parallel",
  context: ({ input }) => ({
    ...input.values,
    notes: 0,
    draft: "",
    version: 0,
    author: "",
    warned: false,
    missed: false,
    answeredAt: null,
  }),
  entry: { type: "told", params: ({ context }) => ({ title: context.title, to: [{ role: "lead" }] }) },
  on: { NOTE_ADDED: { actions: "count" }, RENAMED: { actions: "rename" } },
  states: { response, clock },
});
