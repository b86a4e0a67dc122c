/** How deep and how wide incidents may be opened from one another, with files of the office's own that link each other. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Answerable } from "../../src/app/compose.ts";
import { linkDelivery } from "../../src/desk/links/link-delivery.ts";
import type { Message } from "../../src/engine/index.ts";
import { parentFile, reportingFile } from "../playbook-files/linked-files.ts";
import { anOffice, personOf, type Office } from "./office.ts";

let office: Office;
beforeEach(() => {
  office = anOffice();
});
afterEach(() => office.close());

const asked = { what: "甲", weight: "ordinary", neededBy: "2026-11-25T09:00:00+08:00" };

/** A file that opens another, and may itself be opened with what the small file is opened with. */
const link = (id: string, child: string): string =>
  parentFile(child)
    .replace("id: parent-slip", `id: ${id}`)
    .replace(
      "fields: { subject: { kind: line, label: 事由 | Subject } } }",
      "fields: { subject: { kind: line, label: 事由 | Subject }, weight: { kind: choice, label: 轻重 | Weight, options: { important: 重要 | Important, ordinary: 一般 | Ordinary } }, neededBy: { kind: instant, label: 最迟 | Needed by } } }",
    )
    .replace("with: { subject: 停水 }", "with: { subject: 停水, weight: ordinary, neededBy: 2026-11-25 09:00 }")
    .replace("type: final }", "type: final, report: true }");

async function add({ desk, engine }: Answerable, id: string): Promise<void> {
  const outcome = await desk.act(id, "ADDED", asked, personOf({ desk }, "li"), office.next());
  expect(outcome).toMatchObject({ outcome: "done" });
  await engine.runDue();
}

test("a chain of six is opened, and the seventh is refused and says why", async () => {
  const chain = Array.from({ length: 6 }, (_, place) => link(`link-${String(place)}`, `link-${String(place + 1)}`));
  for (const [place, text] of chain.entries()) office.put(`${String(place)}.yaml`, text);
  office.put("last.yaml", reportingFile("link-6"));
  const open = await office.start();
  expect(open.shelfDesk.folder()?.files.map(({ became }) => became)).toEqual(Array(7).fill("loaded"));
  const values = { subject: "停水", weight: "ordinary", neededBy: asked.neededBy };
  expect(await open.desk.open("link-0", values, personOf(open, "li"), office.next())).toMatchObject({ number: 1 });
  // The one that was opened by a person, and five below it.
  for (let number = 1; number <= 6; number += 1) await add(open, String(number));
  const { rows } = await open.desk.list({ pageSize: 50, sort: "newest" });
  expect(rows.map(({ machine }) => machine)).toEqual([5, 4, 3, 2, 1, 0].map((place) => `link-${String(place)}@1`));
  const [refused] = await open.engine.messages(rows[0]!.id, { isUnsettled: true });
  expect(refused).toMatchObject({ state: "dead-lettered", lastError: expect.stringContaining("5 deep at the most") });
});

test.each([
  [199, null],
  [200, "200 incidents are opened from one at the most."],
])("beside %s that were opened from one another is answered %s", async (count, why) => {
  office.put("parent.yaml", parentFile("reporting-slip"));
  office.put("slip.yaml", reportingFile("reporting-slip"));
  const { desk, engine, storage, playbooks, clock } = await office.start();
  await desk.open("parent-slip", { subject: "停水" }, personOf({ desk }, "li"), office.next());
  const { id } = (await desk.find("1"))!;
  await desk.act("1", "ADDED", asked, personOf({ desk }, "li"), office.next());
  const row = { ...(await desk.find("1"))!, link: "slip", item: 1 };
  const links = { ...storage.links, ofParent: async () => Array.from({ length: count }, () => row) };
  const whole = { engine, storage: { ...storage, links }, playbooks, clock, policies: {} };
  const delivery = linkDelivery({ ...whole, organisation: desk.organisation, people: desk.people });
  const [message] = (await engine.messages(id, { isUnsettled: true })).filter((one) => delivery.isLink(one));
  const delivered = delivery.deliver(message as Message);
  if (why === null) await expect(delivered).resolves.toMatchObject({ number: 2 });
  else await expect(delivered).rejects.toThrow(why);
});
