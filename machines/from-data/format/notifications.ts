/** Who is told what, and which other incidents are opened. */
import { z } from "zod";
import { role } from "./forms.ts";
import { eventName, fieldName, id, oneOrMore, reference, text } from "./words.ts";

export const post = z
  .strictObject({
    label: text.meta({ description: "What it is called where the organisation has no name for it." }),
    "falls-back-to": role.meta({ description: "The role that acts while nobody holds the post." }),
  })
  .meta({ id: "post", description: "A post of the organisation, such as commander." });

const recipient = z
  .union(
    [
      role,
      z.strictObject({ role }),
      z.strictObject({ layer: z.string().min(1).max(100).meta({ description: "A layer of the roster." }) }),
      z.strictObject({
        person: reference("The field that names the person."),
        "or-else": role.optional().meta({ description: "The role that is told when they cannot be." }),
      }),
      z.strictObject({
        post: reference("A post that the file declares."),
        unit: reference("The field that names the unit for which the post is held.").optional(),
      }),
      z.strictObject({ unit: reference("The field that names the unit whose contact is told.") }),
    ],
    "write a role, or { layer: … }, { person: field, or-else: role }, { post: … }, { unit: field }",
  )
  .meta({
    id: "recipient",
    description: "A role, or { layer }, { person, or-else? }, { post, unit? }, { unit: field }.",
  });

export type RecipientSpec = z.output<typeof recipient>;

export const notification = z
  .strictObject({
    label: text.meta({ description: "What kind it is, short." }),
    to: oneOrMore(recipient),
    when: text.meta({ description: "When it goes out, for the playbook's page." }),
    subject: text.meta({ description: "One line; names of facts in braces." }),
    happened: text.meta({ description: "What happened, in one sentence." }),
    asked: text.optional().meta({ description: "What the reader is asked to do; left out: nothing." }),
    due: reference("The clock that says by when.").optional(),
  })
  .meta({
    id: "notification",
    description: "What somebody is told. Facts stand in braces: {unit}, {by}, {due}, {title}.",
  });

export type NotificationSpec = z.output<typeof notification>;

const handedOver = z.record(fieldName, z.string().max(500));

export const link = z
  .strictObject({
    playbook: id.meta({ description: "The playbook of the incident that is opened." }),
    version: z.int().min(1).default(1),
    with: handedOver.meta({
      description:
        'Fields of its opening: a fact or a field of the item as it is, "{place}", words with such names, or a value.',
    }),
    reports: eventName.meta({
      description:
        "The event by which it reports back. Fields with the name of one of its facts are filled in with that.",
    }),
    list: id.meta({ description: "The list whose item stands for it." }),
    "at-end": z
      .union(
        [
          eventName.transform((send) => ({ send, with: {} })),
          z.strictObject({ send: eventName, with: handedOver.default({}) }),
        ],
        "write an event of that playbook, or { send: EVENT, with: { field: … } }",
      )
      .optional()
      .meta({
        description:
          "The event that is sent to those still open when this incident has ended: EVENT, or { send, with? }. Left out: they go on by themselves.",
      }),
  })
  .meta({ id: "link", description: "Another incident that is opened from this one." });

export type LinkSpec = z.output<typeof link>;
