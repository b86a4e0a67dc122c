/** One incident opens another, is told what came of it, and ends what is still open: by messages, each done once. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
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
