/** Bodies of several makes as one report each. Pure: what a sender wrote, and nothing of who wrote it. */
import type { Text } from "../../machines/playbook.ts";
import { cleanInstant, cleanLine, cleanLink, cleanText, keyMax, titleMax } from "./clean.ts";
import type { IntakeKey, SentReport } from "./ports.ts";

export type ReadBody =
  | { readonly outcome: "report"; readonly report: SentReport }
  /** What was reported under this key is over. */
  | { readonly outcome: "over"; readonly key: string }
  | { readonly outcome: "invalid"; readonly sentence: Text };

export function readBody({ shape, mapping }: Pick<IntakeKey, "shape" | "mapping">, body: unknown): ReadBody {
  if (!isObject(body)) return invalid("请求内容须是 JSON 对象。", "The body must be a JSON object.");
  if (shape === "alertmanager" || shape === "grafana") return readAlerts(body);
  return readFields(shape === "mapped" ? mapped(body, mapping) : body, shape === "mapped");
}

type Fields = Readonly<Record<string, unknown>>;

const invalid = (zh: string, en: string): ReadBody => ({ outcome: "invalid", sentence: { zh, en } });
const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const own = (fields: unknown, name: string): unknown =>
  isObject(fields) && Object.hasOwn(fields, name) ? fields[name] : undefined;

/** What a body of our own has, and what a mapping may name. */
export const reportFields = ["key", "title", "detail", "link", "place", "occurredAt", "contact"] as const;

/** `beginsAnew`: a mapping's key may be used again by its sender; our own is the same report for good. */
export function readFields(fields: Fields, isMapped = false): ReadBody {
  const at = (name: (typeof reportFields)[number]) => own(fields, name);
  const unknown = isMapped
    ? []
    : Object.keys(fields).filter((name) => !(reportFields as readonly string[]).includes(name));
  if (unknown.length > 0) {
    const names = unknown.slice(0, 5).map((name) => name.slice(0, 40));
    return invalid(
      `没有这些字段：${names.join("、")}。可用：${reportFields.join("、")}。`,
      `There are no such fields: ${names.join(", ")}. Use ${reportFields.join(", ")}.`,
    );
  }
  const [key, title] = [cleanLine(at("key"), keyMax), cleanLine(at("title"), titleMax)];
  if (key === null)
    return invalid(
      "缺少 key：请为每条上报填写固定的编号，重复发送时不变。",
      "The key is missing: give each report a name that stays the same when it is sent again.",
    );
  if (title === null)
    return invalid("缺少 title：请用一句话写明发生了什么。", "The title is missing: say in one line what happened.");
  const typedTime = at("occurredAt");
  const occurredAt = cleanInstant(typedTime);
  if (typedTime !== undefined && typedTime !== null && typedTime !== "" && occurredAt === null)
    return invalid(
      "occurredAt 须写明日期、时刻和时差，例如 2026-11-22T22:56+08:00。",
      "Write occurredAt with date, time and offset, such as 2026-11-22T22:56+08:00.",
    );
  const report = {
    key,
    title,
    detail: cleanText(at("detail")),
    link: cleanLink(at("link")),
    place: cleanLine(at("place")),
    occurredAt,
    contact: cleanLine(at("contact")),
    beganAt: null,
  };
  return { outcome: "report", report };
}

/** By JSON pointers (RFC 6901). */
function mapped(body: Fields, mapping: IntakeKey["mapping"]): Fields {
  return Object.fromEntries(Object.entries(mapping).map(([field, pointer]) => [field, pointedAt(body, pointer)]));
}

function pointedAt(body: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce(
      (value: unknown, part) => (Array.isArray(value) ? (value as unknown[])[Number(part)] : own(value, part)),
      body,
    );
}

const alertsShown = 20;

/** Alertmanager's webhook, version 4, and Grafana's, which has the same bones: one body is one group, and one report. */
function readAlerts(body: Fields): ReadBody {
  const alerts = own(body, "alerts");
  const key = cleanLine(own(body, "groupKey"), keyMax);
  if (!Array.isArray(alerts) || alerts.length === 0 || key === null)
    return invalid(
      "缺少 groupKey 或 alerts：请把 Alertmanager 或 Grafana 的 webhook 直接指向此地址。",
      "groupKey or alerts is missing: point the webhook of Alertmanager or Grafana here.",
    );
  const firing = (alerts as readonly unknown[]).filter((alert) => own(alert, "status") !== "resolved");
  if (own(body, "status") === "resolved" || firing.length === 0) return { outcome: "over", key };
  const [labels, notes] = [own(body, "commonLabels"), own(body, "commonAnnotations")];
  const title =
    cleanLine(own(notes, "summary"), titleMax) ??
    cleanLine(own(body, "title"), titleMax) ??
    cleanLine(own(labels, "alertname"), titleMax) ??
    cleanLine(own(own(firing[0], "labels"), "alertname"), titleMax) ??
    key.slice(0, titleMax);
  const starts = firing.map((alert) => cleanInstant(own(alert, "startsAt"))).filter((at) => at !== null);
  return {
    outcome: "report",
    report: {
      key,
      title,
      detail: cleanText(
        [cleanText(own(notes, "description")), ...firing.slice(0, alertsShown).map(alertLine)]
          .filter(Boolean)
          .join("\n"),
      ),
      link: cleanLink(own(body, "externalURL")) ?? cleanLink(own(firing[0], "generatorURL")),
      place: null,
      occurredAt: starts.length === 0 ? null : Math.min(...starts),
      contact: null,
      beganAt: starts.length === 0 ? null : Math.max(...starts),
    },
  };
}

function alertLine(alert: unknown): string | null {
  const [labels, notes] = [own(alert, "labels"), own(alert, "annotations")];
  const name = cleanLine(own(labels, "alertname"));
  const where = cleanLine(own(labels, "instance"));
  const what = cleanLine(own(notes, "summary")) ?? cleanLine(own(notes, "description"));
  return cleanLine([name, where, what].filter((part) => part !== null).join(" · "));
}
