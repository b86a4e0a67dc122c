/**
 * A night of a file as it goes at the desk: its events are sent through the API of an opened office, the clock is wound from
 * deadline to deadline, and the desk is closed and opened again in the middle. What the file's own runner says of each moment is
 * what the desk has to say.
 */
import { playbookFromData } from "../../machines/from-data/index.ts";
import type { PlaybookFile } from "../../machines/from-data/format/index.ts";
import type { Answerable } from "../../src/app/compose.ts";
import { makeExplorer } from "../../src/app/tasks/playbook-explorer.ts";
import { addLength } from "../../machines/from-data/calendar.ts";
import type { Playbook } from "../../machines/playbook.ts";
import { typed } from "../../src/playbook-files/nights/filled-form.ts";
import { cast } from "../../src/playbook-files/nights/cast.ts";
import { localInstant } from "../../src/playbook-files/nights/local-time.ts";
import { NightRun } from "../../src/playbook-files/nights/night-run.ts";
import { anyOffice } from "../../src/playbook-files/nights/run-nights.ts";
import { anOffice, personOf, type Office } from "./office.ts";
import { served, type Served } from "./served-office.ts";

export type Night = PlaybookFile["scenarios"][number];
type Step = Night["steps"][number];

export interface Told {
  /** What went otherwise; none: all is as the file says. */
  readonly differences: readonly string[];
  readonly steps: number;
  readonly rows: number;
  readonly incidents: number;
}

/** The people of nights, each with a place at this desk; sun and lin only look. */
const settings = `organisation:
  name: { zh: 清河大学, en: Qinghe University }
  zone: Asia/Shanghai
  zoneLabel: { zh: 北京时间, en: GMT+8 }
people:
${cast.map(({ id, roles }) => `  - { id: ${id}, name: ${id}, email: ${id}@example.test, roles: [${roles.join(", ")}], language: en }\n`).join("")}`;

export async function runOverHttp(file: PlaybookFile, night: Night): Promise<Told> {
  const office = anOffice({ settings, begins: localInstant(calendarOf(night), night.given.at) });
  const run = new Running(office, file, night);
  try {
    return await run.whole();
  } finally {
    await run.stop();
    await office.close();
  }
}

const calendarOf = ({ given: { holidays, workdays } }: Night) => ({ ...anyOffice, holidays, workdays });

class Running {
  readonly #office: Office;
  readonly #night: Night;
  readonly #playbook: Playbook;
  /** The file's own runner. */
  readonly #file: NightRun;
  readonly #differences: string[] = [];
  #open: Answerable | null = null;
  #door: Served | null = null;
  #keys = 0;

  constructor(office: Office, file: PlaybookFile, night: Night) {
    this.#office = office;
    this.#night = night;
    this.#playbook = playbookFromData(file);
    const parts = { file, playbook: this.#playbook, explorer: makeExplorer(), calendar: anyOffice, people: cast };
    this.#file = new NightRun(parts, night);
  }

  async whole(): Promise<Told> {
    const { given, steps } = this.#night;
    await this.#start();
    const open = this.#answerable();
    for (const date of given.holidays) {
      const values = { date, name: "holiday" };
      await open.desk.administer("HOLIDAY_SET", values, personOf(open, "li"), this.#office.next());
    }
    this.#note(this.#file.open(), "the file does not open it");
    const fields = typed(this.#playbook.opening, given.with, calendarOf(this.#night));
    const body = { playbook: `${this.#playbook.id}@${String(this.#playbook.version)}`, fields };
    this.#expect((await this.#post("/incidents", body, given.by)) === 201, "the desk does not open it");
    await this.#compare("opened");
    const middle = Math.floor(steps.length / 2);
    for (const [index, step] of steps.entries()) {
      if (index === middle) await this.#start();
      await this.#take(step, `step ${String(index + 1)}`);
      if (this.#differences.length > 0) break;
    }
    return this.#end(steps.length);
  }

  async stop(): Promise<void> {
    await this.#door?.stop();
    this.#door = null;
  }

  /** The desk before is closed. */
  async #start(): Promise<void> {
    await this.stop();
    this.#open = await this.#office.start();
    this.#door = await served(this.#open);
  }

  async #take(step: Step, name: string): Promise<void> {
    const { wind, until, send, refused, by } = step;
    const calendar = calendarOf(this.#night);
    const now = this.#office.clock.now();
    const target = wind ? addLength(calendar, now, wind) : until ? localInstant(calendar, until) : now;
    const type = send ?? refused;
    await this.#wind(target, type === undefined);
    if (type !== undefined) {
      const status = await this.#send(type, by ?? "", step.with ?? {});
      this.#expect(
        (status === 201) === (send !== undefined),
        `${name}: ${type} by ${by ?? ""} is answered ${String(status)}`,
      );
      await this.#wind(target, true);
    }
    this.#note(this.#file.take(step)?.sentence ?? null, `${name}, in the file`);
    await this.#compare(name);
  }

  /** From deadline to deadline; at the due minute itself an act comes first. */
  async #wind(target: number, inclusive: boolean): Promise<void> {
    const { clock } = this.#office;
    const { engine } = this.#answerable();
    for (;;) {
      const { timers } = (await this.#incident()).instance;
      const due = timers.map(({ dueAt }) => dueAt).filter((at) => (inclusive ? at <= target : at < target));
      if (due.length === 0) break;
      clock.wind(Math.max(0, Math.min(...due) - clock.now()));
      await engine.runDue();
    }
    clock.wind(target - clock.now());
  }

  async #send(type: string, by: string, given: Readonly<Record<string, unknown>>): Promise<number> {
    const form = this.#playbook.events.find((one) => one.type === type);
    const filled = (await this.#read(`/incidents/1`, by)) as {
      readonly events?: readonly { readonly type: string; readonly prefill: Readonly<Record<string, unknown>> }[];
    };
    const prefill = filled.events?.find((one) => one.type === type)?.prefill ?? {};
    const fields = { ...prefill, ...(form ? typed(form, given, calendarOf(this.#night)) : given) };
    return this.#post("/incidents/1/events", { type, fields }, by);
  }

  async #compare(name: string): Promise<void> {
    const view = await this.#incident();
    const [is, wanted] = [view.instance, this.#file.state].map((state) =>
      JSON.stringify({
        value: state.value,
        status: state.status,
        clocks: this.#playbook.clocks(state).map(({ id, state: how, dueAt, level }) => ({ id, how, dueAt, level })),
      }),
    );
    this.#expect(is === wanted, `${name}: the desk has ${String(is)}, the file ${String(wanted)}`);
  }

  async #end(steps: number): Promise<Told> {
    const { desk, engine } = this.#answerable();
    await engine.runDue();
    const { rows } = await desk.list({ pageSize: 50, sort: "newest" });
    let all = 0;
    for (const row of rows) {
      const { divergence } = await engine.replay(row.id);
      this.#note(divergence?.sentence ?? null, `the replay of ${String(row.number)}`);
      all += row.seq + 1;
    }
    return { differences: this.#differences, steps, rows: all, incidents: rows.length };
  }

  async #incident() {
    const open = this.#answerable();
    const view = await open.desk.incident("1", personOf(open, "li"));
    if (view === null) throw new Error("the incident is not there");
    return view;
  }

  async #post(path: string, body: unknown, by: string): Promise<number> {
    const key = `night-key-${String((this.#keys += 1))}`;
    const headers = { "answerable-person": by, "idempotency-key": key, "content-type": "application/json" };
    const address = `${this.#door?.origin ?? ""}/api/v1${path}`;
    return (await fetch(address, { method: "POST", headers, body: JSON.stringify(body) })).status;
  }

  async #read(path: string, by: string): Promise<unknown> {
    const headers = { "answerable-person": by };
    return (await fetch(`${this.#door?.origin ?? ""}/api/v1${path}`, { headers })).json();
  }

  #answerable(): Answerable {
    if (this.#open === null) throw new Error("the office is closed");
    return this.#open;
  }

  #note(why: string | null, what: string): void {
    if (why !== null) this.#differences.push(`${what}: ${why}`);
  }

  #expect(holds: boolean, otherwise: string): void {
    if (!holds) this.#differences.push(otherwise);
  }
}
