/**
 * What people record stays for good, so each of them has a pace. This is the one place that every door goes through: incidents,
 * the organisation, accounts, channels, links in notifications. Timers and the system itself have no pace.
 */
import { reservedIds } from "../../machines/organisation/people.ts";
import type { Command, Engine, Outcome } from "../engine/api.ts";
import { TooManyError, type Pace, type PaceLimits } from "../kernel/pace.ts";

/** Somebody who has been quiet may do so many minutes' worth at once. */
const minutesAtOnce = 4;

export function paceOfPerson(entriesPerMinute: number): PaceLimits {
  return { perMinute: entriesPerMinute, atOnce: minutesAtOnce * entriesPerMinute };
}

/** Half of its maker's, so that no program alone takes from people what they need themselves. */
export function paceOfToken(entriesPerMinute: number): PaceLimits {
  return paceOfPerson(Math.max(1, Math.floor(entriesPerMinute / 2)));
}

/** Throws `TooManyError`. What adds nothing to the record is not counted. */
export function pacedEngine(engine: Engine, pace: Pace): Engine {
  const paced = async ({ by }: Command, work: () => Promise<Outcome>): Promise<Outcome> => {
    if (reservedIds.includes(by)) return work();
    const waitMs = pace.take(by);
    if (waitMs > 0) throw new TooManyError(waitMs);
    let isRecorded = false;
    try {
      const outcome = await work();
      isRecorded = outcome.outcome === "accepted";
      return outcome;
    } finally {
      if (!isRecorded) pace.giveBack(by);
    }
  };
  return {
    start: (machine, input, command) => paced(command, () => engine.start(machine, input, command)),
    send: (id, event, command) => paced(command, () => engine.send(id, event, command)),
    // Two people have agreed on it: what each of them sent had its pace.
    erase: (...asked) => engine.erase(...asked),
    read: (id, asked) => engine.read(id, asked),
    readSince: (id, seq) => engine.readSince(id, seq),
    history: (id, range) => engine.history(id, range),
    replay: (id, range) => engine.replay(id, range),
    messages: (...asked) => engine.messages(...asked),
    opened: (id, value) => engine.opened(id, value),
    quarantined: (...asked) => engine.quarantined(...asked),
    runDue: () => engine.runDue(),
    sendNow: () => {
      engine.sendNow();
    },
    run: () => {
      engine.run();
    },
    rest: (withinMs) => engine.rest(withinMs),
    close: () => engine.close(),
  };
}
