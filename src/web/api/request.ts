/** Reads what a request says, once, and answers with a value or a problem. Limits have their names here. */
import type { Request } from "express";
import { z } from "zod";
import { readInstant } from "../../../machines/kit/instant.ts";
import type { Language, Text } from "../../../machines/playbook.ts";
import type { NewId } from "../../kernel/ids.ts";
import { boundsOf } from "../../playbook/fields.ts";
import { formWords, wholeNumber } from "../../playbook/form-words.ts";
import { rosterWindowDays } from "../../organisation/now.ts";
import { checkForm } from "../../playbook/forms.ts";
import type { Desk } from "../../desk/types.ts";
import type { Person } from "../../directory/person.ts";
import type { Problem } from "./problems.ts";

const pageSizeMax = 200;
const pageSizeDefault = 50;
const messageIdLengthMax = 140;
const historyLimitMax = 1000;
const historyLimitDefault = 200;
const searchLengthMax = 200;
const filterLengthMax = 100;

export const personHeader = "Answerable-Person";
export const idempotencyHeader = "Idempotency-Key";
export const idempotencyPattern = /^[A-Za-z0-9._:/+=-]{8,128}$/;

/** A value, or the problem that stands in its way. */
export type Read<Value> = { readonly ok: true; readonly value: Value } | ({ readonly ok: false } & Problem);

const value = <Value>(it: Value): Read<Value> => ({ ok: true, value: it });

/** Where nobody signs in, a header names the acting person. */
export function readPerson(request: Request, desk: Pick<Desk, "person" | "people">): Read<Person> {
  const id = request.get(personHeader)?.trim() ?? "";
  if (id === "") {
    return {
      ok: false,
      problem: "nobody-acts",
      detail: {
        zh: `请在请求头 ${personHeader} 中写明操作人员的编号，例如 ${personHeader}: ${exampleId(desk)}。`,
        en: `Name the acting person in the header ${personHeader}, by their id, for instance ${personHeader}: ${exampleId(desk)}.`,
      },
      headers: { "WWW-Authenticate": `${personHeader} realm="answerable"` },
    };
  }
  const person = desk.person(id);
  if (person) return value(person);
  return {
    ok: false,
    problem: "unknown-person",
    detail: {
      zh: `${personHeader} 中的编号不存在，或对应人员已停用。`,
      en: `The ID in ${personHeader} is unknown or belongs to a deactivated person.`,
    },
  };
}

function exampleId(desk: Pick<Desk, "people">): string {
  return desk.people[0]?.id ?? "officer-1";
}

/** The client's wish first, then the person's language, then English. */
export function readLanguage(request: Request, person: Person | null): Language {
  const header = request.get("accept-language") ?? "*";
  // Many programs send a star: any language will do, so the person's own it is.
  const wished = header.trim() === "*" ? false : request.acceptsLanguages("zh", "en");
  if (wished === "zh" || wished === "en") return wished;
  return person?.language ?? "en";
}

/** The client's own id of this command; made here, and told to the client, when it gives none. */
export function readCommandId(request: Request, newId: NewId): Read<string> {
  const sent = request.get(idempotencyHeader);
  if (sent === undefined) return value(newId());
  // The header's draft standard has it in quotes; many clients send it bare.
  const key = sent.trim().replace(/^"(.*)"$/, "$1");
  if (idempotencyPattern.test(key)) return value(key);
  return malformedHeader({
    zh: `${idempotencyHeader} 应为 8 至 128 个字母、数字或 . _ : / + = - 字符，例如一个 UUID。`,
    en: `${idempotencyHeader} must be 8 to 128 letters, digits or characters of . _ : / + = - , a UUID for instance.`,
  });
}

/** The `seq` that the sender had seen, from the body or from `If-Match`. */
export function readExpectedSeq(request: Request, inBody: number | undefined): Read<number | undefined> {
  const header = request.get("if-match")?.trim();
  if (header === undefined || header === "*") return value(inBody);
  const [, digits] = /^"(\d{1,15})"$/.exec(header) ?? [];
  if (digits === undefined) {
    return malformedHeader({
      zh: 'If-Match 应为读取事件时得到的 ETag，例如 "12"。',
      en: 'If-Match must be the ETag with which the incident was read, "12" for instance.',
    });
  }
  if (inBody !== undefined && inBody !== Number(digits)) {
    return malformedHeader({
      zh: "If-Match 与 expectedSeq 不一致，请只用其中一个。",
      en: "If-Match and expectedSeq say different things; use one of them.",
    });
  }
  return value(Number(digits));
}

function malformedHeader(detail: Text): Read<never> {
  return { ok: false, problem: "malformed-header", detail };
}

/** Digits and nothing else: no exponent, no fraction, no blank. */
const whole = (from: number, to: number) =>
  z
    .string()
    .refine((typed) => /^-?\d{1,16}$/.test(typed))
    .transform(Number)
    .pipe(z.int().min(from).max(to))
    .meta({ type: "integer", minimum: from, maximum: to });
const yesNo = z.enum(["true", "false"]).transform((said) => said === "true");
const filter = z.string().min(1).max(filterLengthMax);

const place = z.string().max(60);
const pageSize = whole(1, pageSizeMax)
  .default(pageSizeDefault)
  .meta({ description: `At most ${String(pageSizeMax)}.` });

/** A plus sign that was not escaped arrives as a space. */
const moment = z
  .string()
  .max(filterLengthMax)
  .meta({ format: "date-time" })
  .transform((said, check) => {
    const at = readInstant(/t/i.test(said) ? said.replace(" ", "+") : said);
    if (at !== null) return at;
    const text = formWords.notATime;
    check.addIssue({ code: "custom", message: text.en, params: { text } });
    return z.NEVER;
  });
const rosterAt = moment.optional().meta({
  description:
    "Answers for that moment instead of now, `2026-11-22T22:56:00+08:00`: what has been by what was on record then.",
});

/** Query parameters by operation. Each is named once; anything else is refused by its name. */
export const queries = {
  none: z.strictObject({}),
  at: z.strictObject({ at: rosterAt }),
  window: z.strictObject({
    from: moment.meta({ description: "From then on, `2026-11-22T00:00:00+08:00`." }),
    until: moment.meta({ description: `Until then, at most ${String(rosterWindowDays)} days later.` }),
  }),
  incidents: z.strictObject({
    open: yesNo.optional().meta({ description: "Only open (`true`) or only closed (`false`) incidents." }),
    overdue: yesNo.optional().meta({ description: "`true`: only open incidents whose deadline has come." }),
    playbook: filter.optional().meta({ description: "`public-incident@1`" }),
    grade: filter.optional().meta({ description: "`ordinary`, `major`, `critical` or the playbook's own word." }),
    phase: filter.optional().meta({ description: "`response.drafting`" }),
    holder: filter.optional().meta({ description: "Id of the person who has it." }),
    text: z
      .string()
      .max(searchLengthMax)
      .optional()
      .meta({ description: "Part of the title, of a place, a statement or a question, or the number." }),
    sort: z.enum(["deadline", "newest"]).optional().meta({
      description:
        "Next deadline first, or newest first. Left out: by deadline where only open ones are asked for, otherwise the newest first, in which order nothing ever moves.",
    }),
    after: place.optional().meta({ description: "The page behind this place: follow `links.next`." }),
    before: place.optional().meta({ description: "The page that ends before this place: follow `links.previous`." }),
    pageSize,
  }),
  export: z.strictObject({
    since: z
      .string()
      .max(400)
      .regex(/^[1-9][0-9]{0,14}(,[1-9][0-9]{0,14})*$/, "write sizes of checkpoints, separated by commas")
      .optional()
      .meta({ description: "Sizes of checkpoints that the reader holds: `79,1204`." }),
  }),
  history: z.strictObject({
    after: whole(-1, Number.MAX_SAFE_INTEGER).default(-1).meta({ description: "Only rows after this `seq`." }),
    limit: whole(1, historyLimitMax)
      .default(historyLimitDefault)
      .meta({ description: `At most ${String(historyLimitMax)}.` }),
  }),
  log: z.strictObject({
    after: whole(0, Number.MAX_SAFE_INTEGER).default(0).meta({ description: "Only rows after this `position`." }),
    limit: whole(1, historyLimitMax)
      .default(historyLimitDefault)
      .meta({ description: `At most ${String(historyLimitMax)}.` }),
  }),
  replay: z.strictObject({
    at: whole(0, Number.MAX_SAFE_INTEGER).optional().meta({ description: "A row of the log; the last when left out." }),
  }),
  notifications: z.strictObject({
    after: z
      .string()
      .max(messageIdLengthMax)
      .optional()
      .meta({ description: "Only what comes behind this one, by its `id`." }),
    limit: pageSize,
  }),
} as const;

/** A parameter sent twice arrives as a list and is refused like any other wrong value. */
export function readQuery<Schema extends z.ZodObject>(schema: Schema, query: unknown): Read<z.output<Schema>> {
  // Values only: the parser's object may lack a prototype or hold odd keys.
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(query as Record<string, unknown>)));
  if (parsed.success) return value(parsed.data);
  const faults = parsed.error.issues.flatMap((issue): readonly (readonly [string, Text])[] =>
    issue.code === "unrecognized_keys"
      ? issue.keys.slice(0, 10).map((key) => [key.slice(0, 60), noSuchParameter])
      : [[String(issue.path[0]), isMissing(issue, query) ? missingParameter : parameterWords(schema, issue)]],
  );
  const errors = Object.fromEntries(faults.map(([name, words]) => [name, [words]]));
  const names = Object.keys(errors);
  return {
    ok: false,
    problem: "malformed-query",
    detail: {
      zh: `请核对这些查询参数：${names.join("、")}。`,
      en: `Check these query parameters: ${names.join(", ")}.`,
    },
    errors,
  };
}

const isMissing = (issue: z.core.$ZodIssue, query: unknown) =>
  issue.path.length === 1 && !Object.hasOwn(query as object, String(issue.path[0]));

const missingParameter: Text = { zh: "缺少该参数，请填写。", en: "This parameter is missing and required." };
const noSuchParameter: Text = { zh: "没有该参数。", en: "Unknown parameter." };

function parameterWords(form: z.ZodObject, issue: z.core.$ZodIssue): Text {
  if (issue.code === "custom" && issue.params?.["text"] === formWords.notATime) return formWords.notATime;
  const bounds = boundsOf({ form }, String(issue.path[0]));
  if (bounds) return wholeNumber(bounds.least, bounds.most);
  return { zh: "该参数的值不可用。", en: "This value is not accepted here." };
}

/** The value of these parameters is well written, and will not do for the reason said. */
export function outOfRange(names: readonly string[], reason: Text): Problem {
  const errors = Object.fromEntries(names.map((name) => [name, [reason]]));
  return { problem: "malformed-query", detail: reason, errors };
}

/** What a body must be before its fields are looked at. The fields themselves are the desk's to check. */
const fieldValues = z.record(z.string(), z.unknown());
const confirm = z.array(z.string().min(1).max(filterLengthMax)).max(20).optional();
export const bodies = {
  open: z.object({ playbook: z.string().min(1).max(filterLengthMax), fields: fieldValues, confirm }),
  event: z.object({
    type: z.string().min(1).max(filterLengthMax),
    fields: fieldValues,
    confirm,
    expectedSeq: z.int().min(0).optional(),
  }),
} as const;

export function readBody<Body extends z.ZodObject>(form: Body, body: unknown, now: number): Read<z.output<Body>> {
  const checked = checkForm({ form }, body, now);
  if (checked.ok) return value(checked.values as z.output<Body>);
  return {
    ok: false,
    problem: "invalid",
    detail: {
      zh: `请求内容须包含：${Object.keys(form.shape).join("、")}。`,
      en: `The body must be an object with these members: ${Object.keys(form.shape).join(", ")}.`,
    },
    errors: checked.errors,
  };
}
