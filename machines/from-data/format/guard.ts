/** Conditions. Every key has to hold. What an event does not say yet is unknown, and the unknown lets an event be offered. */
import { z } from "zod";
import { oneOrMore, reference } from "./words.ts";

interface Count {
  readonly list: string;
  readonly stage?: string | undefined;
  readonly "at-least": number;
}

export interface Guard {
  readonly all?: readonly Guard[] | undefined;
  readonly any?: readonly Guard[] | undefined;
  readonly not?: Guard | undefined;
  readonly in?: readonly string[] | undefined;
  readonly known?: readonly string[] | undefined;
  readonly unknown?: readonly string[] | undefined;
  readonly recorded?: readonly string[] | undefined;
  readonly since?: string | undefined;
  readonly met?: readonly string[] | undefined;
  readonly missed?: readonly string[] | undefined;
  readonly count?: Count | undefined;
  readonly "none-open"?: readonly string[] | undefined;
  readonly "some-open"?: readonly string[] | undefined;
  readonly "by-other-than"?: readonly string[] | undefined;
  /** By the name of a field: it has one of these values. */
  readonly [field: string]: unknown;
}

/** The words of a condition; every other key is a field. */
export const guardKeys: ReadonlySet<string> = new Set([
  "all",
  "any",
  "not",
  "in",
  "known",
  "unknown",
  "recorded",
  "since",
  "met",
  "missed",
  "count",
  "none-open",
  "some-open",
  "by-other-than",
]);

const value = z.union([z.string().max(200), z.boolean(), z.number()]);

const names = (description: string) => oneOrMore(reference(description)).optional().meta({ description });

const several = (description: string) =>
  z
    .array(z.lazy(() => guard))
    .min(1)
    .max(20)
    .optional()
    .meta({ description });

export const guard: z.ZodType<Guard> = z
  .object({
    all: several("Each of these conditions holds."),
    any: several("One of these conditions holds."),
    not: z
      .lazy(() => guard)
      .optional()
      .meta({ description: "This condition does not hold." }),
    in: names("One of these states is active. A final state is left with the procedure around it."),
    known: names("Each of these fields has a value."),
    unknown: names("None of these fields has a value."),
    recorded: names("Each of these events has been recorded."),
    since: reference("With `recorded`: since this state was last entered.").optional(),
    met: names("Each of these clocks was met, in time or late."),
    missed: names("One of these clocks was missed, or was met late."),
    count: z
      .strictObject({
        list: reference("The list."),
        stage: reference("Only items at this stage.").optional(),
        "at-least": z.int().min(0).max(500).meta({ description: "How many there are at the least." }),
      })
      .optional()
      .meta({ description: "So many items are in a list." }),
    "none-open": names("No item of these lists is open."),
    "some-open": names("One of these lists has an open item."),
    "by-other-than": names("Whoever sends it sent none of these events last."),
  })
  .catchall(oneOrMore(value))
  .meta({
    id: "guard",
    description: "Conditions; each has to hold. Any other key is a field, with the value or values that it may have.",
  });
