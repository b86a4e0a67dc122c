/** No record of an incident leaves the desk before it is on record that it does. */
import { expect, test } from "@jest/globals";
import { playbookKey } from "../../machines/playbook.ts";
import type { DeskDependencies } from "../../src/desk/desk-dependencies.ts";
import { exportsOf } from "../../src/desk/exports.ts";
import type { CommandOutcome } from "../../src/playbook/outcome.ts";
import { aNightDesk } from "../support/night-desk.ts";
import { Visitor } from "../support/visitor.ts";

const refused: CommandOutcome = { outcome: "not-found", sentence: { zh: "没有", en: "There is none" } };
const done: CommandOutcome = { outcome: "done", seq: 1, again: false };

test("what cannot be put on record is not exported", async () => {
  const night = await aNightDesk();
  const li = night.desk.person("li")!;
  const fields = { title: "Export", sourceKind: "call", discoveredAt: "2026-11-22T21:00:00+08:00", grade: "ordinary" };
  await night.desk.open("public-incident", fields, li, { commandId: "open" });
  const order: string[] = [];
  const exporting = (answer: CommandOutcome) =>
    exportsOf({
      storage: night.storage,
      engine: night.engine,
      byKey: new Map(night.desk.playbooks.map((playbook) => [playbookKey(playbook), playbook])),
      organisation: night.desk.organisation,
      everybody: night.desk.everybody,
      clock: night.clock,
      source: {
        act: async (type: string) => {
          order.push(type);
          return answer;
        },
      },
      exportRecord: async (_: string, report: string) => {
        order.push("exported", report.slice(0, 15));
        return new Uint8Array([1]);
      },
    } as unknown as DeskDependencies);
  await expect(exporting(refused).exportRecord("1", li, { commandId: "a" })).rejects.toThrow(
    "put on record: not-found",
  );
  expect(await exporting(done).exportRecord("1", li, { commandId: "b" })).toMatchObject({ number: 1 });
  expect(order).toEqual(["RECORD_EXPORTED", "RECORD_EXPORTED", "exported", "<!doctype html>"]);
  await night.shut();
});

test.each(["ExportError", "ContradictionError"])(
  "a record that cannot be made (%s, out of another thread) is said in words",
  async (name) => {
    const thrown = Object.assign(new Error("A text of this incident is missing."), { name });
    const night = await aNightDesk((desk) => ({ ...desk, exportRecord: async () => Promise.reject(thrown) }));
    const page = await new Visitor(night, "li").post("/incidents/1/export", {});
    expect([page.status, page.text]).toEqual([500, expect.stringContaining("The signed record cannot be exported")]);
    expect(page.text).toContain("answerable verify");
    await night.shut();
  },
);
