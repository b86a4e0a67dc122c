/** What people fill in: fields, the opening, and the events that they send. */
import { z } from "zod";
import { roles } from "../../playbook.ts";
import { guard } from "./guard.ts";
import { eventName, fieldName, id, oneOrMore, reference, text } from "./words.ts";

export const role = z.enum(roles).meta({ id: "role", description: "A role of the organisation." });

/** Who may act: a role, whoever holds a post (of the unit that a field names), the contact of the unit that a field names. */
export const actor = z
  .union(
    [
      role,
      z.strictObject({
        post: reference("A post that the file declares."),
        unit: reference("The field that names the unit for which the post is held.").optional(),
      }),
      z.strictObject({ unit: reference("The field that names the unit whose contact it is.") }),
      z.strictObject({ person: reference("The field that names the person.") }),
    ],
    `write one of ${roles.join(", ")}, or { post: … }, { unit: field }, { person: field }`,
  )
  .meta({ id: "actor", description: "A role, or { post, unit? }, { unit: field }, { person: field }." });

export type ActorSpec = z.output<typeof actor>;

const optionName = z
  .string()
  .max(60)
  .regex(/^[a-z0-9][a-z0-9-]*$/, "write a value in lower-case words joined by hyphens: not-now");

const options = z
  .record(optionName, text)
  .meta({ description: "What may be chosen, each with its words, in this order." });

const fieldKinds = [
  "line",
  "text",
  "lines",
  "address",
  "choice",
  "choices",
  "flag",
  "instant",
  "person",
  "unit",
] as const;

const field = z
  .strictObject({
    kind: z.enum(fieldKinds).meta({
      description:
        "line, text, lines, address: words, which stand apart and can be erased; no condition reads them. choice, choices, flag, instant, person: what conditions and clocks may use. unit: a unit of the organisation.",
    }),
    label: text,
    help: text.optional(),
    optional: z.boolean().default(false).meta({ description: "It may be left out." }),
    needed: guard.optional().meta({ description: "It may be left out unless this holds for the same form." }),
    past: z.boolean().default(false).meta({ description: "instant: it has happened." }),
    future: z.boolean().default(false).meta({ description: "instant: it is still to come." }),
    after: reference("instant: the field that it has to be later than, such as itself for a later date.").optional(),
    must: z.boolean().default(false).meta({ description: "flag: it has to be ticked." }),
    "log-only": z.boolean().default(false).meta({ description: "It stays in the log and is no fact." }),
    options: options.optional(),
    role: role.optional().meta({ description: "person: in which role they are." }),
  })
  .meta({ id: "field", description: "One field of a form." });

export type FieldSpec = z.output<typeof field>;

export const fields = z.record(fieldName, field).default({}).meta({ description: "What is filled in, in this order." });

export type Fields = z.output<typeof fields>;

const words = {
  label: text.meta({ description: "What the button says, as an order." }),
  done: text.optional().meta({ description: "What the timeline says afterwards; left out: the label." }),
  help: text.optional(),
};

export const opening = z
  .strictObject({
    ...words,
    by: oneOrMore(role).meta({ description: "Who may open it." }),
    fields,
    adds: id.optional().meta({ description: "It opens the first item of this list." }),
  })
  .meta({ id: "opening", description: "The form that opens an incident." });

const event = z
  .strictObject({
    ...words,
    by: oneOrMore(actor).meta({ description: "Who may send it." }),
    fields,
    confirm: text.optional().meta({
      description: "It leaves the house or is final: what the page says before it happens.",
    }),
    "by-other-than": oneOrMore(reference("An event, or `item`.")).optional().meta({
      description: "Four eyes: whoever sent one of these last may not send it. `item`: whoever moved the item last.",
    }),
    "as-of": fieldName
      .optional()
      .meta({ description: "The field that says when it really happened. Clocks count from then." }),
    adds: id.optional().meta({ description: "It opens an item of this list." }),
    moves: z
      .strictObject({
        list: id,
        from: oneOrMore(id).meta({ description: "The stages that it may be taken from." }),
        to: id.meta({ description: "The stage that it is taken to." }),
      })
      .optional()
      .meta({ description: "It takes one item of a list to another stage. The form asks which, in the field `item`." }),
    reported: z.boolean().default(false).meta({ description: "A linked incident reports it." }),
  })
  .meta({ id: "event", description: "What people may send." });

export type EventSpec = z.output<typeof event>;

export const events = z.record(eventName, event).meta({ description: "By name." });
