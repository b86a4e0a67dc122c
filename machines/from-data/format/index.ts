/**
 * Format 1 of a playbook file. This schema is the one source: what a file may say, the editor's JSON Schema and the reference
 * are made from it. Whether the names in a file fit together is checked where all of them are known.
 */
import { z } from "zod";
import { clock, delay, recurring } from "./clocks.ts";
import { events, opening } from "./forms.ts";
import { checklist, list } from "./lists.ts";
import { night } from "./nights.ts";
import { link, notification, post } from "./notifications.ts";
import { branches, state } from "./states.ts";
import { eventName, fieldName, id, plainTemplate, text } from "./words.ts";

export type { Addition, ListSpec } from "./lists.ts";
export type { Approval, Branch, StateSpec } from "./states.ts";
export type { ClockSpec, LimitSpec, RecurringSpec } from "./clocks.ts";
export type { ActorSpec, EventSpec, Fields, FieldSpec } from "./forms.ts";
export type { Guard } from "./guard.ts";
export type { LinkSpec, NotificationSpec, RecipientSpec } from "./notifications.ts";
export { guardKeys } from "./guard.ts";
export { reservedNames } from "./words.ts";

const versionMax = 9999;

export const playbookFile = z
  .strictObject({
    format: z.literal(1, "this program reads format 1").meta({ description: "The format of the file: 1." }),
    id: id.meta({ description: "What it is called everywhere; a file never changes it." }),
    version: z.int().min(1).max(versionMax).meta({ description: "Goes up with every change of behaviour." }),
    title: text,
    purpose: text,
    sources: z.array(z.string().max(300)).max(50).default([]).meta({ description: "Where the procedure stands." }),
    headline: z
      .strictObject({
        title: plainTemplate.meta({ description: "What an incident is called, from its facts." }),
        grade: fieldName.optional().meta({ description: "The choice that says how grave it is." }),
        ranks: z
          .array(z.string().max(60))
          .min(1)
          .max(20)
          .optional()
          .meta({ description: "Its values, gravest first." }),
      })
      .meta({ description: "How lists show an incident." }),
    posts: z.record(id, post).default({}).meta({ description: "Posts that events and notifications name." }),
    opening,
    events,
    lists: z.record(id, list).default({}),
    checklists: z.record(id, checklist).default({}),
    clocks: z.record(id, clock).default({}),
    recurring: z.record(id, recurring).default({}),
    delays: z.record(id, delay).default({}),
    notifications: z.record(id, notification).default({}),
    links: z.record(id, link).default({}),
    type: z.literal("parallel").optional().meta({ description: "The states are active side by side." }),
    initial: id.optional().meta({ description: "The state with which it begins." }),
    states: z.record(id, state),
    on: z.record(eventName, branches).default({}).meta({ description: "Events that are taken at any moment." }),
    scenarios: z.array(night).max(100).default([]),
  })
  .meta({ description: "A playbook: a procedure of an organisation, as one file." });

/** A file as the schema leaves it: one or many are lists, and defaults are filled in. */
export type PlaybookFile = z.output<typeof playbookFile>;
