/** Deadlines: clocks, recurring duties, and waiting in a state. */
import { z } from "zod";
import { actor } from "./forms.ts";
import { guard } from "./guard.ts";
import { elapsed, fieldName, id, length, oneOrMore, reference, text, timeOfDay } from "./words.ts";

const warn = z
  .string()
  .regex(/^([0-9]{1,2} ?%|[0-9]{1,4} ?(s|min|h|d))$/, "write 75 % of the time, or 2 h before it is due")
  .default("75 %")
  .meta({ description: "When its holder is warned: after 75 % of the time, or 2 h before it is due." });

const ladderMax = 10;

const limit = z
  .union(
    [length, z.strictObject({ by: fieldName, values: z.record(z.string().max(60), length) })],
    "write a length of time: 30 min, 12 h, 2 d, 3 wd (working days), 1 mo, 1 y; or { by: field, values: { … } }",
  )
  .meta({
    id: "limit",
    description: "A length of time, or one for each value of a choice. While none is chosen the strictest counts.",
  });

/** What every deadline says of itself. */
const deadline = {
  label: text,
  rule: text.meta({ description: "Which rule sets it, as the page quotes it." }),
  source: z.string().max(300).optional().meta({ description: "Where the rule stands: instrument and article." }),
  warn,
  ladder: z
    .int()
    .min(0)
    .max(ladderMax)
    .default(2)
    .meta({ description: "The highest level of the ladder that it escalates to. Left out: 2. 0: it calls nobody." }),
  holder: oneOrMore(actor)
    .optional()
    .meta({ description: "Who has to act. Left out: whoever may send what meets it." }),
};

const trigger = "Events by name, states by path, or `open` for the opening.";

const oneEnd = ({ limit, until }: { readonly limit?: unknown; readonly until?: unknown }): boolean =>
  (limit === undefined) !== (until === undefined);

const oneEndFault = "give either `limit` or `until`";

export type LimitSpec = z.output<typeof limit>;

export const clock = z
  .strictObject({
    ...deadline,
    start: oneOrMore(reference(trigger)).meta({ description: `What starts it. ${trigger}` }),
    met: oneOrMore(reference(trigger)).meta({ description: "What meets it. Events by name, states by path." }),
    cancelled: oneOrMore(reference(trigger))
      .optional()
      .meta({ description: "After what it is no longer owed. Events by name, states by path." }),
    if: guard.optional().meta({ description: "It starts only when this holds." }),
    from: oneOrMore(fieldName)
      .optional()
      .meta({ description: "It runs from the first of these instants that is known; left out: from when it starts." }),
    limit: limit.optional(),
    until: fieldName.optional().meta({ description: "The instant at which it is due." }),
    before: elapsed.optional().meta({ description: "With `until`: so long before that instant." }),
    renews: z.boolean().default(false).meta({
      description: "Whenever it is met the next one begins, as long as the state lasts that started it.",
    }),
  })
  .refine(oneEnd, oneEndFault)
  .refine(({ before, until }) => before === undefined || until !== undefined, "`before` goes with `until`")
  .meta({ id: "clock", description: "A deadline." });

export type ClockSpec = z.output<typeof clock>;

export const itemClock = z
  .strictObject({
    ...deadline,
    limit: limit.optional(),
    until: fieldName.optional().meta({ description: "The field of the item at whose instant it is due." }),
    met: id.meta({ description: "The stage that meets it. An item that goes past this stage cancels it." }),
  })
  .refine(oneEnd, oneEndFault)
  .meta({ id: "itemClock", description: "A deadline of each item." });

const every = ["day", "workday", "week", "month", "quarter", "half-year", "year"] as const;

const day = z.union([
  z.int().min(1).max(31),
  z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun", "last"]),
  z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/, "write a date as 06-30, a weekday as mon, or last"),
]);

export const recurring = z
  .strictObject({
    ...deadline,
    every: z.enum(every),
    on: oneOrMore(day).optional().meta({
      description:
        "week: mon … sun. month: 1 … 31 or last. quarter: the same, of its last month. half-year and year: dates such as 06-30.",
    }),
    time: timeOfDay.default("17:00"),
    during: oneOrMore(reference("A state by its path."))
      .optional()
      .meta({ description: "It is owed while one of these states is active; left out: always." }),
    done: oneOrMore(reference("An event.")).meta({ description: "What fulfils a period." }),
    "not-before": elapsed.optional().meta({
      description: "What is sent longer before it is due does not count for it; left out: since the last one was due.",
    }),
  })
  .meta({ id: "recurring", description: "A duty that comes again: each period is a deadline of its own." });

export type RecurringSpec = z.output<typeof recurring>;

export const delay = z
  .strictObject({ label: text.meta({ description: "What has happened when it is over." }), limit: length })
  .meta({ id: "delay", description: "How long a state waits before it goes on by itself." });
