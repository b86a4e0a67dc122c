/** An incident is found by what people write of it, not only by its title. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { Visitor } from "../support/visitor.ts";

let desk: NightDesk;
beforeAll(async () => {
  desk = await aNightDesk();
  const officer = desk.desk.person("chen")!;
  const discoveredAt = new Date(desk.desk.now() - 60_000).toISOString();
  const opening = { title: "供水中断", place: "城南 Café", sourceKind: "call", grade: "ordinary", discoveredAt };
  await desk.desk.open("public-incident", opening, officer, { commandId: "open-one" });
  await desk.desk.open("public-incident", { ...opening, title: "Other", place: "X" }, officer, {
    commandId: "open-two",
  });
  const report = { what: "管道破裂", where: "Baker Street", firstMeasures: "抢修队已到场" };
  for (const [type, values] of [
    ["FAST_REPORT_SENT", report],
    ["NOTE_ADDED", { wording: "不入检索的内容" }],
  ] as const) {
    const outcome = await desk.desk.act("1", type, values, officer, { commandId: `send-${type}` });
    if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
  }
});
afterAll(() => desk.shut());

test.each([
  ["供水", [1]],
  ["城南", [1]],
  ["cafe", [1]],
  ["ｂａｋｅｒ", [1]],
  ["#2", [2]],
  ["检索", []],
])("the desk finds by %s", async (text, numbers) => {
  const page = await new Visitor(desk, "chen").get(`/?text=${encodeURIComponent(text)}`);
  const found = [...page.text.matchAll(/<span class="number">#(\d+)<\/span>/g)].map(([, number]) => Number(number));
  expect(found).toEqual(numbers);
});
