/** The API's answers about people and their roster. */
import { z } from "zod";
import { gapDays } from "../../organisation/now.ts";
import { text, time } from "./schema-words.ts";

const named = z.strictObject({ id: z.string(), name: z.string() });
const holding = {
  onDuty: named.nullable().meta({ description: "Null: no one." }),
  insteadOf: named.nullable().meta({ description: "Whom they act for, as a deputy." }),
  skipped: named
    .extend({ why: text })
    .nullable()
    .meta({ description: "Whom the roster names but who cannot be on duty, with the reason. Null: no one." }),
};
const gaps = z.array(z.strictObject({ from: time, until: time, sentence: text }));
const rosteredLayer = {
  layer: z.string(),
  label: text,
  rostered: z.boolean().meta({
    description: "False: no one has ever been rostered; notifications go to everyone with the required role or post.",
  }),
};
const zoned = {
  zone: z.string().meta({ description: "The organisation's time zone, an IANA name." }),
  zoneLabel: text.meta({ description: "What people call that zone." }),
};

export const rosterNow = z.strictObject({
  now: time.meta({ description: "The moment that is answered for: the server's clock, or `at`." }),
  ...zoned,
  layers: z.array(
    z.strictObject({
      ...rosteredLayer,
      requires: z
        .strictObject({ role: z.string(), post: z.string().nullable(), unit: z.string().nullable(), name: text })
        .nullable()
        .meta({ description: "Who can be rostered: who has the role and, unless null, holds the post, of that unit." }),
      ...holding,
      until: time.nullable().meta({ description: "When that changes. Null: not within 100 days." }),
      next: named.nullable().meta({ description: "Who is on duty from then on. Null: no one." }),
      gaps: gaps.meta({ description: `Gaps within ${String(gapDays)} days, and why.` }),
    }),
  ),
});

export const rosterBetween = z.strictObject({
  from: time,
  until: time,
  ...zoned,
  layers: z.array(
    z.strictObject({
      ...rosteredLayer,
      turns: z
        .array(
          z.strictObject({
            from: time,
            until: time,
            ...holding,
            source: z.enum(["rotation", "shift", "override", "takeover", "swap"]),
          }),
        )
        .meta({ description: "Oldest first, each as long as it really is." }),
      gaps: gaps.meta({ description: "Gaps, and why." }),
    }),
  ),
});

export const peopleNow = z.strictObject({
  now: time.meta({ description: "The moment that is answered for: the server's clock, or `at`." }),
  items: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      roles: z.array(z.string()),
      units: z.array(z.strictObject({ unit: z.string(), name: text })).meta({ description: "Where they belong." }),
      posts: z
        .array(z.strictObject({ post: z.string(), unit: z.string().nullable(), name: text }))
        .meta({ description: "What they hold. Unit null: for the whole organisation." }),
      language: z.enum(["zh", "en"]),
      active: z.boolean().meta({ description: "False: they have left; what they did stays theirs." }),
      absence: z
        .strictObject({ from: time, until: time.nullable(), deputy: named.nullable() })
        .nullable()
        .meta({ description: "Null: they are there. Until null: until it is ended." }),
      onDuty: z
        .array(z.strictObject({ layer: z.string(), label: text }))
        .meta({ description: "Layers of the roster that they have now." }),
    }),
  ),
});
