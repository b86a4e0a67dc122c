import { describe, expect, test } from "@jest/globals";
import { playbooks } from "../../machines/registry.ts";
import { chartOf } from "../../src/diagram/chart.ts";
import { drawnElsewhere, drawPlaybook } from "../../src/diagram/draw.ts";
import { layOut } from "../../src/diagram/layout.ts";
import { parcelPlaybook } from "../support/parcel-playbook.ts";

const labels = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, label]) => label ?? "");
const boxes = (svg: string) =>
  [...svg.matchAll(/<rect x="([-\d.]+)" y="([-\d.]+)" width="([-\d.]+)" height="([-\d.]+)" rx="9"/g)].map(
    ([, x, y, width, height]) => ({ x: Number(x), y: Number(y), width: Number(width), height: Number(height) }),
  );

describe("a drawn playbook", () => {
  test("says every state and every event in the reader's language", async () => {
    const svg = await drawPlaybook(parcelPlaybook, { language: "en" });
    expect(labels(svg)).toEqual(
      expect.arrayContaining([
        "Searching",
        "Asking around",
        "Closed",
        "Running",
        "Follow a lead",
        "Search again",
        "↻ Add a note",
      ]),
    );
    expect(labels(await drawPlaybook(parcelPlaybook, { language: "zh" }))).toEqual(
      expect.arrayContaining(["查找中", "询问", "已结束", "查找线索", "◷ 到期自动"]),
    );
  });

  test("marks the active states by a sign, a class and a bold border, and names them for those who cannot see", async () => {
    const value = { response: { asking: "comparing" }, clock: "running" };
    const svg = await drawPlaybook(parcelPlaybook, { language: "en", value });
    expect(labels(svg)).toEqual(expect.arrayContaining(["● Running", "● Asking around", "Searching"]));
    expect(svg.match(/chart-state is-active/g)).toHaveLength(2);
    expect(svg).toContain('stroke-width="3"');
    expect(svg).toContain("Current states: Comparing &quot;marks&quot; &amp; &#39;labels&#39;, Running.");
  });

  test("is one well-formed picture: every word escaped, no script, no style that a strict policy would refuse", async () => {
    const svg = await drawPlaybook(parcelPlaybook, { language: "en" });
    expect(svg).toContain("Lost &lt;parcel&gt; &amp; co");
    expect(svg).not.toMatch(/<parcel|<script|<style|style=|\son\w+=/);
    const opened = [...svg.matchAll(/<[a-z]+(\s[^>]*[^/])?>/gi)].length;
    expect([...svg.matchAll(/<\/[a-z]+>/gi)].length).toBe(opened);
  });

  test("draws the same picture every time, and another one for another moment", async () => {
    const first = await drawPlaybook(parcelPlaybook, { language: "en" });
    expect(await drawPlaybook({ ...parcelPlaybook }, { language: "en" })).toBe(first);
    expect(await drawPlaybook(parcelPlaybook, { language: "en", value: { clock: "missed" } })).not.toBe(first);
  });

  test.each(Object.entries(playbooks))(
    "%s: no two states lie on each other, in either language",
    async (_key, playbook) => {
      for (const language of ["zh", "en"] as const) {
        const all = boxes(await drawPlaybook(playbook, { language }));
        expect(all.length).toBeGreaterThan(3);
        const overlaps = all.flatMap((a, index) =>
          all
            .slice(index + 1)
            .filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height),
        );
        expect(overlaps).toEqual([]);
      }
    },
  );
});

describe("a chart", () => {
  test("leaves out no arrow, and says which states are first, final, kept in mind or never rested in", () => {
    const chart = chartOf(parcelPlaybook, "en");
    const ends = chart.arrows.map(({ from, to }) => `${from} → ${to}`);
    expect(ends).toEqual(
      expect.arrayContaining([
        "response.searching → response.asking",
        "response.closed → response.asking.last",
        "clock.running → clock.missed",
      ]),
    );
    expect(chart.initial).toEqual(["response.searching", "response.asking.calling", "clock.running"]);
    const [response, clock] = chart.root.children;
    expect(clock?.children.map((state) => state.kind)).toEqual(["atomic", "final"]);
    expect(response?.children[1]?.children.map((state) => state.kind)).toEqual(["atomic", "atomic", "history"]);
    const incident = chartOf(playbooks["public-incident@1"]!, "en");
    expect(JSON.stringify(incident.root)).toContain('"kind":"choice"');
  });
});

test("a drawing that is made elsewhere is left out until it is there, and asked for once", async () => {
  const [playbook] = Object.values(playbooks);
  let asked = 0;
  const { draw, drawIfReady } = drawnElsewhere(async (...given) => {
    asked += 1;
    return layOut(...given);
  });
  expect(await drawIfReady(playbook!, { language: "en" })).toBeNull();
  const drawn = await draw(playbook!, { language: "en" });
  expect(await drawIfReady(playbook!, { language: "en" })).toBe(drawn);
  expect([drawn, asked]).toEqual([await drawPlaybook(playbook!, { language: "en" }), 1]);
});
