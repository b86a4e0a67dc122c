/**
 * A machine may not ask for the time or for chance: replay would answer differently. While a step runs, asking throws. The
 * step is synchronous, so nobody else ever sees the guarded globals.
 */

/** A machine asked for something that a replay could not answer the same way. */
class ImpureMachineError extends Error {
  override name = "ImpureMachineError";
}

function refuse(what: string): () => never {
  return () => {
    throw new ImpureMachineError(
      `the machine called ${what}; use the event's \`at\` (ms), and pass chance in with the event`,
    );
  };
}

const RealDate = globalThis.Date;
const refuseNow = refuse("Date.now()");
const refuseNewDate = refuse("new Date()");
const refuseChance = refuse("Math.random()");
const refuseUuid = refuse("crypto.randomUUID()");
const refusePerformance = refuse("performance.now()");

/** Still builds a date from a given time; only the present is out of reach. */
const GuardedDate = new Proxy(RealDate, {
  construct: (target, parts: unknown[], newTarget) => {
    if (parts.length === 0) refuseNewDate();
    return Reflect.construct(target, parts, newTarget) as Date;
  },
  apply: refuse("Date()"),
  get: (target, key, receiver) => (key === "now" ? refuseNow : (Reflect.get(target, key, receiver) as unknown)),
});

/** Runs `step` with the present and chance out of reach, and gives them back whatever happens. */
export function withoutTimeOrChance<Result>(step: () => Result): Result {
  // Not necessarily the real one: somebody's tests may have put their own in its place.
  const presentDate = globalThis.Date;
  const { random } = Math;
  const performanceNow = performance.now;
  const uuid = crypto.randomUUID;
  globalThis.Date = GuardedDate;
  Math.random = refuseChance;
  performance.now = refusePerformance;
  crypto.randomUUID = refuseUuid;
  try {
    return step();
  } finally {
    globalThis.Date = presentDate;
    Math.random = random;
    performance.now = performanceNow;
    crypto.randomUUID = uuid;
  }
}
