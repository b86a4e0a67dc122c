/**
 * The people and programs outside: they send commands, keep a ledger of what was acknowledged, and send a command again,
 * under the same id and perhaps to the other node, when they never heard what became of it.
 */
import type { EventForm, Playbook } from "../../machines/playbook.ts";
import { playbooks } from "../../machines/registry.ts";
import { checkForm } from "../../src/playbook/check-form.ts";
import type { Command, Engine, MachineEvent, Outcome } from "../../src/engine/index.ts";
import type { Json } from "../../src/kernel/json.ts";
import { sampleValues } from "../../src/cli/sample-values.ts";
import type { Seeded } from "../../src/cli/seeded-random.ts";
import { benchEvents } from "../support/bench-machine.ts";
import { must, type Judge } from "./judge.ts";
import type { SimulatedNode } from "./node.ts";

const people = ["chen", "li", "zhao", "morgan"] as const;
const limitsMs = [7_000, 30_000, 600_000] as const;
const instancesMax = 6;
const openCommandsMax = 6;

interface OpenCommand {
  readonly command: Command;
  readonly send: (engine: Engine) => Promise<Outcome>;
  /** Tries of which no answer has come yet, by the life of the node that was asked. */
  readonly open: Set<SimulatedNode["life"]>;
  /** Another try, whose end is not known or which was under way as well, may be carried out although this one is refused. */
  isUncertain: boolean;
  acknowledged: { readonly id: string; readonly seq: number } | null;
  isAccepted: boolean;
  isAnswered: boolean;
}

export class Clients {
  readonly #chance: Seeded;
  readonly #judge: Judge;
  readonly #now: () => number;
  readonly #asked: OpenCommand[] = [];
  readonly answers: Record<Outcome["outcome"] | "unknown", number> = {
    accepted: 0,
    duplicate: 0,
    refused: 0,
    conflict: 0,
    unknown: 0,
  };
  broken: unknown = null;

  constructor(chance: Seeded, judge: Judge, now: () => number) {
    this.#chance = chance;
    this.#judge = judge;
    this.#now = now;
  }

  get unanswered(): number {
    return this.#asked.filter((asked) => !asked.isAnswered).length;
  }

  /** A new command, or null when enough are under way. */
  newCommand(node: SimulatedNode): string | null {
    if (this.#asked.filter((asked) => asked.open.size > 0).length >= openCommandsMax) return null;
    const isStart =
      this.#judge.instances.length === 0 || (this.#judge.instances.length < instancesMax && this.#chance.oneIn(8));
    const made = isStart ? this.#start() : this.#event();
    if (made === null) return null;
    const asked: OpenCommand = {
      ...made,
      open: new Set(),
      isUncertain: false,
      acknowledged: null,
      isAccepted: false,
      isAnswered: false,
    };
    this.#asked.push(asked);
    return this.#ask(asked, node);
  }

  /** Somebody who has heard nothing, or clicks twice, sends the same once more. */
  sendAgain(node: SimulatedNode, which: "any" | "unanswered"): string | null {
    const again = this.#asked.filter((asked) =>
      which === "any" ? !asked.open.has(node.life) : !asked.isAnswered && asked.open.size === 0,
    );
    const asked = this.#chance.oneOf(which === "any" ? again.slice(-20) : again);
    return asked === null ? null : this.#ask(asked, node);
  }

  /** The connections to a node that died are cut. */
  cut(life: SimulatedNode["life"]): void {
    for (const asked of this.#asked) if (asked.open.delete(life)) this.#noteUnknown(asked);
  }

  /** At the end: every acknowledgement that was ever given still holds. */
  checkLedger(): void {
    for (const { command, acknowledged } of this.#asked) {
      if (acknowledged === null) continue;
      const place = this.#judge.commands.get(command.commandId);
      must(place, `command ${command.commandId} was acknowledged and is not in the log`);
      must(place.id === acknowledged.id && place.seq === acknowledged.seq, `command ${command.commandId} has moved`);
    }
  }

  #ask(asked: OpenCommand, node: SimulatedNode): string {
    const { engine, life } = node;
    must(engine, "a node that is down was asked");
    const { commandId } = asked.command;
    const before = this.#judge.commands.get(commandId);
    // Of two tries under way at once, a slow one may be refused by what stood there before the other was accepted.
    if (asked.open.size > 0) asked.isUncertain = true;
    asked.open.add(life);
    asked.send(engine).then(
      (outcome) => {
        if (!asked.open.delete(life)) return;
        this.#hear(asked, outcome, before !== undefined);
      },
      () => {
        if (asked.open.delete(life)) this.#noteUnknown(asked);
      },
    );
    return `${node.name} asked ${commandId}`;
  }

  #noteUnknown(asked: OpenCommand): void {
    asked.isUncertain = true;
    this.answers.unknown += 1;
  }

  #hear(asked: OpenCommand, outcome: Outcome, wasThereBefore: boolean): void {
    try {
      this.#judgeAnswer(asked, outcome, wasThereBefore);
    } catch (error) {
      this.broken ??= error;
    }
  }

  #judgeAnswer(asked: OpenCommand, outcome: Outcome, wasThereBefore: boolean): void {
    const { commandId } = asked.command;
    this.answers[outcome.outcome] += 1;
    asked.isAnswered = true;
    const place = this.#judge.commands.get(commandId);
    if (wasThereBefore)
      must(outcome.outcome === "duplicate", `${commandId} is in the log and was answered ${outcome.outcome}`);
    if (outcome.outcome === "refused" || outcome.outcome === "conflict") {
      const mayStillHappen = asked.isUncertain || asked.open.size > 0;
      must(place === undefined || mayStillHappen, `${commandId} was answered ${outcome.outcome} and is in the log`);
      return;
    }
    must(place, `${commandId} was acknowledged before it was in the log`);
    must(
      place.id === outcome.id && place.seq === outcome.seq,
      `${commandId} was acknowledged as another row than its own`,
    );
    if (outcome.outcome === "accepted") must(!asked.isAccepted, `${commandId} was accepted twice`);
    asked.isAccepted ||= outcome.outcome === "accepted";
    asked.acknowledged = { id: outcome.id, seq: outcome.seq };
  }

  #command(by: string, expectedSeq?: number): Command {
    const commandId = `command-${this.#asked.length}`;
    return { by, commandId, ...(expectedSeq === undefined ? {} : { expectedSeq }) };
  }

  #start(): Pick<OpenCommand, "command" | "send"> {
    const by = this.#chance.oneOf(people) ?? "chen";
    const command = this.#command(by);
    const playbook = this.#chance.oneIn(2) ? playbooks["public-incident@1"] : undefined;
    const input = playbook ? this.#playbookInput(playbook, by) : { limitMs: this.#chance.oneOf(limitsMs) };
    const machine = input === null || !playbook ? "bench@1" : "public-incident@1";
    const given = input ?? { limitMs: 7_000 };
    return { command, send: (engine) => engine.start(machine, given, command) };
  }

  #playbookInput(playbook: Playbook, by: string): Json | null {
    const values = this.#values(playbook.opening, {});
    const policy: unknown = playbook.policy.parse({});
    return values && (playbook.input(values, policy, this.#now(), by) as Json);
  }

  #event(): Pick<OpenCommand, "command" | "send"> | null {
    const id = this.#chance.oneOf(this.#judge.instances) ?? "";
    const seen = this.#judge.stateOf(id);
    if (seen === null) return null;
    const playbook = playbooks[seen.machine];
    const event = playbook
      ? this.#playbookEvent(playbook, seen.state.context)
      : { type: this.#chance.oneOf(benchEvents) ?? "" };
    if (event === null) return null;
    const expectedSeq = this.#chance.oneIn(4) ? Math.max(0, seen.seq - (this.#chance.oneIn(2) ? 1 : 0)) : undefined;
    const command = this.#command(this.#chance.oneOf(people) ?? "chen", expectedSeq);
    return { command, send: (engine) => engine.send(id, event, command) };
  }

  #playbookEvent(playbook: Playbook, context: object): MachineEvent | null {
    const form = this.#chance.oneOf(playbook.events);
    const values = form && this.#values(form, form.prefill?.(context, this.#now()) ?? {});
    return form && values && { ...values, type: form.type };
  }

  #values(
    form: Pick<EventForm, "form">,
    prefill: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> | null {
    for (let tries = 0; tries < 4; tries += 1) {
      const checked = checkForm(form, sampleValues(form, prefill, this.#now(), this.#chance), this.#now());
      if (checked.ok) return checked.values;
    }
    return null;
  }
}
