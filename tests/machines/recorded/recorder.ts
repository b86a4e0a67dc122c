/** Writes down what happened in a night, so that it can be replayed for ever. */
import type { InstanceState, MachineEvent } from "../../../src/engine/types.ts";
import type { Json, JsonObject } from "../../../src/kernel/json.ts";
import { digestOf } from "../../../machines/kit/digest.ts";
import { IncidentNight } from "../support/incident.ts";
import { evening, minutes, type Answer } from "../support/night.ts";

/** What must be the same after a step. The context as a digest, for it is long. */
export interface Expected {
  readonly value: Json;
  readonly context: string;
  readonly timers: readonly string[];
  readonly notifications: readonly string[];
}

export interface RecordedStep {
  readonly at: number;
  readonly by: string;
  /** A person's event, or the key of the timer that fired. */
  readonly event: MachineEvent | null;
  readonly timer: string | null;
  readonly refused: boolean;
  readonly expected: Expected;
}

export interface Recording {
  readonly playbook: string;
  readonly at: number;
  readonly by: string;
  readonly input: Json;
  readonly opened: Expected;
  readonly steps: readonly RecordedStep[];
  readonly finalContext: JsonObject;
}

/** Discovered at 22:00, occurred at 20:30, registered at 22:35: the fast report is born overdue. */
const given = {
  grade: "critical",
  at: evening + minutes(35),
  discoveredAt: evening,
  occurredAt: evening - minutes(90),
  policy: { grades: { ordinary: recordedRules(), major: recordedRules(), critical: recordedRules() } },
} as const;

/** The settings of that night called its rules so: they are part of what is replayed. */
function recordedRules() {
  return {
    limits: {
      fastReport: rule(
        "快报制度：发现后 30 分钟内报送（默认设置）",
        "Fast report procedure: within 30 minutes of discovery (shipped default)",
      ),
      officialReply: rule(
        "突发事件回应办法：发生后 12 小时内正式回复（默认设置）",
        "Public reply procedure: within 12 hours of occurrence (shipped default)",
      ),
      liaisonSlip: rule(
        "联系单：送出后 24 小时内反馈（默认设置）",
        "Liaison slip: returned within 24 hours of sending (shipped default)",
      ),
      question: rule(
        "追问：收到后 12 小时内答复（默认设置）",
        "Question: answered within 12 hours of receipt (shipped default)",
      ),
    },
  };
}

function rule(zh: string, en: string) {
  return { rule: { zh, en } };
}

export class Recorder extends IncidentNight {
  readonly #steps: RecordedStep[] = [];
  readonly #opened: Expected;
  readonly #begunAt: number;

  constructor() {
    super(given);
    this.#opened = expectedOf(this.state, this.takeNotifications());
    this.#begunAt = this.at;
  }

  override sendChecked(event: MachineEvent, by: string): Answer {
    const answer = super.sendChecked(event, by);
    this.#write({ by, event, timer: null, refused: answer !== "accepted" });
    return answer;
  }

  override fire(timer: string): void {
    const key = this.state.timers.find((pending) => pending.id === timer)?.key ?? "";
    super.fire(timer);
    this.#write({ by: "timer", event: null, timer: key, refused: false });
  }

  recording(): Recording {
    return {
      playbook: "public-incident@1",
      at: this.#begunAt,
      by: "officer",
      input: this.input,
      opened: this.#opened,
      steps: this.#steps,
      finalContext: this.state.context,
    };
  }

  #write(step: Pick<RecordedStep, "by" | "event" | "timer" | "refused">): void {
    this.#steps.push({ at: this.at, ...step, expected: expectedOf(this.state, this.takeNotifications()) });
  }
}

export function expectedOf({ value, context, timers }: InstanceState, notifications: readonly string[]): Expected {
  const pending = timers.map((timer) => `${timer.key} ${new Date(timer.dueAt).toISOString()}`);
  return {
    value: inOrder(value),
    context: digestOf(JSON.stringify(inOrder(context))),
    timers: pending.toSorted(),
    notifications,
  };
}

/** Keys in the order of the alphabet: the order in which a context was put together is no part of it. */
function inOrder(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, part]) => [key, inOrder(part)]),
  );
}
