/**
 * A channel that an administrator describes: an SMS modem, an office system. The same data as the shipped services, in YAML; no logic
 * and no expressions. Pure: what is wrong is said, with where it stands.
 */
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import type { Json } from "../kernel/json.ts";
import type { Facts, Lines, Match, Preset, PresetAnswer, Template } from "./preset.ts";
import { render } from "./render.ts";

export type OwnPreset =
  | { readonly preset: Preset; readonly problems: readonly [] }
  | { readonly preset: null; readonly problems: readonly string[] };

const textMax = 64 * 1024;
const listMax = 100;
const lineNames = ["subject", "happened", "asked", "due", "more", "open"] as const satisfies readonly (keyof Lines)[];

const word = z.string().min(1).max(200);
const value = z.union([z.string(), z.number(), z.boolean()]);
const match = z.strictObject({
  at: z.union([word, z.array(word).min(1).max(listMax)]).optional(),
  in: z.array(value).min(1).max(listMax).optional(),
});
const template: z.ZodType<Template> = z.json();

const shape = z.strictObject({
  channel: z.literal(1),
  id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, "small letters, digits and -"),
  name: z.strictObject({ zh: word, en: word }),
  manual: z.url().optional(),
  "set-up": z.strictObject({ zh: word, en: word }).optional(),
  reach: z.enum(["person", "group"]),
  wakes: z.enum(["rings", "pushes", "shows"]),
  "per-minute": z.number().int().min(1).max(1000).optional(),
  address: z.strictObject({
    host: z.string().regex(/^[a-z0-9.-]+$/, "the whole name of a host, in small letters"),
    path: z.string().regex(/^\/[\w./-]*$/, "a path that begins with /"),
    parameter: z
      .string()
      .regex(/^\w{1,60}$/, "the name of a parameter")
      .optional(),
  }),
  secret: z.enum(["required"]).optional(),
  headers: z
    .record(
      z.string().regex(/^x-[a-z0-9-]{1,60}$|^authorization$/, "authorization, or a name that begins with x-"),
      word,
    )
    .optional(),
  text: z.strictObject({
    lines: z.array(z.enum(lineNames)).min(1).max(lineNames.length),
    max: z.number().int().min(10).max(20_000),
    unit: z.enum(["bytes", "characters"]),
  }),
  json: template.optional(),
  form: z.record(word, template).optional(),
  answer: z.strictObject({
    words: word.optional(),
    taken: match,
    again: match.extend({ "after-seconds": z.number().int().min(1).max(86_400).optional() }).optional(),
    broken: match.optional(),
  }),
});

type Own = z.output<typeof shape>;

/** `file`: for people, in front of each sentence. */
export function readOwnPreset(file: string, text: string): OwnPreset {
  const wrong = (...problems: readonly string[]): OwnPreset => ({
    preset: null,
    problems: problems.map((one) => `${file}: ${one}`),
  });
  if (Buffer.byteLength(text) > textMax) return wrong(`it has more than ${textMax} bytes.`);
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) return wrong(...faults.map(({ message }) => message.split("\n")[0] ?? message));
  let read: unknown;
  try {
    read = document.toJS({ maxAliasCount: 0 });
  } catch {
    return wrong("aliases (*) are not read; write the value again.");
  }
  const parsed = shape.safeParse(read);
  if (!parsed.success)
    return wrong(...parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the file"}: ${message}.`));
  if ((parsed.data.json === undefined) === (parsed.data.form === undefined))
    return wrong("it needs one of json and form, which say what is posted.");
  const mixed = mixedTexts(parsed.data.json ?? parsed.data.form ?? null);
  if (mixed.length > 0)
    return wrong(
      ...mixed.map(
        (one) => `"${one}": a value in braces stands alone; put the other words into a member of their own.`,
      ),
    );
  if (Object.values(parsed.data.headers ?? {}).some((one) => /\{(?!secret\})/.test(one) || !/^[\x20-\x7e]*$/.test(one)))
    return wrong("headers: plain letters, and no value but {secret}.");
  const preset = presetOf(parsed.data);
  const unknown = unknownValue(preset, parsed.data);
  return unknown === null ? { preset, problems: [] } : wrong(unknown);
}

function presetOf(own: Own): Preset {
  const { id, name, reach, wakes, address, text, answer } = own;
  const shared = {
    id: `own-${id}`,
    name,
    manual: own.manual ?? `https://${address.host}`,
    reach,
    wakes,
    ...(own["set-up"] && { setUp: own["set-up"] }),
    ...(own["per-minute"] && { perMinute: own["per-minute"] }),
    at: {
      hosts: [address.host],
      path: new RegExp(`^${address.path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`),
      ...(address.parameter && { parameter: address.parameter }),
    },
    text: { from: text.lines, max: text.max, unit: text.unit, escapes: [] },
    ...(own.headers && { headers: own.headers }),
    // As it is entered: nothing in it may break out of a header.
    ...(own.secret && { signs: { by: "plain", secretForm: /^[\x21-\x7e]{1,500}$/, isRequired: true } as const }),
    answer: answerOf(answer),
  } as const;
  return own.form === undefined ? { ...shared, json: own.json as Json } : { ...shared, form: own.form };
}

function answerOf({ words, taken, again, broken }: Own["answer"]): PresetAnswer {
  const afterMs = again?.["after-seconds"] === undefined ? null : again["after-seconds"] * 1000;
  return {
    ...(words && { words }),
    taken: matchOf(taken),
    ...(again && { again: { ...matchOf(again), ...(afterMs !== null && { afterMs }) } }),
    ...(broken && { broken: matchOf(broken) }),
  };
}

function matchOf({ at, in: values }: z.output<typeof match>): Match {
  return { ...(at !== undefined && { at: [at].flat() }), ...(values && { in: values }) };
}

/** What would be sent with its braces. */
function mixedTexts(node: Json): readonly string[] {
  if (typeof node === "string") return /\{\w+\}/.test(node) && !/^\{\w+\}$/.test(node) ? [node] : [];
  if (typeof node !== "object" || node === null) return [];
  return Object.values(node as Readonly<Record<string, Json>>).flatMap(mixedTexts);
}

/** Sends nothing: a request is made of sample words, so that a name that is no value is found here and not at night. */
function unknownValue(preset: Preset, { address }: Own): string | null {
  const query = address.parameter === undefined ? "" : `?${address.parameter}=1`;
  try {
    render(preset, { address: `https://${address.host}${address.path}${query}`, secret: "sample-secret" }, sample, 0);
    return null;
  } catch (error) {
    return (error as Error).message.replace(/^A preset/, "it");
  }
}

const sample: Facts = {
  subject: "#7 Fast report due 22:56",
  happened: "The fast report has not been sent.",
  asked: "To do: send it.",
  due: "By: 22:56",
  more: "",
  open: "Sam https://desk.example.org/incidents/7",
  link: "https://desk.example.org/incidents/7",
  number: "7",
  dueTime: "22:56",
  openLabel: "Open",
  acknowledge: "https://desk.example.org/acknowledge/sample",
  oneTap: "https://desk.example.org/api/v1/acknowledge/sample",
  acknowledgeLabel: "Acknowledge",
  isUrgent: true,
};
