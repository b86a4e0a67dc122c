/**
 * Tells people what was changed about their account, where they were reached before the change: whoever takes an account over
 * cannot keep its owner from hearing of it. Written down first and tried again for a day, so a mail server that is away delays it.
 */
import { systemClock, type Clock } from "../kernel/clock.ts";
import { Loop } from "../kernel/loop.ts";
import type { NewId } from "../kernel/ids.ts";
import type { AccountStorage, Member, MembershipStore } from "./ports.ts";
import type { NoticeRow, NoticeStore } from "./way-ports.ts";

export type NoticeWhat =
  | "signed-in"
  | "password-set"
  | "password-removed"
  | "codes-set"
  | "codes-removed"
  | "passkey-set"
  | "passkey-removed"
  | "provider-set"
  | "provider-removed"
  | "provider-refused"
  | "session-removed"
  | "device-removed"
  | "link-removed"
  | "acknowledge-removed"
  | "token-set"
  | "token-removed"
  | "link-made"
  | "calendar-set"
  | "team-calendar-set"
  | "calendar-removed"
  | "webhook-set"
  | "webhook-secret-set"
  | "webhook-removed"
  | "channels-set"
  | "mail-set"
  | "phone-set"
  | "reactivated"
  | "started-over";

/** Throws what `UndeliverableError` says when it is of no use to try again. */
export type SendNotice = (notice: NoticeRow) => Promise<string>;

export interface NoticeAbout {
  readonly by: string;
  readonly detail?: string;
}

/** Says what happened, to where the person was reached when this was asked for. */
export interface TellSoFar {
  (what: NoticeWhat, about: NoticeAbout): Promise<void>;
  /** To be written down by the very step that makes it happen, and then `wake`. */
  draft(what: NoticeWhat, about: NoticeAbout): readonly NoticeRow[];
  wake(): void;
}

export interface Notices {
  /** Looks where the person is reached; call it before the change. */
  soFar(person: string): Promise<TellSoFar>;
  /** Sends what waits, now and whenever something is due. */
  run(): void;
  /** Nothing is on its way. */
  idle(): Promise<void>;
  /** Waits a little for what is on its way; the rest is sent after the next start. */
  close(): Promise<void>;
}

export interface NoticeParts {
  readonly store: NoticeStore;
  readonly storage: Pick<AccountStorage, "contacts" | "webhooks">;
  readonly members: MembershipStore;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Null: written down, for whoever sends. */
  readonly send: SendNotice | null;
  readonly onProblem: (problem: unknown) => void;
}

const minuteMs = 60_000;
/** After each try so long; after the last it is given up. */
const triesAfterMs = [1, 5, 30, 120, 360, 960].map((minutes) => minutes * minuteMs);
const atOnce = 20;
/** What another node wrote and did not send is seen after so long. */
const pauseMaxMs = 10 * minuteMs;
const pauseMinMs = 1_000;
const closeLimitMs = 2_000;

export function openNotices(parts: NoticeParts): Notices {
  const { store, clock } = parts;
  /** Another node may be waiting with others; whichever comes first sends. */
  const loop = new Loop({
    clock,
    look: () => sendDue(parts),
    nextAt: async () => {
      const next = await store.nextAt();
      return next === null ? null : Math.max(next, clock.now() + pauseMinMs);
    },
    pauseMaxMs,
    onProblem: parts.onProblem,
  });
  /** Also before the loop runs; while it does, it looks again when what did not leave is due. */
  const sendNow = (): void => {
    void loop
      .runOnce()
      .catch(parts.onProblem)
      .then(() => {
        loop.wake();
      });
  };
  return {
    soFar: async (person) => {
      const reach = await reachOf(parts, person);
      const draft: TellSoFar["draft"] = (what, { by, detail = "" }) =>
        noticesFor(parts, reach, { person, what, by, detail });
      const wakeToSend = (): void => {
        if (parts.send !== null) sendNow();
      };
      const tell = async (what: NoticeWhat, about: NoticeAbout) => {
        await store.put(draft(what, about));
        wakeToSend();
      };
      return Object.assign(tell, { draft, wake: wakeToSend });
    },
    run: () => {
      loop.run();
    },
    idle: () => loop.idle(),
    close: async () => {
      let enough: () => void = () => undefined;
      const limit = new Promise<void>((resolve) => (enough = systemClock.after(closeLimitMs, resolve)));
      await Promise.race([loop.stop(), limit]).finally(enough);
    },
  };
}

type Reach = readonly Pick<NoticeRow, "channel" | "address" | "secret">[];

async function reachOf({ storage }: NoticeParts, person: string): Promise<Reach> {
  const [{ mail }, webhook] = await Promise.all([storage.contacts.of(person), storage.webhooks.of(person)]);
  return [
    ...(mail === null ? [] : [{ channel: "mail", address: mail, secret: null } as const]),
    ...(webhook?.off !== null
      ? []
      : [{ channel: "webhook", address: webhook.address, secret: webhook.serviceSecret ?? webhook.secret } as const]),
  ];
}

interface Happened {
  readonly person: string;
  readonly what: NoticeWhat;
  readonly by: string;
  readonly detail: string;
}

function noticesFor({ members, clock, newId }: NoticeParts, reach: Reach, happened: Happened): readonly NoticeRow[] {
  const { person, what, by, detail } = happened;
  const member: Member | null = members.member(person);
  if (member === null) return [];
  const { name, language } = member;
  const at = clock.now();
  const byName = by === person ? null : (members.member(by)?.name ?? "");
  const rest = { person, name, language, what, detail, by: byName, at, tries: 0, nextAt: at };
  return reach.map((where) => ({ id: newId(), ...rest, ...where }));
}

async function sendDue(parts: NoticeParts): Promise<void> {
  const { store, clock, send } = parts;
  if (send === null) return;
  for (;;) {
    const due = await store.due(clock.now(), atOnce);
    const claimed = await Promise.all(due.map(async (notice) => trySending(parts, send, notice)));
    if (!claimed.some(Boolean)) return;
  }
}

/** False: somebody else is at it. */
async function trySending({ store, clock, onProblem }: NoticeParts, send: SendNotice, notice: NoticeRow) {
  const after = triesAfterMs[notice.tries];
  if (!(await store.claim(notice, clock.now() + (after ?? 0)))) return false;
  try {
    await send(notice);
    await store.remove(notice.id);
  } catch (error) {
    const isForGood = after === undefined || (error as Error).name === "UndeliverableError";
    if (isForGood) await store.remove(notice.id);
    const next = isForGood ? "It is given up." : "It is tried again.";
    const sentence = `A notice about the account of ${notice.person} (${notice.what}, by ${notice.channel}) did not leave. ${next}`;
    onProblem(new Error(sentence, { cause: error }));
  }
  return true;
}
