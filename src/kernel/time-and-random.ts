/**
 * Whatever answers differently each time it is asked, the time and random values, can be put out of reach for the length of one
 * synchronous call. Each such function of the language and of Node is replaced once, when this module is loaded, by one that
 * first looks whether it may answer; so it does not matter who has kept it since, or under what name.
 */
import nodeCrypto from "node:crypto";
import nodeModule from "node:module";
import nodeOs from "node:os";
import nodeProcess from "node:process";

/** Called with the name of what was asked for. */
type Refuse = (what: string) => never;

/** One per copy of this module; a second copy in the same process uses what the first has put in place. */
interface Guard {
  refuse: Refuse | null;
}

type Callable = (this: unknown, ...args: unknown[]) => unknown;
type Owner = Record<string, unknown>;

const mark = Symbol.for("answerable.presentAndChance");
const ownGuard: Guard = { refuse: null };
const guards = new Set<Guard>([ownGuard]);
/** Where each of the replaced functions stands, to be put there again when somebody has put in another one. */
const replaced: { readonly owner: Owner; readonly key: string; readonly guarded: unknown }[] = [];

/** Runs `call`, during which asking for the time or for random values calls `refuse`. */
export function withoutTimeOrRandom<Result>(refuse: Refuse, call: () => Result): Result {
  const before = [...guards].map((guard) => [guard, guard.refuse] as const);
  const foreign = replaced
    .filter(({ owner, key, guarded }) => owner[key] !== guarded)
    .map(({ owner, key, guarded }) => ({ owner, key, guarded, theirs: owner[key] }));
  for (const { owner, key, guarded } of foreign) owner[key] = guarded;
  for (const guard of guards) guard.refuse = refuse;
  try {
    return call();
  } finally {
    for (const [guard, earlier] of before) guard.refuse = earlier;
    for (const { owner, key, theirs } of foreign) owner[key] = theirs;
  }
}

/** Asks first. `onlyIf`: only what these arguments ask for depends on the present. */
function guardedBy(guard: Guard, real: Callable, what: string, onlyIf: (args: unknown[]) => boolean): Callable {
  const guarded: Callable = function (...args) {
    if (guard.refuse !== null && onlyIf(args)) guard.refuse(what);
    return Reflect.apply(real, this, args);
  };
  const { prototype: _, ...own } = Object.getOwnPropertyDescriptors(real) as Record<string, PropertyDescriptor>;
  return Object.defineProperties(guarded, { ...own, [mark]: { value: guard } });
}

/** Is it guarded already, by another copy of this module? Then that one's guard is closed together with ours. */
function isGuarded(present: unknown): boolean {
  const guard = (present as { [mark]?: Guard } | undefined)?.[mark];
  if (guard !== undefined) guards.add(guard);
  return guard !== undefined;
}

function guardKeys(
  holder: object | undefined,
  prefix: string,
  keys: readonly string[],
  onlyIf: (args: unknown[]) => boolean = always,
): void {
  const owner = holder as Owner | undefined;
  for (const key of keys) {
    const real = owner?.[key];
    if (owner === undefined || typeof real !== "function" || isGuarded(real)) continue;
    const guarded = guardedBy(ownGuard, real as Callable, `${prefix}${key}()`, onlyIf);
    owner[key] = guarded;
    replaced.push({ owner, key, guarded });
  }
}

/** The same of what a getter gives. */
function guardGetters(holder: object, prefix: string, keys: readonly string[]): void {
  for (const key of keys) {
    const descriptor = Object.getOwnPropertyDescriptor(holder, key);
    const get = getterOf(descriptor);
    if (get === undefined || isGuarded(get)) continue;
    Object.defineProperty(holder, key, { ...descriptor, get: guardedBy(ownGuard, get, prefix + key, always) });
  }
}

function getterOf(descriptor: PropertyDescriptor | undefined): Callable | undefined {
  return descriptor === undefined ? undefined : (Reflect.get(descriptor, "get") as Callable | undefined);
}

function always(): boolean {
  return true;
}

function isWithoutDate([date]: unknown[]): boolean {
  return date === undefined;
}

/** Still builds a date from a given time. A date's own `constructor` is the same one. */
function guardDate(): void {
  const RealDate = globalThis.Date;
  if (isGuarded(RealDate)) return;
  const guarded = new Proxy(RealDate, {
    construct: (target, parts: unknown[], newTarget) => {
      if (parts.length === 0) ownGuard.refuse?.("new Date()");
      return Reflect.construct(target, parts, newTarget) as Date;
    },
    apply: (target, self, parts) => {
      ownGuard.refuse?.("Date()");
      return Reflect.apply(target as Callable, self, parts) as string;
    },
  });
  guardKeys(RealDate, "Date.", ["now"]);
  Object.defineProperty(RealDate, mark, { value: ownGuard });
  RealDate.prototype.constructor = guarded;
  globalThis.Date = guarded;
  replaced.push({ owner: globalThis, key: "Date", guarded });
}

/** `format` is a getter, and gives a function of its own to each formatter. */
function guardDateFormat(): void {
  const holder = Intl.DateTimeFormat.prototype;
  guardKeys(holder, "Intl.DateTimeFormat.", ["formatToParts"], isWithoutDate);
  const descriptor = Object.getOwnPropertyDescriptor(holder, "format");
  const get = getterOf(descriptor);
  if (get === undefined || isGuarded(get)) return;
  const made = new WeakMap<object, Callable>();
  const guardedGet = function (this: object): Callable {
    const real = Reflect.apply(get, this, []) as Callable;
    const guarded = made.get(this) ?? guardedBy(ownGuard, real, "Intl.DateTimeFormat.format()", isWithoutDate);
    made.set(this, guarded);
    return guarded;
  };
  Object.defineProperty(holder, "format", {
    ...descriptor,
    get: Object.defineProperty(guardedGet, mark, { value: ownGuard }),
  });
}

const cryptoNames = ["randomBytes", "pseudoRandomBytes", "prng", "rng", "randomFill", "randomFillSync", "randomInt"];
const keyNames = ["generateKey", "generateKeySync", "generateKeyPair", "generateKeyPairSync"];
const loadNames = ["uptime", "loadavg", "freemem", "cpus", "networkInterfaces"];
const primeNames = ["generatePrime", "generatePrimeSync"];

function guardEverything(): void {
  guardDate();
  guardDateFormat();
  guardKeys(Math, "Math.", ["random"]);
  const ofPerformance = Object.getPrototypeOf(performance) as object;
  guardKeys(ofPerformance, "performance.", ["now", "mark", "measure", "toJSON", "eventLoopUtilization"]);
  guardGetters(ofPerformance, "performance.", ["timeOrigin", "nodeTiming"]);
  guardKeys(Object.getPrototypeOf(nodeCrypto.webcrypto) as object, "crypto.", ["getRandomValues", "randomUUID"]);
  guardKeys(nodeCrypto, "crypto.", ["randomUUID", ...cryptoNames, ...keyNames, ...primeNames]);
  // Where tests run, the global one is a copy.
  for (const one of new Set([nodeProcess, globalThis.process])) {
    guardKeys(one.hrtime, "process.hrtime.", ["bigint"]);
    guardKeys(one.memoryUsage, "process.memoryUsage.", ["rss"]);
    guardKeys(one, "process.", ["hrtime", "uptime", "cpuUsage", "memoryUsage", "resourceUsage"]);
  }
  guardKeys(nodeOs, "os.", loadNames);
  // The time stamp of an event and the name of a blob: the time and random values by another name.
  guardGetters(Event.prototype, "Event.", ["timeStamp"]);
  guardKeys(URL, "URL.", ["createObjectURL"]);
  const { Temporal } = globalThis as { Temporal?: { Now: object } };
  if (Temporal !== undefined) guardKeys(Temporal.Now, "Temporal.Now.", Object.getOwnPropertyNames(Temporal.Now));
  // `import { randomUUID } from "node:crypto"` follows.
  nodeModule.syncBuiltinESMExports();
}

guardEverything();
