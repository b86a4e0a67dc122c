/** Two accounts of every deadline that must agree: the machine's, and what the rows alone lead to by the table of its definition. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clockTable } from "../../machines/public-incident/clock-table.ts";
import type { ClockTable } from "../../machines/kit/clock-table.ts";
import { publicIncidentMachine } from "../../machines/public-incident/v1.machine.ts";
import { definitionTexts, openEngine } from "../../src/engine/index.ts";
import type { MachineEvent } from "../../src/engine/types.ts";
import type { Json } from "../../src/kernel/json.ts";
import { exportIncident } from "../../src/record/export.ts";
import { vkeyOf } from "../../src/record/note.ts";
import { iso, IncidentNight, type IncidentGiven } from "../machines/support/incident.ts";
import { evening, hours, minutes } from "../machines/support/night.ts";
import { offersAt } from "../machines/support/offers.ts";
import { lawRuns } from "../support/environment.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";
import { RecordInFile } from "./record-in-file.ts";
import { hasPython, runNode, runPython } from "./verifiers.ts";

interface Row {
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly kind: "start" | "event";
  readonly event: MachineEvent | { readonly type: "start"; readonly input: Json };
}

interface Deadline {
  readonly id: string;
  readonly dueAt: number;
  readonly stoppedAt: number | null;
}

const program = "../../verifier/verify.mjs";
const { accounts } = (await import(program)) as {
  accounts: (
    table: ClockTable,
    rows: readonly Row[],
    state: unknown,
  ) => {
    readonly clocks: readonly Deadline[];
    readonly published: readonly { readonly version: number }[];
  };
};

/** Keeps the rows that its log would have. */
class RecordedNight extends IncidentNight {
  readonly rows: Row[] = [];

  constructor(given: IncidentGiven) {
    super(given);
    this.rows.push({ seq: 0, at: this.at, by: "officer", kind: "start", event: { type: "start", input: this.input } });
  }

  override sendChecked(event: MachineEvent, by: string) {
    const answer = super.sendChecked(event, by);
    if (answer === "accepted") this.rows.push({ seq: this.rows.length, at: this.at, by, kind: "event", event });
    return answer;
  }

  get accounts() {
    return accounts(clockTable, this.rows, this.state);
  }
}

const openings: readonly IncidentGiven[] = [
  { grade: "ordinary" },
  { grade: "critical", occurredAt: evening - hours(1) },
  { grade: "major", discoveredAt: evening - minutes(40), occurredAt: evening - hours(13) },
  {
    grade: "major",
    policy: { grades: { major: { limits: { officialReply: { within: "3 h", from: "registered" } } } } },
  },
];

const walks = fc.record({
  opening: fc.constantFrom(...openings),
  steps: fc.array(fc.record({ pass: fc.integer({ min: 0, max: 90 }), pick: fc.nat(1_000) }), {
    minLength: 20,
    maxLength: 60,
  }),
});

/** Of what may be tried now, the picked one that is taken: most are refused, and then the next is tried. */
function take(night: RecordedNight, pick: number): void {
  const offers = offersAt(night);
  for (let n = 0; n < offers.length; n += 1) {
    const offer = offers[(pick + n) % offers.length];
    if (offer && night.send(offer.type, offer.by, offer.values) === "accepted") return;
  }
}

describe("the deadlines of an incident", () => {
  test("that its rows lead to are those of its state, at every moment of random nights", () => {
    const kinds = new Set<string>();
    let moments = 0;
    const law = fc.property(walks, ({ opening, steps }) => {
      const night = new RecordedNight(opening);
      for (const { pass, pick } of steps) {
        night.wind(minutes(pass));
        take(night, pick);
        moments += 1;
        const { clocks } = night.accounts;
        if (clocks.length < 2) throw new Error("the main clocks are missing");
        for (const { id } of clocks) kinds.add(id.replace(/-\d+$/, ""));
      }
    });
    fc.assert(law, { numRuns: lawRuns(), seed: 6 });
    console.log(`law: the deadlines of ${moments} moments recomputed from rows, all equal`);
    expect([...kinds].toSorted()).toEqual(["fast-report", "promise", "question", "reply", "slip"]);
  });

  test("follow a claim that is corrected, cleared and moved", () => {
    const night = new RecordedNight({ grade: "major", occurredAt: evening - hours(2) });
    night.wind(minutes(5));
    const due = () => night.accounts.clocks.find(({ id }) => id === "reply")?.dueAt;
    expect(due()).toBe(evening + hours(10));
    const corrected = { fact: "occurredAt", reason: "监控" };
    night.send("FACT_CORRECTED", "officer", { ...corrected, instant: iso(evening - hours(3)) });
    expect(due()).toBe(evening + hours(9));
    night.send("FACT_CORRECTED", "officer", { ...corrected, unknown: true });
    expect(due()).toBe(evening + hours(12));
  });

  test("name the published version, and throw for a row that was dated back", () => {
    const night = new RecordedNight({ grade: "ordinary" });
    night.wind(minutes(20));
    night.report();
    night.confer();
    night.decide();
    night.draft();
    night.approve();
    night.wind(hours(14));
    night.publish();
    expect(night.accounts.published).toMatchObject([{ version: 1, approvals: [{ by: "lead" }] }]);
    const late = night.rows.findIndex(({ event }) => event.type === "REPLY_PUBLISHED");
    night.rows[late] = { ...night.rows[late]!, at: evening + hours(1) };
    expect(() => night.accounts).toThrow(/A deadline of the recorded state is not what the rows lead to/);
  });

  test("are not recomputed from another table", () => {
    const night = new RecordedNight({});
    night.wind(minutes(10));
    night.report();
    const [fastReport, ...others] = clockTable.clocks;
    const without = { ...clockTable, clocks: [{ ...fastReport!, met: [] }, ...others] };
    expect(() => accounts(without, night.rows, night.state)).toThrow(/fast-report/);
  });
});

describe("an exported night, for both verifiers", () => {
  const folder = aTemporaryFolder();
  const record = new RecordInFile(folder.file("."));
  const machines = { "public-incident@1": publicIncidentMachine };
  const start = record.clock.now();

  async function play(): Promise<string> {
    return record.with(async (storage) => {
      const engine = await openEngine({
        storage: { ...storage, close: async () => undefined },
        machines,
        clock: record.clock,
        deliver: async () => ({ to: [] }),
      });
      const { input } = new IncidentNight({ at: start, discoveredAt: start, grade: "ordinary" });
      const { id } = await engine.start("public-incident@1", input, { by: "officer", commandId: "begin" });
      record.clock.wind(minutes(25));
      const report = { type: "FAST_REPORT_SENT", what: "停机", where: "东区", firstMeasures: "抢修" };
      await engine.send(id, report, { by: "officer", commandId: "report" });
      record.clock.wind(minutes(1));
      const question = { type: "QUESTION_RECEIVED", wording: "何时恢复？", askedThrough: "晚报", receivedAt: start };
      await engine.send(id, question, { by: "speaker", commandId: "question" });
      await engine.close();
      return id;
    });
  }

  async function exportAgain(id: string): Promise<string> {
    const to = folder.file("export");
    rmSync(to, { recursive: true, force: true });
    mkdirSync(to);
    await record.with(async (storage) => {
      await record.sequencer(storage).finish();
      const signing = { signer: record.signer, outside: null, clock: record.clock };
      const parts = { record: storage.record, storage, signing, definition: definitionTexts(machines) };
      const { files } = await exportIncident(parts, id);
      for (const [name, text] of files) writeFileSync(join(to, name), text);
    });
    return to;
  }

  const verifiers = hasPython ? [runNode, runPython] : [runNode];
  const verify = (at: string) => verifiers.map((run) => run(["--vkey", vkeyOf(record.signer), at]));

  test("shows each deadline; a row dated back by whoever has the key contradicts the state", async () => {
    try {
      const id = await play();
      const [node, ...others] = verify(await exportAgain(id));
      expect(node).toMatchObject({ code: 0, out: expect.stringMatching(/Deadline +fast-report.*kept 5 min/) });
      expect(node?.out).toContain("question-1");
      for (const other of others)
        expect(other).toMatchObject({ code: 0, out: expect.stringMatching(/"deadlines": \[\["fast-report"/) });
      record.forge(`UPDATE log SET at = at - 60000 WHERE command_id = 'report'`);
      for (const ran of verify(await exportAgain(id))) expect(ran).toMatchObject({ code: 2, rule: "deadline" });
    } finally {
      folder.remove();
    }
  }, 60_000);
});
