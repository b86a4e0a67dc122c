/**
 * A machine may not ask for the time or for random values, nor reach for anything that acts: replay would answer differently. While a
 * step runs, asking throws. The step is synchronous, so nobody else ever finds anything refused.
 */
import { withoutTimeOrRandom } from "../../kernel/time-and-random.ts";

/** A machine asked for something that a replay could not answer the same way. */
class ImpureMachineError extends Error {
  override name = "ImpureMachineError";
}

function refuse(what: string): never {
  throw new ImpureMachineError(
    `the machine called ${what}; use the event's \`at\` (ms), and pass random values in with the event`,
  );
}

/** Runs `step` with the time and random values out of reach, and gives them back whatever happens. */
export function forbidNondeterminism<Result>(step: () => Result): Result {
  return withoutTimeOrRandom(refuse, step);
}

/** Stands where XState hands a machine something that acts. Whatever is asked of it throws, except for `allowed`. */
export function outOfReach<Thing extends object>(name: string, sentence: string, allowed: Partial<Thing> = {}): Thing {
  const refuseIt = (key?: string | symbol): never => {
    const what = typeof key === "string" ? ` (${name}.${key})` : "";
    throw new ImpureMachineError(`${sentence}${what}; a step may only look at the context and the event`);
  };
  return new Proxy(allowed as Thing, {
    get: (target, key) => (Object.hasOwn(target, key) ? (Reflect.get(target, key) as unknown) : refuseIt(key)),
    has: (_, key) => refuseIt(key),
    set: (_, key) => refuseIt(key),
    ownKeys: () => refuseIt(),
    getPrototypeOf: () => refuseIt(),
    getOwnPropertyDescriptor: (_, key) => refuseIt(key),
  });
}
