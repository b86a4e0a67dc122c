/** How the clocks of a file are kept by the clock kit: where they stand, and in which words they speak. */
import { clockNotifications } from "../kit/clocks/notifications.ts";
import type { Clock } from "../kit/clocks/clock.ts";
import type { ClockKeeper, ClockSlot, Matter } from "../kit/clocks/keeper.ts";
import type { ClockPhrases, PhraseParts } from "../kit/clocks/phrases.ts";
import type { Addressed } from "../kit/notification.ts";
import { incidentName } from "../kit/phrases.ts";
import { inBoth } from "../kit/sentences.ts";
import type { TextRef } from "../kit/text-ref.ts";
import type { Recipient, Text } from "../playbook.ts";
import type { Context } from "./context.ts";
import { own } from "./json.ts";
import { itemClockId, itemClockKind, itemsOf, itemTitle } from "./lists.ts";
import { openedWords, type Model } from "./model.ts";
import { dutyKind, followMissed, periodOf } from "./recurring.ts";
import { titleOf } from "./titles.ts";

/** What every notification freezes of the incident. */
export interface Envelope extends Addressed {
  readonly title: TextRef;
}

export const envelope = (model: Model, context: Context, to: readonly Recipient[]): Envelope => ({
  to,
  title: titleOf(model, context),
});

export const aboutOf = ({ title }: Envelope): Text => inBoth(() => title);

type Named = Pick<Clock, "id" | "kind">;

/** Of each kind of clock in the file. */
export function kindsOf({ file }: Pick<Model, "file">): Readonly<Record<string, Text>> {
  const lists = Object.entries(file.lists).flatMap(([id, { clock }]) =>
    clock ? [[itemClockKind(id), clock.label] as const] : [],
  );
  return Object.fromEntries([
    ...Object.entries(file.clocks).map(([id, { label }]) => [id, label] as const),
    ...Object.entries(file.recurring).map(([id, { label }]) => [dutyKind(id), label] as const),
    ...lists,
  ]);
}

/** One of several has its number or its date beside the words. */
function clockWords(model: Pick<Model, "file">, { id, kind }: Named): Text {
  const label = own(kindsOf(model), kind) ?? { zh: kind, en: kind };
  const beside = kind.startsWith("recurring ") ? periodOf({ id }) : (/-([0-9]+)$/.exec(id)?.[1] ?? "");
  return id === kind || beside === "" ? label : inBoth((language) => `${label[language]} ${beside}`);
}

export const deadlineOf = ({ file }: Pick<Model, "file">, kind: string) =>
  own(file.clocks, kind) ??
  Object.entries(file.recurring).find(([id]) => dutyKind(id) === kind)?.[1] ??
  Object.entries(file.lists).find(([id]) => itemClockKind(id) === kind)?.[1].clock;

const ruleOf = (model: Pick<Model, "file">, kind: string): Text => {
  const { rule = { zh: "—", en: "—" }, source } = deadlineOf(model, kind) ?? {};
  return source === undefined ? rule : { zh: `${rule.zh}（${source}）`, en: `${rule.en} (${source})` };
};

/** What moved a clock, in words. */
export function reasonWords(model: Model, reason: string): string {
  const words = own(anchorsOf(model), reason) ?? {
    zh: "依据的事实已更正",
    en: "a fact that it rests on was corrected",
  };
  return `${words.zh} · ${words.en}`;
}

function anchorsOf(model: Model): Readonly<Record<string, Text>> {
  const events = Object.entries(model.events).map(([type, { done, label }]) => [type, done ?? label] as const);
  const states = [...model.states].map(([path, { label }]) => [path, label] as const);
  const fields = Object.entries(model.fields).map(([name, { label }]) => [`field ${name}`, label] as const);
  return {
    ...Object.fromEntries([...events, ...states, ...fields]),
    open: openedWords,
    item: { zh: "列入时间", en: "listed" },
    period: { zh: "上一期截止", en: "previous period due" },
  };
}

function matterOf(model: Model, context: Context, { id }: Clock): Matter {
  for (const [list, spec] of Object.entries(model.file.lists)) {
    const item = itemsOf(context, list).find(({ number }) => itemClockId(list, number) === id);
    if (item) return { about: itemTitle(spec, item), who: null };
  }
  return { about: null, who: null };
}

/** What has to be done: the first event that meets it, as its button says. */
function actOf(model: Model, kind: string): Text | null {
  const { file, events } = model;
  const duty = Object.keys(file.recurring).find((id) => dutyKind(id) === kind);
  const list = Object.keys(file.lists).find((id) => itemClockKind(id) === kind);
  const types =
    duty !== undefined
      ? (own(file.recurring, duty)?.done ?? [])
      : list !== undefined
        ? Object.keys(events).filter((type) => own(events, type)?.moves?.list === list)
        : (own(file.clocks, kind)?.met ?? []);
  const type = types.find((name) => own(events, name) !== undefined);
  return (type === undefined ? undefined : own(events, type)?.label) ?? null;
}

const small = (en: string): string => en.charAt(0).toLowerCase() + en.slice(1);

function phrasesOf(model: Model, { clock, say }: PhraseParts): ClockPhrases {
  const label = clockWords(model, clock);
  const incident = incidentName(say);
  const act = actOf(model, clock.kind) ?? { zh: `完成“${label.zh}”`, en: `see to “${label.en}”` };
  const order = { zh: act.zh, en: small(act.en) };
  return {
    isMain: false,
    matter: { zh: `${incident.zh}的“${label.zh}”`, en: `“${label.en}” of ${incident.en}` },
    short: { zh: label.zh, en: small(label.en) },
    dueSoon: ({ short }) => ({ zh: `${label.zh}：${short.zh} 截止`, en: `${small(label.en)}: due ${short.en}` }),
    isDue: ({ short, at }) => ({ zh: `${short.zh} 截止`, en: `is due ${at.en}` }),
    wasDue: ({ short, at }) => ({ zh: `应于 ${short.zh} 前完成，尚未完成`, en: `was due ${at.en} and is not done` }),
    still: { zh: `“${label.zh}”仍未完成`, en: `“${label.en}” is still not done` },
    stillShort: { zh: `${label.zh}仍未完成`, en: `${small(label.en)}: still not done` },
    act: order,
    acted: `“${label.en}” is done`,
    asked: { zh: `请${order.zh}。`, en: `${order.en}.` },
  };
}

export interface ClockParts {
  readonly keeper: ClockKeeper<Context>;
  readonly notifications: ReturnType<typeof clockNotifications<Context>>;
  readonly slot: ClockSlot<Context>;
}

export function clockPartsOf(model: Model): ClockParts {
  const keeper: ClockKeeper<Context> = {
    all: ({ clocks }) => clocks,
    ladder: ({ policy }) => policy.ladder,
    progressAt: ({ progressAt }) => progressAt,
    envelope: (context, to) => envelope(model, context, to),
    escalatedTo: (_context, to) => to,
    matterOf: (context, clock) => matterOf(model, context, clock),
    words: {
      kinds: kindsOf(model),
      label: (clock) => clockWords(model, clock),
      rule: ({ kind }) => ruleOf(model, kind),
      anchors: anchorsOf(model),
      mark: () => null,
      about: (params) => aboutOf(params as Envelope),
      phrases: (parts) => phrasesOf(model, parts),
      warnedWhen: { zh: "到期前，按预案规定的提前量", en: "Before it is due, as early as the playbook says" },
      escalatedTo: {
        zh: "逐级上报的当前一级；第 1 级同时通知责任人",
        en: "The current escalation level; with level 1 also those who have to act",
      },
      acknowledge: "ESCALATION_ACKNOWLEDGED",
    },
  };
  const slot: ClockSlot<Context> = {
    name: "playbook",
    label: { zh: "时限", en: "Deadlines" },
    clocks: ({ clocks }) => clocks,
    keep: (context, clocks) => followMissed(model, { ...context, clocks }),
  };
  return { keeper, notifications: clockNotifications(keeper), slot };
}
