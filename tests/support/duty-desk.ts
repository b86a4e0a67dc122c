/** A desk with the real engine on SQLite in memory, a clock that stands still, and six people. */
import { openStorage, type Storage } from "../../db/open-storage.ts";
import type { Playbook } from "../../machines/playbook.ts";
import { playbookKey } from "../../machines/playbook.ts";
import { openDesk } from "../../src/desk/open-desk.ts";
import { receiversOf } from "../../src/desk/receivers.ts";
import { decidedClocksOf } from "../../src/desk/decided-clocks.ts";
import { signOffsOf } from "../../src/desk/sign-offs.ts";
import { apartOf } from "../../src/playbook/apart.ts";
import { summarise } from "../../src/desk/summarise.ts";
import type { Desk } from "../../src/desk/types.ts";
import { openEngine, type Engine } from "../../src/engine/index.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { leakPlaybook } from "./leak-playbook.ts";
import { everybody, nightFalls, officer, shanghai } from "./night.ts";

export interface DutyDesk {
  readonly desk: Desk;
  readonly engine: Engine;
  readonly storage: Storage;
  readonly clock: WindingClock;
  /** Registers a leak and gives its id. */
  readonly leak: (title?: string) => Promise<string>;
}

export async function aDutyDesk(
  playbooks: readonly Playbook[] = [leakPlaybook],
  url = "sqlite::memory:",
  policies: Readonly<Record<string, unknown>> = {},
): Promise<DutyDesk> {
  const storage = await openStorage({ url });
  const clock = new WindingClock(nightFalls);
  const engine = await openEngine({
    storage,
    machines: Object.fromEntries(playbooks.map((playbook) => [playbookKey(playbook), playbook.machine])),
    clock,
    summarise: summarise(playbooks),
    signOffs: signOffsOf(playbooks),
    decidedClocks: decidedClocksOf(playbooks),
    apart: apartOf(playbooks),
    deliver: async ({ params }) => ({
      channel: "test",
      to: receiversOf(params, { people: everybody, clock }).map(({ id }) => id),
    }),
  });
  const desk = openDesk({ engine, storage, playbooks, organisation: shanghai, people: everybody, policies, clock });
  let count = 0;
  const leak = async (title = "Pipe burst") => {
    count += 1;
    const values = { title, grade: "ordinary", discoveredAt: "2026-11-22T22:50:00+08:00" };
    const outcome = await desk.open("leak@1", values, officer, {
      commandId: `leak-${String(count)}`,
      confirmed: ["same-title"],
    });
    if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
    return outcome.id;
  };
  return { desk, engine, storage, clock, leak };
}
