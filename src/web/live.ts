/**
 * Tells pages that stay open what is new in the log. One look at its head serves all of them; it is this process that looks,
 * so every node that shares a database tells its own pages, whoever has recorded something.
 */
import type { ChangeReads } from "../desk/ports.ts";
import { systemClock, type Clock } from "../kernel/clock.ts";
import { Loop } from "../kernel/loop.ts";
import { yieldToEventLoop } from "../kernel/turn.ts";

/** What has been recorded since a place in the log. */
export interface News {
  /** Where the log stands now: what a page that has heard this asks from next. */
  readonly position: number;
  /** Numbers of incidents that have changed. */
  readonly incidents: readonly number[];
  /** Something else has changed: people, the roster, settings. */
  readonly others: boolean;
  /** Too much has changed to be named, or the log is another one: everything may be new. */
  readonly isReset: boolean;
  /** Open incidents whose deadline has come. */
  readonly overdue: number;
}

export interface Listener {
  readonly person: string;
  /** Null: it is not known which browser asks. */
  readonly browser: string | null;
  /** The place in the log up to which it knows everything. */
  readonly after: number;
  /** At once, whenever something is new, and every fifteen seconds: then with nothing new. */
  readonly tell: (news: News) => void;
  /** `crowded`: newer pages have taken its place, and it shall not come back by itself. */
  readonly end: (why: "over" | "crowded") => void;
}

export interface Live {
  position(): Promise<number>;
  newsSince(position: number): Promise<News>;
  /** Returns how to stop; null when more pages are open than this process tells. */
  listen(listener: Listener): (() => void) | null;
  /** Every page is sent away, and none is told anything any more. */
  close(): void;
}

export const liveLimits = {
  /** A browser opens six connections to a server at the most when there is no HTTP/2; some must be left for pages. */
  perBrowser: 4,
  perPerson: 12,
  inAll: 1_000,
  changes: 500,
} as const;

const lookEveryMs = 500;
const heartbeatMs = 15_000;
/** So many are told without letting others have their turn. */
const toldAtOnce = 100;

export interface LiveParts {
  readonly reads: ChangeReads;
  /** The desk's clock, by which deadlines come. */
  readonly now: () => number;
  readonly clock?: Clock;
}

interface Open {
  readonly listener: Listener;
  at: number;
  toldAt: number;
}

export function openLive({ reads, now, clock = systemClock }: LiveParts): Live {
  const open = new Set<Open>();
  let loop: Loop<void> | null = null;
  let isClosed = false;
  const leave = (one: Open) => {
    open.delete(one);
    if (open.size > 0) return;
    void loop?.stop();
    loop = null;
  };
  const end = (one: Open, why: "over" | "crowded") => {
    leave(one);
    one.listener.end(why);
  };
  return {
    position: () => reads.lastPosition(),
    newsSince: async (position) => {
      const last = await reads.lastPosition();
      return { ...(await changesSince(reads, position, last)), overdue: await reads.overdue(now()) };
    },
    listen: (listener) => {
      const oldest = inTheWay([...open], listener);
      if (oldest) end(oldest, "crowded");
      if (isClosed || open.size >= liveLimits.inAll) return null;
      const one = { listener, at: listener.after, toldAt: -Infinity };
      open.add(one);
      loop ??= begin();
      loop.wake();
      return () => leave(one);
    },
    close: () => {
      isClosed = true;
      for (const one of [...open]) end(one, "over");
    },
  };

  function begin(): Loop<void> {
    // A database that does not answer is reported elsewhere; here nobody hears a heartbeat, and pages say that they are stale.
    const begun = new Loop({ clock, look, pauseMaxMs: lookEveryMs, onProblem: () => undefined });
    begun.run();
    return begun;
  }

  async function look(): Promise<void> {
    const last = await reads.lastPosition();
    const due = [...open].filter(({ at, toldAt }) => at !== last || clock.now() - toldAt >= heartbeatMs);
    if (due.length === 0) return;
    const overdue = await reads.overdue(now());
    const known = new Map<number, Omit<News, "overdue">>();
    for (const [index, one] of due.entries()) {
      if (index % toldAtOnce === toldAtOnce - 1) await yieldToEventLoop();
      const changes = known.get(one.at) ?? (await changesSince(reads, one.at, last));
      known.set(one.at, changes);
      if (!open.has(one)) continue;
      one.at = last;
      one.toldAt = clock.now();
      one.listener.tell({ ...changes, overdue });
    }
  }
}

/** The page that somebody has opened last is the one that they look at: it takes the place of their oldest. */
function inTheWay(open: readonly Open[], { person, browser }: Listener): Open | undefined {
  const ofPerson = open.filter(({ listener }) => listener.person === person);
  const ofBrowser = ofPerson.filter(({ listener }) => browser !== null && listener.browser === browser);
  if (ofBrowser.length >= liveLimits.perBrowser) return ofBrowser[0];
  return ofPerson.length >= liveLimits.perPerson ? ofPerson[0] : undefined;
}

async function changesSince(reads: ChangeReads, position: number, last: number): Promise<Omit<News, "overdue">> {
  if (position > last || last - position > liveLimits.changes)
    return { position: last, incidents: [], others: true, isReset: true };
  const changes = position === last ? [] : await reads.after(position, last - position);
  const incidents = changes.flatMap(({ incident }) => (incident === null ? [] : [incident]));
  return {
    position: last,
    incidents: [...new Set(incidents)],
    others: incidents.length < changes.length,
    isReset: false,
  };
}
