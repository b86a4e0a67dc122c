/** A desk whose statements are published: what the stories about the public page have in common. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect } from "@jest/globals";
import { parseJsonFeed } from "feedsmith";
import { readEnvironment } from "../../config/env.ts";
import { compose, configure, type Answerable } from "../../src/app/compose.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import type { IncidentContext } from "../../machines/public-incident/context.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

const began = Date.parse("2026-11-22T21:02:00+08:00");
export const minuteMs = 60_000;

let folder: TemporaryFolder;
export let clock: WindingClock;
let open: Answerable | null = null;
let commands = 0;
beforeEach(() => {
  folder = aTemporaryFolder();
  clock = new WindingClock(began);
});
afterEach(async () => {
  await stop();
  folder.remove();
});

export const outsideFile = () => folder.file("outside/checkpoints.txt");

export const configuration = (more: Readonly<Record<string, string>> = {}) =>
  configure(
    readEnvironment({
      ANSWERABLE_DATA: folder.file("data"),
      ANSWERABLE_SIGN_IN: "off",
      ANSWERABLE_PUBLIC_URL: "https://statements.example.test",
      ...more,
    }),
  );

export async function start(more: Readonly<Record<string, string>> = {}): Promise<Answerable> {
  open = await compose(configuration(more), { clock });
  return open;
}

export async function stop(): Promise<void> {
  await open?.close();
  open = null;
}

export const publicFolder = () => folder.file("data/public");
export const read = (path: string) => readFileSync(join(publicFolder(), path), "utf8");
export const zh = { title: "关于自来水发黄的通报", body: "四、五号楼自来水**发黄**。\n\n原因尚在检测。" };
export const en = {
  title: "Brown tap water",
  body: "The water in dormitories 4 and 5 is **brown**.\n\nThe cause is being tested.",
};
export const bilingual = { ...zh, translatedTitle: en.title, translatedBody: en.body };

export async function contextOf({ engine, storage }: Answerable): Promise<IncidentContext> {
  const row = await storage.incidents.byNumber(1);
  const { context } = await engine.read(row!.id);
  return context as unknown as IncidentContext;
}

/** As somebody would: with what the form begins with. */
export async function tries(
  answerable: Answerable,
  person: string,
  type: string,
  values: Record<string, unknown> = {},
) {
  const { desk } = answerable;
  const actor = desk.person(person)!;
  const offer = await desk.offer("1", type, actor);
  const command = { commandId: `c-${(commands += 1)}` };
  const outcome = await desk.act("1", type, { ...offer?.offered.prefill, ...values }, actor, command);
  clock.wind(minuteMs);
  return outcome;
}

export async function does(answerable: Answerable, person: string, type: string, values: Record<string, unknown> = {}) {
  expect([type, await tries(answerable, person, type, values)]).toMatchObject([type, { outcome: "done" }]);
}

export async function approved(answerable: Answerable, values: Record<string, unknown> = bilingual) {
  await does(answerable, "morgan", "STATEMENT_SAVED", values);
  await does(answerable, "morgan", "STATEMENT_SUBMITTED");
  await does(answerable, "li", "STATEMENT_APPROVED", { role: "lead" });
}

export async function drafting(answerable: Answerable) {
  const { desk } = answerable;
  const values = {
    title: "Brown water",
    sourceKind: "call",
    discoveredAt: "2026-11-22T21:00:00+08:00",
    grade: "ordinary",
  };
  await desk.open("public-incident", values, desk.person("chen")!, { commandId: "opened-1" });
  await does(answerable, "chen", "FAST_REPORT_SENT", { what: "Brown", where: "Dorm 4", firstMeasures: "Closed" });
  await does(answerable, "li", "CONSULTATION_OPENED", { participants: "all" });
  const decision = { finding: "not-so", summary: "s", evidence: "e", drafter: "spokesperson" };
  await does(answerable, "li", "DECISION_MADE", decision);
}

export async function published(answerable: Answerable) {
  await drafting(answerable);
  await approved(answerable);
  await does(answerable, "morgan", "STATEMENT_RELEASED");
  await answerable.engine.runDue();
}

export const pageOf = (language: "zh" | "en"): string => {
  const feed = parseJsonFeed(JSON.parse(read(`${language}/feed.json`)) as object);
  return feed.items![0]!.url!.replace("https://statements.example.test/", "");
};
