/** Nights that a file brings with it to show that it does what it says. */
import { z } from "zod";
import { elapsed, eventName, oneOrMore, reference } from "./words.ts";

const values = z.record(z.string().max(60), z.unknown());
const localTime = z
  .string()
  .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}$/, "write a local time as 2026-11-22 22:00")
  .meta({ description: "Local time of the organisation: 2026-11-22 22:00." });
const date = z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, "write a date as 2026-10-01");

const expectation = z
  .strictObject({
    state: oneOrMore(reference("A state.")).optional().meta({ description: "These states are active." }),
    clocks: z
      .record(z.string(), z.enum(["running", "warned", "missed", "met", "met-late", "cancelled", "none"]))
      .optional(),
    due: z.record(z.string(), localTime).optional().meta({ description: "When clocks are due." }),
    level: z.record(z.string(), z.int().min(0)).optional().meta({ description: "How far clocks have escalated." }),
    notified: z
      .union([z.array(reference("A notification.")), reference("A notification.").transform((one) => [one])])
      .optional()
      .meta({
        description: "All notifications since the last event that was sent or the last `notified`, in any order.",
      }),
    can: oneOrMore(eventName).optional().meta({ description: "`by` may send these now." }),
    cannot: oneOrMore(eventName).optional().meta({ description: "`by` may not send these now." }),
    open: z.record(z.string(), z.int().min(0)).optional().meta({ description: "How many items of lists are open." }),
    done: z.boolean().optional().meta({ description: "It has ended for good." }),
    closed: z.boolean().optional().meta({ description: "It has ended and may be reopened." }),
  })
  .meta({ id: "expectation", description: "What is so after a step." });

const step = z
  .strictObject({
    wind: elapsed.optional().meta({ description: "So much time passes first." }),
    until: localTime.optional().meta({ description: "Time passes until then first." }),
    send: eventName.optional().meta({ description: "This event is sent, and accepted." }),
    refused: eventName.optional().meta({ description: "This event is sent, and refused." }),
    by: z.string().max(100).optional().meta({ description: "By whom." }),
    with: values
      .optional()
      .meta({ description: "What is filled in; what the form fills in by itself may be left out." }),
    expect: expectation.optional(),
  })
  .refine(({ wind, until }) => wind === undefined || until === undefined, "give either `wind` or `until`")
  .refine(({ send, refused }) => send === undefined || refused === undefined, "give either `send` or `refused`")
  .refine(
    ({ send, refused, by }) => (send === undefined && refused === undefined) || by !== undefined,
    "say by whom it is sent: `by`",
  )
  .meta({ id: "step", description: "Time passes, somebody sends something, and things are so." });

export const night = z
  .strictObject({
    name: z.string().min(1).max(200),
    given: z.strictObject({
      at: localTime,
      by: z.string().max(100),
      with: values.default({}),
      policy: values.optional().meta({ description: "What the settings say of this playbook." }),
      holidays: z.array(date).max(100).default([]).meta({ description: "Days off although weekdays." }),
      workdays: z.array(date).max(100).default([]).meta({ description: "Working days although at a weekend." }),
    }),
    steps: z.array(step).min(1).max(200),
  })
  .meta({ id: "night", description: "A story that has to come true." });
