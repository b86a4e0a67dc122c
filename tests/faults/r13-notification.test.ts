/** R13: a notification that its playbook cannot write is set aside at once, with its reason; all other notifications leave. */
import { expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
import type { Playbook } from "../../machines/playbook.ts";
import { playbooks } from "../../machines/registry.ts";
import { compose, configure, type Answerable } from "../../src/app/compose.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { figures } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";

const folder = aFolderEach();
const sixteenMinutes = 16 * 60_000;
const sound = 10;

/** The playbook as it is shipped, but for lifts of that name its notifications cannot be written. */
function poisoned(playbook: Playbook): Playbook {
  const notifications = Object.entries(playbook.notifications).map(([type, form]): [string, typeof form] => [
    type,
    {
      ...form,
      write: (params, ...say) => {
        if (JSON.stringify(params).includes("Poisoned lift")) throw new TypeError("this form cannot cope");
        return form.write(params, ...say);
      },
    },
  ]);
  return { ...playbook, notifications: Object.fromEntries(notifications) };
}

test("a notification form that throws", async () => {
  const known = Object.values(playbooks).map(poisoned);
  const environment = readEnvironment({ ANSWERABLE_DATA: folder.path, ANSWERABLE_SIGN_IN: "off" });
  const clock = new WindingClock(Date.UTC(2026, 10, 22, 14));
  const problems: unknown[] = [];
  const desk = await compose(configure(environment, known), {
    clock,
    playbooks: known,
    onProblem: (problem) => problems.push(problem),
  });
  const bad = await register(desk, "Poisoned lift");
  const good = await Promise.all(Array.from({ length: sound }, (_, n) => register(desk, `Lift ${n}`)));
  await desk.engine.runDue();
  clock.wind(sixteenMinutes);
  await desk.engine.runDue();

  const deadLettered = await desk.engine.messages(bad);
  expect(deadLettered.length).toBeGreaterThan(0);
  for (const message of deadLettered) {
    expect(message).toMatchObject({ state: "dead-lettered", tries: 1 });
    expect(message.lastError).toMatch(/equipment-fault@1 cannot write its notification ".+": this form cannot cope$/);
  }
  const kinds = (await desk.engine.history(bad)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "dead-lettered")).toHaveLength(deadLettered.length);
  expect(kinds).toContain("timer");
  let left = 0;
  for (const id of good)
    for (const message of await desk.engine.messages(id)) {
      expect(message).toMatchObject({ state: "delivered", tries: 1 });
      left += 1;
    }
  expect(left).toBeGreaterThanOrEqual(sound);
  for (const id of [bad, ...good]) expect((await desk.engine.replay(id)).divergence).toBeNull();
  expect(problems).toEqual([]);
  await desk.close();
  figures(
    "R13",
    `${deadLettered.length} notifications that cannot be written set aside with their reason; ${left} others left`,
  );
});

async function register({ desk }: Answerable, equipment: string): Promise<string> {
  const chen = desk.person("chen");
  if (chen === null) throw new Error("the shipped settings have no chen");
  const values = { equipment, place: "Library", fault: "Stuck" };
  const outcome = await desk.open("equipment-fault", values, chen, { commandId: equipment });
  if (outcome.outcome !== "done") throw new Error(`${equipment} was not registered: ${JSON.stringify(outcome)}`);
  return outcome.id;
}
