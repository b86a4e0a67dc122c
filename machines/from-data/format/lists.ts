/** Lists of numbered items, and the checklists that fill them. */
import { z } from "zod";
import { itemClock } from "./clocks.ts";
import { fieldName, id, oneOrMore, plainTemplate, text } from "./words.ts";

const itemsMax = 500;

export const list = z
  .strictObject({
    label: text,
    title: plainTemplate.meta({
      description: "What an item is called, from its fields. A line of a checklist: {what}.",
    }),
    stages: z
      .record(id, text)
      .meta({ description: "The stages of an item, in their order. The first is where it begins." }),
    settled: oneOrMore(id).meta({ description: "The stages at which an item is no longer open." }),
    max: z.int().min(1).max(itemsMax).default(200).meta({ description: "How many items there may be." }),
    clock: itemClock.optional(),
  })
  .meta({ id: "list", description: "Numbered items, each at a stage." });

export type ListSpec = z.output<typeof list>;

const checklistValue = z.union([text, z.string().max(200), z.boolean(), z.number()]);

export const checklist = z
  .array(z.record(z.union([z.literal("what"), fieldName]), checklistValue).and(z.object({ what: text })))
  .min(1)
  .max(50)
  .meta({ id: "checklist", description: "Lines that can be added to a list: [{ what: 中文 | English }]." });

export const addition = z
  .strictObject({ list: id, checklists: oneOrMore(id).meta({ description: "The checklists whose lines are added." }) })
  .meta({
    id: "addition",
    description: "Lines of checklists for a list. A line that is there already is not added again.",
  });

export type Addition = z.output<typeof addition>;
