import { describe, expect, test } from "@jest/globals";
import { assign, setup } from "xstate";
import { z } from "zod";
import { line } from "../../machines/kit/fields.ts";
import type { EventForm, Playbook, Role } from "../../machines/playbook.ts";
import { playbooks } from "../../machines/registry.ts";
import { checkPlaybook } from "../../src/cli/playbook-check.ts";
import type { Person } from "../../src/directory/person.ts";
import { makeExplorer } from "../../src/app/tasks/playbook-explorer.ts";

const same = (text: string) => ({ zh: text, en: text });
const person = (id: string, ...roles: Role[]): Person => ({
  id,
  name: id,
  email: `${id}@example.test`,
  roles,
  language: "en",
});
const people = [person("ann", "duty-officer", "lead"), person("bo", "lead")];

interface Context {
  readonly author: string | null;
}
interface Sent {
  readonly type: string;
  readonly by: string;
}

/** A notice is written, approved and sent; what is wrong with it is put in by each test. */
function notice({
  ownDraft = false,
  extra = {},
  notifications = ["noticeSent"] as string[],
  by = ["lead"] as Role[],
  author = ({ event }: { event: Sent }): unknown => event.by,
  subject = "s",
} = {}): Playbook {
  const machine = setup({
    types: { context: {} as Context, events: {} as Sent },
    actions: { draft: assign({ author: author as () => string }), noticeSent: () => undefined },
    guards: { mayApprove: ({ context, event }) => ownDraft || context.author !== event.by },
  }).createMachine({
    id: "notice",
    context: { author: null },
    initial: "writing",
    states: {
      writing: { on: { DRAFT_SAVED: { actions: "draft", target: "approving" } } },
      approving: { on: { DRAFT_APPROVED: { guard: "mayApprove", target: "sent" } } },
      sent: { type: "final", entry: { type: "noticeSent", params: { to: [{ role: "lead" }] } } },
      ...extra,
    },
  } as never);
  const form = (type: string): EventForm => ({
    type,
    label: same(type),
    done: same(type),
    help: same(type),
    form: z.object({}),
    by,
    needsConfirmation: false,
  });
  const { type: _type, ...opening } = form("");
  return {
    id: "notice",
    version: 1,
    title: same("Notice"),
    purpose: same("Notice"),
    machine: machine as unknown as Playbook["machine"],
    policy: z.object({}),
    opening,
    input: () => ({}),
    events: [form("DRAFT_SAVED"), form("DRAFT_APPROVED")],
    delays: {},
    limits: () => [],
    notifications: Object.fromEntries(
      notifications.map((name) => [
        name,
        {
          label: same("Notice"),
          to: same("Leads"),
          when: same("Then"),
          write: () => ({ subject: same(subject), happened: same("h"), asked: same("a"), dueAt: null }),
        },
      ]),
    ),
    states: { writing: { label: same("w") }, approving: { label: same("a") }, sent: { label: same("s") } },
    clocks: () => [],
    clockKinds: {},
    duty: () => ({ event: "DRAFT_SAVED", what: same("d"), by, dueAt: null, clock: null }),
    headline: () => ({ title: "", grade: "", gradeLabel: same(""), gradeRank: 0, phase: "", open: true }),
    facts: () => [],
    whyNot: () => null,
  };
}

function wrongIn(playbook: Playbook, everybody = people): string {
  const checks = checkPlaybook({ playbook, policy: {}, people: everybody, explorer: makeExplorer(), walks: 20 });
  return checks.flatMap(({ wrong }) => wrong).join("\n");
}

describe("a playbook", () => {
  test("with nothing wrong passes", () => {
    expect(wrongIn(notice())).toBe("");
  });

  test("that gives its machine the opening's texts under other names is caught", () => {
    const playbook = {
      ...notice(),
      opening: { ...notice().opening, form: z.object({ what: line({ label: same("w") }) }) },
    };
    const input = ({ what }: { what: string }, _policy: unknown, at: number, by: string) => ({
      named: { it: what },
      at,
      by,
    });
    expect(wrongIn({ ...playbook, input })).toMatch(/under other names, so their texts would stand in the log/);
    expect(wrongIn({ ...playbook, input: (values, _policy, at, by) => ({ values, at, by }) })).toBe("");
  });

  test("whose author may approve is caught", () => {
    expect(wrongIn(notice({ ownDraft: true }))).toMatch(
      /the author could approve their own draft by DRAFT_APPROVED \(notice@1: opened → DRAFT_SAVED/,
    );
  });

  test("with a state that nothing leads to is caught", () => {
    expect(wrongIn(notice({ extra: { island: {} } }))).toMatch(/Nothing leads to island\.\nisland has no label\./);
  });

  test("with an effect that has no notification is caught", () => {
    expect(wrongIn(notice({ notifications: [] }))).toMatch(/The effect "noticeSent" has no notification/);
  });

  test("with a form for an event that does not exist is caught", () => {
    const playbook = notice();
    const [first] = playbook.events;
    expect(wrongIn({ ...playbook, events: [...playbook.events, { ...first!, type: "NEVER" }] })).toMatch(
      /a form for NEVER/,
    );
  });

  test("whose steps are for a role that nobody has is caught", () => {
    expect(wrongIn(notice({ by: ["spokesperson"] }))).toMatch(/DRAFT_SAVED is for spokesperson, and no one/);
  });

  test("that leaves people with nothing to do is caught", () => {
    expect(wrongIn(notice(), [person("ann", "lead")])).toMatch(/dead end in approving/);
  });

  test("whose step fails is caught, whatever the engine says of it", () => {
    expect(wrongIn(notice({ author: () => undefined }))).toMatch(/^DRAFT_SAVED: .+ \(notice@1: opened\)\.$/m);
    const throwing = () => {
      throw new Error("no author");
    };
    expect(wrongIn(notice({ author: throwing }))).toMatch(/^DRAFT_SAVED: .*no author/m);
  });

  test("with a notification that says nothing, or reaches no one, is caught", () => {
    expect(wrongIn(notice({ subject: "" }))).toMatch(/"noticeSent" is empty in one language/);
    const superiors = [person("ann", "superior"), person("bo", "superior")];
    expect(wrongIn(notice({ by: ["superior"] }), superiors)).toMatch(
      /"noticeSent" reaches no one: \[\{"role":"lead"\}\]/,
    );
  });

  test("that the engine does not take is not walked through", () => {
    expect(wrongIn(notice({ extra: { calling: { invoke: { src: "call" } } } }))).toMatch(/invoke/);
  });
});

test.each(Object.entries(playbooks))(
  "%s passes with the people of the shipped settings",
  (_name, playbook) => {
    const everybody = [
      person("chen", "duty-officer"),
      person("li", "lead", "administrator"),
      person("zhao", "unit-contact"),
      person("morgan", "spokesperson"),
      person("wang", "superior"),
    ];
    const policy: unknown = playbook.policy.parse({});
    const checks = checkPlaybook({ playbook, policy, people: everybody, explorer: makeExplorer(), walks: 25 });
    expect(checks.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(checks.length).toBeGreaterThan(5);
  },
  60_000,
);
