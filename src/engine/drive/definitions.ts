import type { AnyStateMachine } from "xstate";
import { define, type Definition } from "../decide/definition.ts";
import type { BringMachine, InstanceRow } from "../ports.ts";
import type { Refusal } from "../api.ts";
import { textDigest } from "./digest.ts";

/** Throws `InadmissibleMachineError`. */
export function definitionsOf(machines: Readonly<Record<string, AnyStateMachine>>, bring?: BringMachine): Definitions {
  return new Definitions(
    Object.entries(machines).map(([name, machine]) => define(name, machine)),
    bring,
  );
}

/** Registered machines, each with the digest that its instances are pinned to. */
export class Definitions {
  readonly #byName = new Map<string, { readonly definition: Definition; readonly hash: string }>();

  readonly #bring: BringMachine | undefined;

  constructor(definitions: readonly Definition[], bring?: BringMachine) {
    for (const definition of definitions) this.#add(definition);
    this.#bring = bring;
  }

  /** Asks the host for those that are not known yet. One that it does not have, or that is not admissible, stays unknown. */
  async bring(names: readonly string[]): Promise<void> {
    if (this.#bring === undefined) return;
    for (const name of new Set(names)) {
      if (this.#byName.has(name)) continue;
      const machine = await this.#bring(name);
      if (machine !== null && !this.#byName.has(name)) this.#add(define(name, machine));
    }
  }

  #add(definition: Definition): void {
    this.#byName.set(definition.name, { definition, hash: textDigest(definition.text) });
  }

  get(name: string): { readonly definition: Definition; readonly hash: string } | undefined {
    return this.#byName.get(name);
  }

  /** The machine of a stored instance, or why it may not be touched. */
  of(instance: Pick<InstanceRow, "machine" | "definitionHash">): Definition | Refusal {
    const found = this.#byName.get(instance.machine);
    if (found === undefined)
      return { code: "unknown-machine", sentence: `this desk does not know the machine ${instance.machine}` };
    if (found.hash !== instance.definitionHash) {
      return {
        code: "definition-changed",
        sentence: `${instance.machine} is not the machine that this instance started with; released machines are never edited`,
      };
    }
    return found.definition;
  }
}

/** The text of a machine's definition with this digest: what its instances are pinned to. Null: it is not among these. */
export function definitionTexts(
  machines: Readonly<Record<string, AnyStateMachine>>,
): (name: string, digest: string) => string | null {
  const definitions = definitionsOf(machines);
  return (name, digest) => {
    const found = definitions.get(name);
    return found?.hash === digest ? found.definition.text : null;
  };
}
