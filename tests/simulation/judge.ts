/**
 * Watches the storage from outside and says at once when a promise is broken. It folds every log as it grows, through the
 * same pure decisions, and compares what is stored with what the log leads to.
 */
import type { ClockView } from "../../machines/playbook.ts";
import { playbooks } from "../../machines/registry.ts";
import type { IncidentContext } from "../../machines/public-incident/context.ts";
import { define, type Definition } from "../../src/engine/decide/definition.ts";
import { emptyFold, foldRow, type Fold } from "../../src/engine/decide/replay.ts";
import { stateDigest } from "../../src/engine/drive/digest.ts";
import type { Batch, EngineStorage, InstanceState, LogRow } from "../../src/engine/index.ts";
import { benchMachine } from "../support/bench-machine.ts";
import type { Mailbox } from "./sim-storage.ts";

class BrokenPromise extends Error {
  override name = "BrokenPromise";
}

export function must(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new BrokenPromise(sentence);
}

const definitions = new Map<string, Definition>(
  Object.entries({
    "bench@1": benchMachine,
    ...Object.fromEntries(Object.entries(playbooks).map(([key, { machine }]) => [key, machine])),
  }).map(([key, machine]) => [key, define(key, machine)]),
);

interface Watched {
  fold: Fold;
  readonly machine: string;
  /** What the log says of each message: the row's kind. */
  readonly settled: Map<string, LogRow["kind"]>;
}

export class Judge {
  readonly #storage: EngineStorage;
  readonly #mailbox: Mailbox;
  readonly #watched = new Map<string, Watched>();
  /** Every command that stands in a log, with its place. */
  readonly commands = new Map<string, { readonly id: string; readonly seq: number }>();
  rows = 0;

  constructor(storage: EngineStorage, mailbox: Mailbox) {
    this.#storage = storage;
    this.#mailbox = mailbox;
  }

  get instances(): readonly string[] {
    return [...this.#watched.keys()];
  }

  stateOf(id: string): { readonly machine: string; readonly state: InstanceState; readonly seq: number } | null {
    const watched = this.#watched.get(id);
    return watched?.fold.state ? { machine: watched.machine, state: watched.fold.state, seq: watched.fold.seq } : null;
  }

  /** After every commit: whatever it touched must be whole. */
  async inspect(batch: Batch): Promise<void> {
    const touched = new Set([
      ...batch.log.map((row) => row.instance),
      ...batch.updated.map((row) => row.id),
      ...batch.timersRemoved.map((timer) => timer.instance),
      ...batch.outbox.map((change) => change.id.slice(0, change.id.lastIndexOf(":"))),
    ]);
    for (const id of touched) await this.inspectInstance(id);
  }

  async inspectInstance(id: string): Promise<void> {
    const after = this.#watched.get(id)?.fold.seq ?? -1;
    for (const row of await this.#storage.history(id, { after })) this.#take(row);
    const watched = this.#watched.get(id);
    must(watched?.fold.state, `instance ${id} has no log`);
    const [stored] = (await this.#storage.load([id], [])).instances;
    must(
      stored?.seq === watched.fold.seq,
      `${id}: the stored row is ${stored?.seq}, the log ends at ${watched.fold.seq}`,
    );
    must(stored.stepSeq === watched.fold.stepSeq, `${id}: stepSeq ${stored.stepSeq} is not ${watched.fold.stepSeq}`);
    must(stateDigest(stored.state) === stateDigest(watched.fold.state), `${id}: the stored state is not the fold`);
    await this.#checkTimers(id, watched.fold.state);
    if (watched.machine.startsWith("public-incident")) checkClocks(id, watched.machine, watched.fold.state);
    await this.#checkOutbox(id, watched);
  }

  #take(row: LogRow): void {
    const known = this.#watched.get(row.instance);
    const watched = known ?? { fold: emptyFold, machine: row.event["machine"] as string, settled: new Map() };
    if (!known) this.#watched.set(row.instance, watched);
    this.rows += 1;
    if (row.kind === "timer" || row.kind === "stale") this.#checkRinging(row, watched.fold.state);
    const definition = definitions.get(watched.machine);
    must(definition, `${row.instance} runs ${watched.machine}, which is unknown`);
    watched.fold = foldRow(definition, watched.fold, row, stateDigest);
    must(watched.fold.divergence === null, `${row.instance}: ${watched.fold.divergence?.sentence ?? ""}`);
    if (row.kind === "delivered" || row.kind === "dead-lettered") this.#noteOutcome(row, watched);
    if (row.commandId === null) return;
    must(!this.commands.has(row.commandId), `command ${row.commandId} is in the log twice`);
    this.commands.set(row.commandId, { id: row.instance, seq: row.seq });
  }

  #checkRinging(row: LogRow, before: InstanceState | null): void {
    const { instance, seq, dueAt, at } = row;
    must(dueAt !== null && at >= dueAt, `${instance} row ${seq}: a timer due at ${dueAt} fired early, at ${at}`);
    const pending = before?.timers.find((timer) => timer.id === row.timer);
    must(pending?.dueAt === dueAt, `${instance} row ${seq}: the timer was due at ${pending?.dueAt}, not at ${dueAt}`);
  }

  #noteOutcome(row: LogRow, watched: Watched): void {
    const message = row.event["message"] as string;
    must(!watched.settled.has(message), `message ${message} was settled twice`);
    watched.settled.set(message, row.kind);
    if (row.kind === "delivered") must(this.#mailbox.has(message), `message ${message} never arrived`);
  }

  async #checkTimers(id: string, state: InstanceState): Promise<void> {
    const rows = await this.#storage.timers(id);
    const said = (timers: readonly { id: string; key: string; dueAt: number }[]): string =>
      timers
        .map((timer) => `${timer.id} ${timer.key} ${timer.dueAt}`)
        .sort()
        .join(", ");
    must(said(rows) === said(state.timers), `${id}: timer rows ${said(rows)}; the state has ${said(state.timers)}`);
    const keys = new Set(rows.map((timer) => timer.key));
    must(keys.size === rows.length, `${id}: two timers of one name are pending: ${said(rows)}`);
  }

  async #checkOutbox(id: string, { fold, settled }: Watched): Promise<void> {
    const rows = await this.#storage.messages(id);
    const ids = fold.messages.map((message) => message.id);
    must(rows.map((row) => row.id).join() === ids.join(), `${id}: the outbox is not what the log leads to`);
    for (const row of rows) {
      const expected = settled.get(row.id) ?? "waiting";
      must(row.state === expected, `message ${row.id} is ${row.state}, the log says ${expected}`);
    }
  }
}

/** Which timer a main clock of a public incident must have, by where it stands: warning, due time, or none. */
function checkClocks(id: string, machine: string, state: InstanceState): void {
  const views = playbooks[machine]?.clocks({ value: state.value, context: state.context, status: state.status }) ?? [];
  const { clocks } = state.context as unknown as IncidentContext;
  const mains = [
    { name: "fastReport", view: views.find((view) => view.id === clocks.fastReport.id) },
    { name: "officialReply", view: views.find((view) => view.id === clocks.officialReply.id) },
  ];
  for (const { name, view } of mains) {
    must(view, `${id}: clock ${name} is gone`);
    checkMainClock(`${id} ${name}`, view, timersOf(state, name));
  }
  const open = views.filter((view) => view.state === "running" || view.state === "warned");
  const further = open.filter((view) => mains.every((main) => main.view?.id !== view.id));
  if (further.length > 0) must(timersOf(state, "nextFurtherClock").length === 1, `${id}: no timer for further clocks`);
}

function timersOf(state: InstanceState, name: string): InstanceState["timers"] {
  return state.timers.filter((timer) => timer.key.includes(`.${name}`) && timer.key.startsWith("xstate.after."));
}

function checkMainClock(what: string, view: ClockView, timers: InstanceState["timers"]): void {
  const due = timers.map((timer) => timer.dueAt);
  switch (view.state) {
    case "running":
      must(
        due.length === 1 && due[0] === view.warnAt,
        `${what} runs; timers at ${due.join()}, warning at ${view.warnAt}`,
      );
      return;
    case "warned":
      must(
        due.length === 1 && due[0] === view.dueAt,
        `${what} is warned; timers at ${due.join()}, due at ${view.dueAt}`,
      );
      return;
    case "missed":
      must(due.length <= 1, `${what} is missed and has ${due.length} timers`);
      return;
    case "met":
    case "met-late":
    case "cancelled":
      must(due.length === 0, `${what} is ${view.state} and still has ${due.length} timers`);
      return;
  }
}
