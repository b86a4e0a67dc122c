/** One notification as one service takes it. Pure: the same facts, address, secret and time are the same bytes. */
import { createHash } from "node:crypto";
import type { Json, JsonObject } from "../kernel/json.ts";
import { cut } from "./cut.ts";
import { escaped } from "./escape.ts";
import { sign, type Form } from "./signatures.ts";
import type { Facts, FormTemplate, Preset, ServiceRequest, Template } from "./preset.ts";

type Values = Readonly<Record<string, Json>>;

const priorities = { urgent: 5, usual: 3 };

export interface Destination {
  readonly address: string;
  /** Of its owner, when the service checks signatures. */
  readonly secret: string | null;
}

/** `now` in ms: a signed request says when it was made. */
export function render(preset: Preset, to: Destination, facts: Facts, now: number): ServiceRequest {
  const url = new URL(to.address);
  const { signs } = preset;
  const isInForm = signs?.into !== undefined;
  const signed = signs === undefined || to.secret === null || isInForm ? null : sign(signs.by, to.secret, now);
  const values: Values = {
    ...ofAddress(preset, url),
    ...ofFacts(preset, facts),
    ...(signed ?? { timestamp: "", sign: "" }),
    signParameter: encodeURIComponent(signed?.sign ?? ""),
    // Only of a service that wants to see it.
    ...(signs?.by === "plain" && { secret: to.secret ?? "" }),
    address: to.address,
    isoTime: `${new Date(now).toISOString().slice(0, 19)}Z`,
  };
  const posted = (signed && signs?.url) ?? preset.url;
  const { headers, body } = preset.form
    ? formOf(preset, preset.form, values, to.secret, now)
    : jsonOf(preset.json, values);
  const own = Object.entries(preset.headers ?? {}).map(([name, text]) => [name, interpolated(text, values)] as const);
  return {
    url: posted === undefined ? to.address : interpolated(posted, values),
    headers: { ...headers, ...Object.fromEntries(own) },
    body,
  };
}

function ofAddress({ at }: Preset, url: URL): Values {
  const others = Object.keys(at.others ?? {}).map((name) => [name, url.searchParams.get(name)] as const);
  return {
    ...at.path.exec(url.pathname)?.groups,
    ...Object.fromEntries(others),
    parameter: at.parameter === undefined ? "" : url.searchParams.get(at.parameter),
    origin: url.origin,
    query: url.search,
  };
}

function ofFacts(preset: Preset, facts: Facts): Values {
  const text = textOf(preset, facts);
  return {
    subject: plain(facts.subject),
    text,
    lines: text.split("\n"),
    number: facts.number,
    dueTime: plain(facts.dueTime),
    link: facts.link,
    openLabel: facts.openLabel,
    acknowledge: facts.acknowledge === null ? [] : [facts.acknowledge],
    oneTap: facts.oneTap === null ? [] : [facts.oneTap],
    acknowledgeLabel: facts.acknowledgeLabel,
    priority: facts.isUrgent ? priorities.urgent : priorities.usual,
  };
}

type Body = Pick<ServiceRequest, "headers" | "body">;

/** Values are put in before it becomes JSON, so that none can break out of its place. */
function jsonOf(template: Template, values: Values): Body {
  return {
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify(filled(template, values)),
  };
}

/** `nonce`: another for every request, the same for the same. */
function formOf({ signs }: Preset, template: FormTemplate, values: Values, secret: string | null, now: number): Body {
  const hash = createHash("sha256")
    .update(JSON.stringify([now, values]))
    .digest("hex");
  const nonce = hash.slice(0, nonceLength);
  const form: Form = Object.entries(template).map(([name, node]) => {
    const value = filled(node, { ...values, nonce });
    return [name, typeof value === "string" ? value : JSON.stringify(value)];
  });
  const signature =
    signs?.into === undefined || secret === null ? [] : [[signs.into, sign(signs.by, secret, now, form).sign]];
  return {
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: new URLSearchParams([...form, ...signature] as [string, string][]).toString(),
  };
}

const nonceLength = 32;

function textOf({ text: { from, max, unit, escapes } }: Preset, facts: Facts): string {
  const lines = from.map((name) => plain(facts[name])).filter((line) => line !== "");
  const sent = (text: string) => escaped(text, escapes);
  const sizeOf = (text: string) => (unit === "bytes" ? Buffer.byteLength(sent(text)) : Array.from(sent(text)).length);
  return sent(cut(lines, max, sizeOf));
}

/** Half characters, control characters and marks that turn the direction of what follows have no place in a chat. */
function plain(text: string): string {
  return text
    .replace(/\p{Cs}|[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, " ")
    .replace(/\n{2,}/g, "\n")
    .trim();
}

function filled(node: Template, values: Values): Json {
  if (typeof node === "string") return /^\{\w+\}$/.test(node) ? valueOf(node.slice(1, -1), values) : node;
  if (isList(node)) return node.flatMap((one) => (isEach(one) ? each(one, values) : [filled(one, values)]));
  if (typeof node !== "object" || node === null) return node;
  const members = Object.entries(node).map(([name, one]) => [name, filled(one, values)] as const);
  const kept = members.filter(([name, value]) => !(name.endsWith("?") && isEmpty(value)));
  return Object.fromEntries(kept.map(([name, value]) => [name.replace(/\?$/, ""), value]));
}

interface Each extends JsonObject {
  readonly each: string;
  readonly item: Template;
}

const isEach = (node: Template): node is Each => typeof node === "object" && node !== null && "each" in node;

function each({ each: name, item }: Each, values: Values): readonly Json[] {
  const list = valueOf(name, values);
  return isList(list) ? list.map((one) => filled(item, { ...values, one })) : [];
}

function valueOf(name: string, values: Values): Json {
  const value = values[name];
  if (value === undefined) throw new Error(`A preset names "${name}", which is no value.`);
  return value;
}

const isEmpty = (value: Json) => value === "" || value === null || (isList(value) && value.length === 0);
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function interpolated(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = valueOf(name, values);
    if (typeof value !== "string") throw new Error(`A preset puts "${name}" into an address, which is no text.`);
    return value;
  });
}
