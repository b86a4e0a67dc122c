/** The ladder as an operator sets it for a playbook, and as the organisation's own takes its place. */
import { z } from "zod";
import { duration } from "../duration.ts";
import { roles, type LadderLevel } from "../../playbook.ts";

const levelsMax = 10;
const repeatsMax = 100;
const recipientsMax = 20;

const id = z.string().trim().min(1).max(100);

/** A role, a person, whoever has the duty of a layer of the roster, or whoever holds a post (of a unit). */
export const recipient = z.union([
  z.strictObject({ role: z.enum(roles) }),
  z.strictObject({ person: id }),
  z.strictObject({ layer: id }),
  z.strictObject({ post: id }),
  z.strictObject({ post: id, unit: id }),
]);

/** The highest level that a missed clock of one kind escalates to. */
export const topLevel = (shipped: number) => z.int().min(1).max(levelsMax).prefault(shipped);

const shippedLevels: readonly LadderLevel[] = [
  { recipients: [{ role: "duty-officer" }] },
  { recipients: [{ role: "lead" }] },
  { recipients: [{ role: "superior" }] },
];

const copied = (levels: readonly LadderLevel[]) => levels.map(({ recipients }) => ({ recipients: [...recipients] }));

/** `top`: by kind of clock. */
export const ladderPolicy = <Top extends z.ZodType<Readonly<Record<string, number>>>>(top: Top) =>
  z
    .strictObject({
      /** Level 1 first. Left out: the organisation's ladder, and where there is none the shipped one. */
      levels: z
        .array(z.strictObject({ recipients: z.array(recipient).min(1).max(recipientsMax) }))
        .min(1)
        .max(levelsMax)
        .optional(),
      /** Until the next level is told. */
      interval: duration().prefault("10 min"),
      /** After an acknowledgement, when nothing has moved since. */
      realert: duration().prefault("30 min"),
      /** How often the highest level is told again when nobody acknowledges. */
      repeatMax: z.int().min(0).max(repeatsMax).prefault(6),
      top,
    })
    // Levels that a section names stay, also when they are the shipped ones.
    .transform(({ levels, ...rest }) => ({
      ...rest,
      levels: levels ?? copied(shippedLevels),
      ...(levels === undefined ? {} : { own: true as const }),
    }));

type LadderPolicy = z.output<ReturnType<typeof ladderPolicy>>;

/**
 * The organisation's own ladder takes the place of the shipped one; levels that the section names stay. What escalated to the
 * top of the one escalates to the top of the other: the clocks of these kinds.
 */
export function withOwnLevels<Policy extends LadderPolicy>(
  policy: Policy,
  ladder: readonly LadderLevel[],
  toTheTop: readonly (keyof Policy["top"] & string)[] = [],
): Policy {
  if (policy.own) return policy;
  const levels = copied(ladder.slice(0, levelsMax));
  const escalating = toTheTop.filter((kind) => policy.top[kind] === shippedLevels.length);
  const top = { ...policy.top, ...Object.fromEntries(escalating.map((kind) => [kind, levels.length])) };
  return { ...policy, levels, top };
}

/** The section that says no more than this policy: levels that are not its own are left to the organisation. */
export function ladderSection({ levels, own, ...rest }: LadderPolicy): unknown {
  return own ? { ...rest, levels } : rest;
}
