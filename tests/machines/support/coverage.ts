/** What a machine did while it was watched: states entered, transitions taken, and each guard's answers. */
import type { AnyStateMachine, AnyStateNode } from "xstate";

interface Taken {
  readonly source: AnyStateNode;
  readonly eventType: string;
}

type Inspected = { readonly type: string; readonly _transitions?: readonly Taken[] };

export class Coverage {
  readonly #machine: AnyStateMachine;
  readonly #taken = new Set<Taken>();
  readonly #entered = new Set<string>();
  readonly #answers = new Map<string, Set<boolean>>();

  /** Watches from now on. The machine is changed in place: a test file has its own. */
  constructor(machine: AnyStateMachine) {
    this.#machine = machine;
    this.#watchSteps(machine);
    for (const name of Object.keys(machine.implementations.guards)) this.#watchGuard(name);
  }

  /** How much has been seen; grows when something new happens. */
  get size(): number {
    return (
      this.#taken.size + this.#entered.size + [...this.#answers.values()].reduce((sum, seen) => sum + seen.size, 0)
    );
  }

  isComplete(): boolean {
    return this.statesMissed().length + this.transitionsMissed().length + this.answersMissed().length === 0;
  }

  statesMissed(): readonly string[] {
    return [...nodesOf(this.#machine.root)].map((node) => node.id).filter((id) => !this.#entered.has(id));
  }

  transitionsMissed(): readonly string[] {
    return [...transitionsOf(this.#machine)]
      .filter(([, transition]) => !this.#taken.has(transition))
      .map(([name]) => name);
  }

  /** Guards that never said one of yes and no. */
  answersMissed(): readonly string[] {
    return [...this.#answers].flatMap(([name, seen]) =>
      [true, false].filter((answer) => !seen.has(answer)).map((answer) => `${name}: ${String(answer)}`),
    );
  }

  #watchSteps(machine: AnyStateMachine): void {
    const logic = machine as unknown as Record<
      "transition" | "getInitialSnapshot",
      (...parts: unknown[]) => { _nodes: readonly AnyStateNode[] }
    >;
    for (const name of ["transition", "getInitialSnapshot"] as const) {
      const original = logic[name].bind(machine);
      logic[name] = (...parts) => {
        const snapshot = original(...parts.map((part) => this.#listening(part)));
        for (const node of snapshot._nodes) this.#entered.add(node.id);
        return snapshot;
      };
    }
  }

  /** The scope of a step, whose machine may not reach the system: XState's own word to it is heard here instead. */
  #listening(scope: unknown): unknown {
    if (typeof scope !== "object" || scope === null || !("system" in scope)) return scope;
    const _sendInspectionEvent = (event: Inspected) => {
      for (const transition of event._transitions ?? []) {
        this.#taken.add(transition);
        this.#entered.add(transition.source.id);
      }
    };
    return { ...scope, system: { _sendInspectionEvent } };
  }

  #watchGuard(name: string): void {
    const guards = this.#machine.implementations.guards as Record<string, (...parts: unknown[]) => boolean>;
    const guard = guards[name]!;
    const seen = new Set<boolean>();
    this.#answers.set(name, seen);
    guards[name] = (...parts) => {
      const answer = guard(...parts);
      seen.add(answer);
      return answer;
    };
  }
}

export function* nodesOf(node: AnyStateNode): Generator<AnyStateNode> {
  yield node;
  for (const child of Object.values(node.states) as AnyStateNode[]) yield* nodesOf(child);
}

function* transitionsOf(machine: AnyStateMachine): Generator<readonly [string, Taken]> {
  for (const node of nodesOf(machine.root)) {
    const own = [...node.transitions.values()].flat();
    for (const [index, transition] of [...own, ...(node.always ?? [])].entries())
      yield [`${node.id} ${transition.eventType || "always"} ${index}`, transition];
  }
}
