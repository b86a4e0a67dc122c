/** One incident opens another, is told what came of it, and ends what is still open: by messages, each done once. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
import Database from "better-sqlite3";
import { checkRows } from "../../db/check-database.ts";
import { compose, configure, type Answerable } from "../../src/app/compose.ts";
import { linkDelivery } from "../../src/desk/links/link-delivery.ts";
import type { Message } from "../../src/engine/index.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { systemNewId } from "../../src/kernel/ids.ts";
import { refsIn } from "../../src/kernel/text-refs.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";

const begun = Date.UTC(2026, 10, 23, 1);
const folders: { remove(): void }[] = [];
let world: Answerable;
let url: string;
let clock: WindingClock;

beforeEach(async () => {
  const folder = aTemporaryFolder();
  folders.push(folder);
  url = folder.file("desk.sqlite");
  clock = new WindingClock(begun);
  world = await open();
});
afterEach(async () => {
  await world.close();
  for (const folder of folders.splice(0)) folder.remove();
});

async function open(): Promise<Answerable> {
  const environment = { ANSWERABLE_DATA: `${url}-data`, DATABASE_URL: `sqlite:${url}`, ANSWERABLE_SIGN_IN: "off" };
  return compose(configure(readEnvironment(environment)), { clock });
}

async function reopened(): Promise<void> {
  await world.close();
  world = await open();
}

type Values = Readonly<Record<string, unknown>>;

function personOf(id: string) {
  const person = world.desk.person(id);
  if (!person) throw new Error(`there is no ${id}`);
  return person;
}

async function register(playbook: string, values: Values, by: string): Promise<string> {
  const outcome = await world.desk.open(playbook, values, personOf(by), { commandId: systemNewId() });
  if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
  return outcome.id;
}

async function act(id: string, type: string, values: Values, by: string): Promise<void> {
  const outcome = await world.desk.act(id, type, values, personOf(by), { commandId: systemNewId() });
  if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
}

async function aComplaint(): Promise<string> {
  const values = { subject: "停水", received: "2026-11-23T00:30:00Z", through: "phone", words: "两天没水" };
  const id = await register("complaint", values, "chen");
  await act(id, "SORTED", { kind: "complaint", owner: "水务" }, "chen");
  return id;
}

const childrenOf = (id: string) => world.storage.links.ofParent(id);
const slipsOf = async (id: string) =>
  ((await world.engine.opened(id, await world.engine.read(id))).context["lists"] as Record<string, unknown>)["slips"];

async function settle(slip: string): Promise<void> {
  const evidence = { finding: "not-so", facts: "供水正常", evidence: "水表记录" };
  await act(slip, "FINDINGS_RETURNED", evidence, "zhao");
  await act(slip, "PLAN_APPROVED", {}, "li");
}

async function expectWhole(...ids: readonly string[]): Promise<void> {
  for (const id of ids) expect((await world.engine.replay(id)).divergence).toBeNull();
}

test("a complaint opens a slip, and what the slip finds moves its item", async () => {
  const complaint = await aComplaint();
  await act(complaint, "SLIP_SENT", { unit: "一村", request: "请核实水压" }, "chen");
  expect(await childrenOf(complaint)).toEqual([]);

  await world.engine.runDue();
  const [child, ...others] = await childrenOf(complaint);
  expect(others).toEqual([]);
  expect(child).toMatchObject({ link: "slip", item: 1, summary: { title: "一村：停水", open: true } });
  const slip = child!.id;
  const [first] = await world.engine.history(slip, { upTo: 0 });
  expect(first).toMatchObject({ by: "link", event: { input: { parent: { incident: complaint, item: 1, depth: 1 } } } });
  const [learned] = await world.engine.history(complaint, { kinds: ["delivered"], types: ["open slip"] });
  expect(learned?.detail).toEqual({ incident: slip, number: child!.number });

  await reopened();
  await settle(slip);
  await world.engine.runDue();
  expect(await slipsOf(complaint)).toMatchObject([
    { number: 1, stage: "back", values: { unit: "一村", finding: "情况不实", facts: "供水正常" } },
  ]);
  await expectWhole(complaint, slip);
});

test("texts that are handed over are the other incident's own: erasing them here leaves them there", async () => {
  const complaint = await aComplaint();
  await act(complaint, "SLIP_SENT", { unit: "一村", request: "请核实张某家水压" }, "chen");
  await world.engine.runDue();
  const [child] = await childrenOf(complaint);
  const here = refsIn((await world.engine.read(complaint)).context);
  const there = refsIn((await world.engine.read(child!.id)).context);
  expect([...there].filter((ref) => here.has(ref))).toEqual([]);

  const command = { by: "li", commandId: systemNewId() };
  const erased = await world.engine.erase(complaint, [...here], "not-needed", command);
  expect(erased.outcome).toBe("accepted");
  const slip = await world.engine.opened(child!.id, await world.engine.read(child!.id));
  expect(slip.context["facts"]).toMatchObject({ request: "请核实张某家水压" });
  await expectWhole(complaint, child!.id);
});

test("a reference of another incident opens nothing there", async () => {
  const complaint = await aComplaint();
  const [ref = ""] = refsIn((await world.engine.read(complaint)).context);
  const slip = await register(
    "liaison-slip",
    { subject: "食堂", unit: "后勤处", request: "请核实", weight: "ordinary" },
    "chen",
  );
  expect(await world.engine.opened(slip, { words: ref })).toEqual({ words: "▭ 文字缺失 · Text missing" });
  const smuggled = { type: "FINDINGS_RETURNED", finding: "not-ours", facts: "属二村", more: ref };
  const sent = await world.engine.send(slip, smuggled, { by: "link", commandId: systemNewId() });
  expect(sent).toMatchObject({ outcome: "refused", reason: { code: "invalid-event" } });
});

/** What the outbox does, without its writing down that it was done. */
async function deliverUnheard(id: string): Promise<number> {
  const { desk, engine, storage, clock: now, playbooks } = world;
  const links = linkDelivery({
    engine,
    storage,
    playbooks,
    clock: now,
    organisation: desk.organisation,
    people: desk.people,
    policies: {},
  });
  const waiting = (await engine.messages(id, { isUnsettled: true })).filter((message) => links.isLink(message));
  for (const message of waiting as readonly Message[]) await links.deliver(message);
  return waiting.length;
}

test("a message that is delivered three times opens one incident and moves one item", async () => {
  const complaint = await aComplaint();
  await act(complaint, "SLIP_SENT", { unit: "一村", request: "请核实" }, "chen");
  expect(await deliverUnheard(complaint)).toBe(1);
  expect(await deliverUnheard(complaint)).toBe(1);
  await reopened();
  await world.engine.runDue();
  const children = await childrenOf(complaint);
  expect(children).toHaveLength(1);
  expect(await world.engine.messages(complaint, { isUnsettled: true })).toEqual([]);

  const slip = children[0]!.id;
  await settle(slip);
  expect(await deliverUnheard(slip)).toBe(1);
  await reopened();
  await world.engine.runDue();
  const rows = await world.engine.history(complaint, { types: ["SLIP_CAME_BACK"] });
  expect(rows.map(({ kind, by }) => [kind, by])).toEqual([["event", "link"]]);
  await expectWhole(complaint, slip);
});

test("what the receiver refuses stays with the sender, with the reason, and is not tried for ever", async () => {
  const complaint = await aComplaint();
  await act(complaint, "SLIP_SENT", { unit: "一村", request: "请核实" }, "chen");
  await world.engine.runDue();
  const [child] = await childrenOf(complaint);
  await act(complaint, "SLIP_CAME_BACK", { item: "1", facts: "电话告知" }, "chen");
  await settle(child!.id);
  await world.engine.runDue();
  const [left, ...more] = await world.engine.messages(child!.id, { isUnsettled: true });
  expect(more).toEqual([]);
  expect(left).toMatchObject({ type: "report back", state: "dead-lettered", tries: 1 });
  expect(left?.lastError).toMatch(/^#1 did not take it/);
  expect(await slipsOf(complaint)).toMatchObject([{ stage: "back", values: { facts: "电话告知" } }]);
  await expectWhole(complaint, child!.id);
});

async function anIncident(): Promise<string> {
  const values = {
    grade: "ordinary",
    title: "食堂停水",
    sourceKind: "media",
    sourceName: "本地论坛",
    summary: "有帖子称食堂停水",
    discoveredAt: "2026-11-23T00:50:00Z",
  };
  return register("public-incident", values, "chen");
}

const mattersOf = async (id: string) =>
  (await world.engine.opened(id, await world.engine.read(id))).context["matters"] as Record<string, unknown>[];

test("a public incident opens a slip, a review and a rectification, and each moves its item when it comes back", async () => {
  const incident = await anIncident();
  const slip = { kind: "slip", subject: "停水", place: "后勤处", request: "请核实" };
  const review = { kind: "review", subject: "停水说明", dueAt: "2026-11-24T04:00:00Z" };
  const round = { kind: "rectification", subject: "供水管道", place: "食堂", dueAt: "2026-12-20T10:00:00Z" };
  for (const values of [slip, review, round]) await act(incident, "MATTER_OPENED", values, "chen");
  await world.engine.runDue();
  const children = await childrenOf(incident);
  expect(children.map(({ machine, link, item, summary }) => [machine, link, item, summary.title])).toEqual([
    ["liaison-slip@1", "slip", 1, "后勤处：停水"],
    ["release-review@1", "review", 2, "停水说明"],
    ["rectification@1", "rectification", 3, "食堂：供水管道"],
  ]);
  const [one, two, three] = children.map(({ id }) => id) as [string, string, string];
  await settle(one);
  await act(two, "WITHDRAWN", { why: "不再需要" }, "li");
  await act(three, "CHECKS_ENDED", {}, "li");
  await act(three, "LOOKED_BACK", { found: "已更换管道", holdsUp: true }, "chen");
  await world.engine.runDue();
  expect(await mattersOf(incident)).toMatchObject([
    { number: 1, subject: "停水", returned: { by: "link", outcome: "情况不实", facts: "供水正常" } },
    { number: 2, returned: { by: "link", outcome: null } },
    { number: 3, returned: { by: "link", facts: "已更换管道" } },
  ]);
  await expectWhole(incident, one, two, three);
});

test("when the incident ends, a slip that is still out is withdrawn and a rectification goes on", async () => {
  const incident = await anIncident();
  const slip = { kind: "slip", subject: "停水", place: "后勤处", request: "请核实" };
  const round = { kind: "rectification", subject: "管道", place: "食堂", dueAt: "2026-12-20T10:00:00Z" };
  await act(incident, "MATTER_OPENED", slip, "chen");
  await act(incident, "MATTER_OPENED", round, "chen");
  // All in one round: the end waits for what is still being opened.
  await act(incident, "CLOSED_AS_UNFOUNDED", { reason: "查无此事" }, "li");
  for (let rounds = 0; rounds < 4; rounds += 1) {
    await world.engine.runDue();
    clock.wind(120_000);
  }
  const children = await childrenOf(incident);
  expect(children.map(({ summary }) => [summary.phase, summary.open])).toEqual([
    ["procedure.withdrawn", false],
    ["procedure.watching", true],
  ]);
  expect(await mattersOf(incident)).toMatchObject([{ returned: { by: "link" } }, { returned: null }]);
  await expectWhole(incident, ...children.map(({ id }) => id));
});

test("what comes after the end of the incident that asked for it is written down, and asks nobody to look", async () => {
  const complaint = await aComplaint();
  await act(complaint, "SLIP_SENT", { unit: "一村", request: "请核实" }, "chen");
  await world.engine.runDue();
  const [child] = await childrenOf(complaint);
  await act(complaint, "SLIP_CAME_BACK", { item: "1", facts: "电话告知" }, "chen");
  await act(complaint, "DECIDED", { outcome: "settled" }, "li");
  await act(complaint, "ANSWER_SENT", { answer: "已修复", answeredAt: "2026-11-23T01:00:00Z" }, "morgan");
  clock.wind(15 * 86_400_000);
  await world.engine.runDue();
  expect((await world.storage.incidents.byId(complaint))?.summary.open).toBe(false);
  // The file withdraws it; what it says then comes too late.
  expect((await world.storage.incidents.byId(child!.id))?.summary.phase).toBe("procedure.withdrawn");
  const [told] = await world.engine.history(child!.id, { kinds: ["delivered"], types: ["report back"] });
  expect(told?.detail).toMatchObject({ incident: complaint, number: 1 });
  expect((told?.detail as { refused?: string }).refused).toMatch(/^#1 did not take it/);
  expect(await world.engine.messages(child!.id, { isUnsettled: true })).toEqual([]);
});

test("whoever had it opened counts as the one who opened it: four eyes see them", async () => {
  const complaint = await aComplaint();
  await act(complaint, "SLIP_SENT", { unit: "一村", request: "请核实" }, "chen");
  await world.engine.runDue();
  const [child] = await childrenOf(complaint);
  const { context } = await world.engine.read(child!.id);
  expect(context).toMatchObject({ opened: { by: "chen" }, marks: { open: { by: "chen" } } });
});

test("a row of links that was edited by hand is named by verify", async () => {
  const complaint = await aComplaint();
  await act(complaint, "SLIP_SENT", { unit: "一村", request: "请核实" }, "chen");
  await world.engine.runDue();
  const [child] = await childrenOf(complaint);
  await world.close();
  const wrong = async () => (await checkRows(`sqlite:${url}`)).map(({ sentence }) => sentence);
  expect(await wrong()).toEqual([]);
  const database = new Database(url);
  database.prepare("UPDATE links SET item = 2 WHERE child = ?").run(child!.id);
  database.close();
  expect(await wrong()).toEqual([
    expect.stringMatching(/^Table links, row .* of incident #2: it is not what the incident says/),
  ]);
  world = await open();
});
