/** The API's answers as zod schemas: the description is made from them and the tests hold every answer against them. */
import { z } from "zod";
import { fieldKinds } from "../../../machines/kit/fields.ts";
import { text, time } from "./schema-words.ts";

export { peopleNow, rosterBetween, rosterNow } from "./people-schemas.ts";

const seq = z.int().min(0).meta({ description: "A row of the incident's log: 0, 1, 2 … without gaps." });
const link = z.string();
const links = z.record(z.string(), link).meta({ description: "Addresses of what belongs to this." });
const roles = z.array(z.string());
const json = z.unknown();

const field = z.strictObject({
  name: z.string(),
  kind: z.enum(fieldKinds),
  label: text,
  help: text.nullable(),
  required: z.boolean(),
  options: z.array(z.strictObject({ value: z.string(), label: text, help: text.optional() })),
  max: z.int().nullable(),
  entryMax: z.int().nullable(),
  /** The public reads it, as restricted Markdown. */
  isMarkdown: z.boolean(),
  past: z.boolean(),
});

const form = z.strictObject({
  label: text,
  help: text,
  by: roles,
  needsConfirmation: z.boolean(),
  confirm: text.nullable(),
  fields: z.array(field),
});

export const playbookBrief = z.strictObject({
  key: z.string(),
  id: z.string(),
  version: z.int(),
  title: text,
  purpose: text,
  links,
});

export const playbookFull = z.strictObject({
  ...playbookBrief.shape,
  opening: form,
  events: z.array(z.strictObject({ type: z.string(), done: text, ...form.shape })),
  states: z.array(z.strictObject({ path: z.string(), label: text, help: text.nullable() })),
  notifications: z.array(z.strictObject({ effect: z.string(), label: text, to: text, when: text })),
  delays: z.array(z.strictObject({ delay: z.string(), words: text })),
});

export const playbookList = z.strictObject({ items: z.array(playbookBrief) });

export const incidentBrief = z.strictObject({
  id: z.string(),
  number: z.int(),
  playbook: z.string(),
  title: z.string(),
  grade: z.string(),
  open: z.boolean(),
  phase: z.string().meta({ description: "Current phase of the response: path of a state of the playbook." }),
  dueAt: time.nullable().meta({ description: "The next deadline; one that was missed stays until it is met." }),
  dueClock: z.string().nullable(),
  holder: z.string().nullable(),
  status: z.enum(["active", "done"]),
  seq,
  registeredAt: time,
  updatedAt: time,
  links,
});

export const incidentList = z.strictObject({
  items: z.array(incidentBrief),
  pageSize: z.int(),
  total: z.int().meta({ description: "How many match in all, on every page together." }),
  links,
});

const clock = z.strictObject({
  id: z.string(),
  kind: z.string().meta({ description: "What the statistics count together: every question, every fast report." }),
  label: text,
  state: z.enum(["running", "warned", "missed", "met", "met-late", "cancelled"]),
  anchor: z.strictObject({ what: text, at: time }),
  limitMs: z.number(),
  limit: text.optional().meta({ description: "In words, where it is no elapsed time: 3 working days." }),
  rule: text,
  dueAt: time.meta({ description: "Always anchor + limit." }),
  warnAt: time.nullable(),
  stoppedAt: time.nullable(),
  level: z.int(),
  acknowledgedBy: z.string().nullable(),
  earlier: z.array(z.strictObject({ dueAt: time, changedAt: time, reason: z.string() })),
});

const duty = z.strictObject({
  event: z.string().nullable(),
  what: text,
  by: roles,
  dueAt: time.nullable(),
  clock: z.string().nullable(),
});

const fact = z.union([
  z.strictObject({ kind: z.literal("text"), text: z.string() }),
  z.strictObject({ kind: z.literal("words"), text }),
  z.strictObject({ kind: z.literal("instant"), at: time }),
  z.strictObject({ kind: z.literal("person"), id: z.string(), name: z.string() }),
]);

const offered = z.strictObject({
  type: z.string(),
  label: text,
  acceptable: z.boolean().meta({ description: "Allowed by the playbook in the current state." }),
  permitted: z.boolean().meta({ description: "The acting person's roles allow it." }),
  whyNot: text.nullable(),
  who: z.array(z.strictObject({ id: z.string(), name: z.string() })).meta({ description: "Who else may send it." }),
  prefill: z.record(z.string(), json).meta({ description: "Values to start the form with." }),
  options: z
    .record(z.string(), z.array(z.strictObject({ value: z.string(), label: text })))
    .meta({ description: "By field: values to offer just now." }),
});

const entry = z.strictObject({
  seq,
  at: time,
  dueAt: time.nullable().meta({ description: "Timers: when it should have happened." }),
  kind: z.enum(["start", "event", "timer", "stale", "delivered", "dead-lettered", "erased"]),
  type: z.string(),
  title: text,
  by: z
    .strictObject({ id: z.string(), name: z.string().nullable() })
    .meta({ description: "A name of null is the system." }),
  as: z.array(z.string()).nullable().meta({ description: "The roles that they had then; null where nobody says." }),
  auth: z.string().nullable().meta({ description: "How it was known who it is: `passkey`, `token`, `terminal` …" }),
  commandId: z.string().nullable(),
  fields: z.array(
    z.strictObject({
      label: text,
      value: z.union([z.string(), z.array(z.string()), z.strictObject({ at: time }), text]),
    }),
  ),
  event: z.record(z.string(), json).meta({ description: "As it was recorded; instants are milliseconds since 1970." }),
  detail: json,
  stateHash: z.string(),
});

export const incidentFull = z.strictObject({
  ...incidentBrief.shape,
  now: time.meta({ description: "The server's clock." }),
  gradeLabel: text,
  state: json.meta({ description: "The statechart's present value." }),
  states: z.array(text).meta({ description: "The same in words." }),
  stepSeq: seq,
  duty,
  clocks: z.array(clock),
  facts: z.array(z.strictObject({ title: text, rows: z.array(z.strictObject({ label: text, value: fact })) })),
  events: z.array(offered),
  linked: z
    .strictObject({
      parent: incidentBrief.nullable().meta({ description: "The incident that it was opened from." }),
      children: z
        .array(z.strictObject({ ...incidentBrief.shape, link: z.string(), item: z.int(), label: text }))
        .meta({ description: "Those that were opened from it, as they are now." }),
      asked: z
        .array(
          z.strictObject({
            message: z.string(),
            label: text,
            state: z.enum(["waiting", "dead-lettered"]),
            at: time,
            lastError: z.string().nullable(),
          }),
        )
        .meta({ description: "What is asked of others and has not been done: it waits, or the other refused it." }),
    })
    .meta({ description: "The incidents that it is linked with." }),
});

export const replayFull = z.strictObject({
  ...incidentFull.shape,
  lastSeq: seq,
  entry,
  divergence: z
    .strictObject({ seq: z.int(), what: z.string(), sentence: z.string() })
    .nullable()
    .meta({ description: "Null: the fold of the log and what is stored agree." }),
});

export const historyPage = z.strictObject({ items: z.array(entry), links });

export const logRow = z.strictObject({
  position: z.int().meta({ description: "Its place in the whole log: 1, 2, 3 … without gaps." }),
  incident: z.int().nullable().meta({ description: "The incident's number; null: the organisation's own stream." }),
  instance: z.string(),
  seq: z.int(),
  kind: entry.shape.kind,
  at: time,
  dueAt: time.nullable(),
  by: z.string(),
  as: z.array(z.string()).nullable(),
  auth: z.string().nullable(),
  commandId: z.string().nullable(),
  event: entry.shape.event,
  timer: z.string().nullable(),
  detail: entry.shape.detail,
  stateHash: z.string(),
});

export const logPage = z.strictObject({
  items: z.array(logRow),
  last: z.int().meta({ description: "Ask with `after` of this next time." }),
  links,
});

const copy = z.strictObject({
  recipient: z.string(),
  channel: z.string(),
  address: z.string().nullable().meta({ description: "For the recipient and administrators; null for others." }),
  language: z.string(),
  subject: z.string(),
  text: z.string(),
  state: z.enum(["sent", "failed"]),
  attempts: z.int(),
  answer: z.string().nullable(),
  sentAt: time,
});

export const notificationPage = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      type: z.string(),
      label: text.meta({ description: "What kind of notification it is." }),
      subject: text,
      at: time,
      state: z.enum(["waiting", "delivered", "dead-lettered"]),
      tries: z.int(),
      nextTryAt: time.nullable(),
      lastError: z.string().nullable(),
      settledAt: time.nullable(),
      copies: z.array(copy).meta({ description: "What each recipient was sent on each channel." }),
    }),
  ),
  links,
});

export const me = z.strictObject({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  language: z.enum(["zh", "en"]),
});

export const exported = z.strictObject({
  incident: z.int().meta({ description: "Its number." }),
  zip: z.base64().meta({ description: "The folder of docs/record.md as a ZIP archive." }),
});

export const recorded = z.strictObject({
  id: z.string(),
  number: z.int(),
  seq: seq.meta({ description: "The log row that was written." }),
  again: z.boolean().meta({ description: "The same command came before: nothing new was written." }),
  links,
});

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  instance: z.string().optional().meta({ description: "The request, as the log names it." }),
  errors: z
    .record(z.string(), z.array(z.string()))
    .optional()
    .meta({ description: "By field; an empty name is the whole." }),
  who: z
    .array(z.strictObject({ id: z.string(), name: z.string() }))
    .optional()
    .meta({ description: "Who may do it." }),
  seq: seq.optional().meta({ description: "Conflicts: what to expect next time." }),
  confirm: z
    .array(z.strictObject({ code: z.string(), question: text }))
    .optional()
    .meta({ description: "What has to be confirmed: send the codes as the body's `confirm` when it is so." }),
  since: z.array(entry).optional().meta({ description: "Conflicts: what happened since." }),
});

export const problemList = z.strictObject({
  items: z.array(z.strictObject({ code: z.string(), status: z.int(), title: text })),
});
