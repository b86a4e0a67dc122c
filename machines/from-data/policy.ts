/** What an organisation may set of a playbook from a file: lengths of its clocks, and the ladder. */
import { z } from "zod";
import { ladderPolicy, ladderSection, withOwnLevels } from "../kit/clocks/policy.ts";
import { lengthWords } from "../kit/clocks/words.ts";
import type { LadderLevel, Limit, Playbook } from "../playbook.ts";
import { deadlineOf, kindsOf } from "./clock-keeper.ts";
import { nominalMs } from "./clocks.ts";
import type { Policy } from "./context.ts";
import { length } from "./format/words.ts";
import type { LimitSpec } from "./format/index.ts";
import { parseDuration } from "../kit/duration.ts";
import { own } from "./json.ts";
import { itemClockKind } from "./lists.ts";
import { openedWords, type Model } from "./model.ts";
import { dutyKind } from "./recurring.ts";
import { both } from "./words.ts";

const ladderMax = 10;
const shippedLevels = 3;

interface Timed {
  readonly kind: string;
  readonly limit: LimitSpec | undefined;
  readonly ladder: number;
}

function timed({ file }: Model): readonly Timed[] {
  const lists = Object.entries(file.lists).flatMap(([id, { clock }]) =>
    clock ? [{ kind: itemClockKind(id), limit: clock.limit, ladder: clock.ladder }] : [],
  );
  return [
    ...Object.entries(file.clocks).map(([kind, { limit, ladder }]) => ({ kind, limit, ladder })),
    ...Object.entries(file.recurring).map(([id, { ladder }]) => ({ kind: dutyKind(id), limit: undefined, ladder })),
    ...lists,
  ];
}

const limitSchema = (limit: LimitSpec) =>
  typeof limit === "string"
    ? length.prefault(limit)
    : z
        .strictObject(
          Object.fromEntries(Object.entries(limit.values).map(([value, each]) => [value, length.prefault(each)])),
        )
        .prefault({});

export function policyOf(model: Model) {
  const all = timed(model);
  const limits = all.flatMap(({ kind, limit }) => (limit === undefined ? [] : [[kind, limitSchema(limit)] as const]));
  const top = all.map(({ kind, ladder }) => [kind, z.int().min(0).max(ladderMax).prefault(ladder)] as const);
  return z
    .strictObject({
      limits: z.strictObject(Object.fromEntries(limits)).prefault({}),
      ladder: ladderPolicy(z.strictObject(Object.fromEntries(top)).prefault({})).prefault({}),
    })
    .prefault({});
}

type Set = z.output<ReturnType<typeof policyOf>>;

/** What the desk does with a policy. */
export function policyParts(model: Model): Pick<Playbook, "withLadder" | "asSection" | "toldBy" | "limits"> {
  const toTheTop = timed(model).filter(({ ladder }) => ladder === shippedLevels);
  return {
    withLadder: ({ ladder, ...rest }: Set, levels: readonly LadderLevel[]) => ({
      ...rest,
      ladder: withOwnLevels(
        ladder,
        levels,
        toTheTop.map(({ kind }) => kind),
      ),
    }),
    asSection: ({ ladder, ...rest }: Set) => ({ ...rest, ladder: ladderSection(ladder) }),
    toldBy: ({ ladder }: Set) => ladder.levels.flatMap(({ recipients }) => recipients),
    limits: (policy) => limitsOf(model, policy as Policy),
  };
}

function limitsOf(model: Model, { limits }: Policy): readonly Limit[] {
  const kinds = kindsOf(model);
  return timed(model).flatMap(({ kind, limit }) => {
    const set = own(limits, kind);
    if (set === undefined || limit === undefined) return [];
    const options = typeof limit === "string" ? {} : (own(model.fields, limit.by)?.options ?? {});
    const each = typeof set === "string" ? [[null, set] as const] : Object.entries(set);
    return each.map(([value, written]): Limit => ({
      ...inWords(written),
      what: own(kinds, kind) ?? both(kind),
      grades: value === null ? null : (own(options, value) ?? both(value)),
      from: fromWords(model, kind),
      limitMs: nominalMs(written),
      warnAfterMs: warnAfter(model, kind, nominalMs(written)),
      rule: deadlineOf(model, kind)?.rule ?? both(""),
    }));
  });
}

const inWords = (written: string): Pick<Limit, "limit"> => {
  const limit = lengthWords(written);
  return limit ? { limit } : {};
};

function warnAfter(model: Model, kind: string, limitMs: number): number | null {
  const warn = deadlineOf(model, kind)?.warn ?? "";
  if (warn.endsWith("%")) return Math.round((limitMs * parseInt(warn, 10)) / 100);
  const before = parseDuration(warn);
  return before === null ? null : Math.max(0, limitMs - before);
}

function fromWords(model: Model, kind: string) {
  const clock = own(model.file.clocks, kind);
  if (!clock) return { zh: "列入时间", en: "when it is listed" };
  const [field] = clock.from ?? [];
  const [start = "open"] = clock.start;
  const words = field === undefined ? undefined : own(model.fields, field)?.label;
  const event = own(model.events, start);
  return words ?? event?.done ?? event?.label ?? model.states.get(start)?.label ?? openedWords;
}
