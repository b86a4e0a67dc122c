/** A desk with the real engine on SQLite in memory, a clock that stands still, and six people. */
import { openStorage } from "../../db/open-storage.ts";
import type { Playbook } from "../../machines/playbook.ts";
import { playbookKey } from "../../machines/playbook.ts";
import { openDesk } from "../../src/desk/open-desk.ts";
import { summarise } from "../../src/desk/summarise.ts";
import type { Desk, Organisation, Person } from "../../src/desk/types.ts";
import { openEngine, type Engine } from "../../src/engine/index.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { leakPlaybook } from "./leak-playbook.ts";

export const nightFalls = Date.parse("2026-11-22T22:56:00+08:00");

export const shanghai: Organisation = {
  name: { zh: "示例大学", en: "Example University" },
  zone: "Asia/Shanghai",
  zoneLabel: { zh: "北京时间", en: "GMT+8" },
  languages: ["zh", "en"],
};

const person = (id: string, name: string, roles: Person["roles"], language: Person["language"]): Person => ({
  id,
  name,
  email: `${id}@example.test`,
  roles,
  language,
});

export const officer = person("officer", "陈晓", ["duty-officer"], "zh");
export const second = person("second", "Sam", ["duty-officer"], "en");
export const lead = person("lead", "李敏", ["lead", "duty-officer"], "zh");
const spokesperson = person("spokesperson", "周岚", ["spokesperson"], "zh");
const superior = person("superior", "Office", ["superior"], "en");
export const auditor = person("auditor", "Ada", ["auditor"], "en");

export interface DutyDesk {
  readonly desk: Desk;
  readonly engine: Engine;
  readonly clock: WindingClock;
  /** Registers a leak and gives its id. */
  readonly leak: (title?: string) => Promise<string>;
}

export async function aDutyDesk(playbooks: readonly Playbook[] = [leakPlaybook]): Promise<DutyDesk> {
  const storage = await openStorage({ url: "sqlite::memory:" });
  const clock = new WindingClock(nightFalls);
  const engine = await openEngine({
    storage,
    machines: Object.fromEntries(playbooks.map((playbook) => [playbookKey(playbook), playbook.machine])),
    clock,
    summarise: summarise(playbooks),
    deliver: async () => ({ channel: "test", to: [] }),
  });
  const people = [officer, second, lead, spokesperson, superior, auditor];
  const desk = openDesk({ engine, storage, playbooks, organisation: shanghai, people, policies: {}, clock });
  let count = 0;
  const leak = async (title = "Pipe burst") => {
    count += 1;
    const values = { title, grade: "ordinary", discoveredAt: "2026-11-22T22:50:00+08:00" };
    const outcome = await desk.open("leak@1", values, officer, { commandId: `leak-${String(count)}` });
    if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
    return outcome.id;
  };
  return { desk, engine, clock, leak };
}
