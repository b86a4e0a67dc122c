/** The statechart. */
import { z } from "zod";
import { actor, fields } from "./forms.ts";
import { guard } from "./guard.ts";
import { addition } from "./lists.ts";
import { eventName, fieldName, id, oneOrMore, reference, text } from "./words.ts";

const doing = {
  notify: oneOrMore(id).optional().meta({ description: "Notifications that go out." }),
  add: oneOrMore(addition).optional().meta({ description: "Checklists that are added to lists." }),
  open: oneOrMore(id).optional().meta({ description: "Links that open another incident." }),
};

const target = reference("A state beside this one, or any state by its path: handling.examination.");

const branch = z
  .strictObject({
    target: target.optional().meta({ description: "Where it goes; left out: it stays." }),
    guard: guard.optional(),
    why: text.optional().meta({ description: "What the page says when the condition does not hold." }),
    ...doing,
  })
  .meta({ id: "branch", description: "One way on." });

export type Branch = z.output<typeof branch>;

export const branches = z
  .union(
    [
      target.transform((name): Branch[] => [{ target: name }]),
      branch.transform((one): Branch[] => [one]),
      z.array(branch).min(1).max(20),
    ],
    "write the name of a state, or { target, guard, why, notify, add, open }, or a list of these",
  )
  .meta({
    id: "branches",
    description:
      "A state, or { target?, guard?, why?, notify?, add?, open? }, or several of which the first that holds is taken.",
  });

const approvalStage = z
  .strictObject({
    label: text,
    help: text.optional(),
    by: oneOrMore(actor),
    fields,
  })
  .meta({ id: "approvalStage", description: "One signature. NAME gives the events NAME_PASSED and NAME_RETURNED." });

const approval = z
  .strictObject({
    of: oneOrMore(fieldName).meta({ description: "The facts whose exact wording is approved." }),
    authors: oneOrMore(reference("An event, or `open`.")).meta({
      description: "Whoever sent one of these may not approve.",
    }),
    stages: z.record(eventName, approvalStage).meta({ description: "In their order; each by somebody else." }),
    approved: target.meta({ description: "The state after the last signature." }),
    returned: target.meta({ description: "The state after a return." }),
    notify: id.optional().meta({ description: "The notification at each stage." }),
  })
  .meta({ id: "approval", description: "Signatures one after the other, bound to the wording." });

export type Approval = z.output<typeof approval>;

export interface StateSpec {
  readonly label: { readonly zh: string; readonly en: string };
  readonly help?: { readonly zh: string; readonly en: string } | undefined;
  readonly type?: "parallel" | "final" | "history" | undefined;
  readonly history?: "deep" | "shallow" | undefined;
  readonly initial?: string | undefined;
  readonly states?: Readonly<Record<string, StateSpec>> | undefined;
  readonly on?: Readonly<Record<string, readonly Branch[]>> | undefined;
  readonly always?: readonly Branch[] | undefined;
  readonly after?: Readonly<Record<string, readonly Branch[]>> | undefined;
  readonly onDone?: readonly Branch[] | undefined;
  readonly entry?: Pick<Branch, "notify" | "add" | "open"> | undefined;
  readonly duty?: string | undefined;
  readonly closed?: boolean | undefined;
  readonly report?: boolean | undefined;
  readonly approval?: Approval | undefined;
}

export const state: z.ZodType<StateSpec> = z
  .strictObject({
    label: text,
    help: text.optional(),
    type: z.enum(["parallel", "final", "history"]).optional().meta({
      description: "parallel: its states are active side by side. final: the end. history: where it was last.",
    }),
    history: z.enum(["deep", "shallow"]).optional(),
    initial: id.optional().meta({ description: "The state inside with which it begins." }),
    states: z
      .record(
        id,
        z.lazy(() => state),
      )
      .optional(),
    on: z.record(eventName, branches).optional().meta({ description: "The events that it takes." }),
    always: branches.optional().meta({ description: "Where it goes by itself as soon as a condition holds." }),
    after: z.record(id, branches).optional().meta({ description: "Where it goes after a delay." }),
    onDone: branches.optional().meta({ description: "Where it goes when what is inside has ended." }),
    entry: z.strictObject(doing).optional().meta({ description: "What happens whenever it is entered." }),
    duty: eventName.optional().meta({ description: "The event that is next." }),
    closed: z.boolean().optional().meta({ description: "Ended, and may be reopened: clocks stand still." }),
    report: z
      .boolean()
      .optional()
      .meta({ description: "Entering it is reported to the incident that opened this one." }),
    approval: approval.optional(),
  })
  .meta({ id: "state", description: "A state." });
