/** The page beside an export: in both languages, escaped, and without a claim to prove anything. */
import { expect, test } from "@jest/globals";
import { playbookKey } from "../../machines/playbook.ts";
import type { DeskDependencies } from "../../src/desk/desk-dependencies.ts";
import { exportsOf } from "../../src/desk/exports.ts";
import { aNightDesk } from "../support/night-desk.ts";
import { missing } from "../support/visitor.ts";

const values = {
  title: `Lift <b>"2"</b> & 'stairs'`,
  sourceKind: "call",
  discoveredAt: "2026-11-22T21:00:00+08:00",
  grade: "ordinary",
};

test("says what happened, what was owed, who acted and what was erased, and escapes what people wrote", async () => {
  const night = await aNightDesk();
  try {
    const chen = night.desk.person("chen")!;
    const li = night.desk.person("li")!;
    await night.desk.open("public-incident", values, chen, { commandId: "open", auth: "passkey" });
    const { id } = (await night.desk.find("1"))!;
    const note = { wording: "A name that has to go" };
    await night.desk.act(id, "NOTE_ADDED", note, chen, { commandId: "note", auth: "token" });
    const row = (await night.engine.history(id)).find(({ event }) => event.type === "NOTE_ADDED")!;
    const { wording: ref } = row.event as unknown as { wording: string };
    await night.engine.erase(id, [ref], "request", { by: "li", commandId: "erase" });

    let html = "";
    const parts = {
      ...{ storage: night.storage, engine: night.engine, clock: night.clock },
      ...{ organisation: night.desk.organisation, everybody: night.desk.everybody },
      byKey: new Map(night.desk.playbooks.map((playbook) => [playbookKey(playbook), playbook])),
      exportRecord: async (_: string, report: string) => {
        html = report;
        return new Uint8Array();
      },
    };
    await exportsOf(parts as unknown as DeskDependencies).exportRecord("1", li, { commandId: "export" });
    expect(
      missing(
        html,
        '<section lang="zh">',
        '<section lang="en">',
        "#1 Lift &lt;b&gt;&quot;2&quot;&lt;/b&gt; &amp; &#39;stairs&#39;",
        "本身不作证明",
        "proves nothing",
        "<td>Fast report</td>",
        "通行密钥登录、程序令牌",
        "passkey, a program’s token",
        "1 text erased, reason:",
      ),
    ).toEqual([]);
    expect([html.includes("<b>"), html.includes("<script"), html.includes("has to go")]).toEqual([false, false, false]);
    expect(html.includes("undefined") || html.includes("[object")).toBe(false);
  } finally {
    await night.shut();
  }
});
