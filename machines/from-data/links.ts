/** What is asked of other incidents: one is opened, one is told what came of it, those that are still open are ended. */
import type { ActStep } from "../kit/chart.ts";
import { unitNamesField } from "../kit/unit.ts";
import type { EndRequest, LinkTemplate, OpenRequest, ReportRequest } from "../playbook.ts";
import type { Context } from "./context.ts";
import type { LinkSpec } from "./format/index.ts";
import { own, type Json } from "./json.ts";
import { itemsOf } from "./lists.ts";
import type { Model } from "./model.ts";
import { filled, namesIn } from "./templates.ts";
import { titleOf } from "./titles.ts";
import { plain, titleWords } from "./words.ts";

type Values = Readonly<Record<string, Json>>;

export interface Asked {
  readonly name: string;
  readonly params: object;
}

// No notification has a name with a space in it.
const opens = (link: string): string => `open ${link}`;
const ends = (link: string): string => `end ${link}`;
const reports = "report back";

const playbookOf = ({ playbook, version }: LinkSpec): string => `${playbook}@${String(version)}`;

/** By the effect's name. */
export function linkTemplatesOf({ file, events }: Model): Readonly<Record<string, LinkTemplate>> {
  const all = Object.entries(file.links).flatMap(([id, spec]): readonly (readonly [string, LinkTemplate])[] => {
    const label = own(file.lists, spec.list)?.label ?? file.title;
    const by = Object.values(events).find(({ adds }) => adds === spec.list)?.label ?? label;
    const playbook = playbookOf(spec);
    const open = { label, when: by, playbook };
    const end = { label, when: { zh: "本事项办结时", en: "When this one has ended" }, playbook };
    return [[opens(id), open], ...(spec["at-end"] ? [[ends(id), end] as const] : [])];
  });
  const report = {
    label: { zh: "向来源事项反馈", en: "Report to the incident it was opened from" },
    when: { zh: "由其他事项开启并办结时", en: "When it was opened from another incident and has come to its end" },
    playbook: null,
  };
  return { ...Object.fromEntries(all), [reports]: report };
}

/** The links that a branch or an entry names, those that entering any state may end, and the report of a state. */
export function linksFor(
  templates: Readonly<Record<string, LinkTemplate>>,
  { open = [], isEntry, report }: { readonly open?: readonly string[] | undefined; isEntry: boolean; report: boolean },
): Readonly<Record<string, LinkTemplate>> {
  const named = new Set([...open.map(opens), ...(report ? [reports] : [])]);
  return Object.fromEntries(
    Object.entries(templates).filter(([name]) => named.has(name) || (isEntry && name.startsWith(ends("")))),
  );
}

export function openings(model: Model, context: Context, names: readonly string[], step: ActStep): readonly Asked[] {
  return names.flatMap((name) => {
    const spec = own(model.file.links, name);
    const { item } = context.last;
    if (!spec || item?.list !== spec.list) return [];
    const values = itemsOf(context, item.list).find(({ number }) => number === item.number)?.values ?? {};
    const params: OpenRequest = {
      does: "open",
      playbook: playbookOf(spec),
      values: handedOver(model, { ...context.facts, ...values }, spec.with),
      parent: {
        link: name,
        item: item.number,
        depth: (context.parent?.depth ?? 0) + 1,
        by: step.by ?? context.last.by,
        event: spec.reports,
        asks: Object.keys(own(model.events, spec.reports)?.fields ?? {}),
      },
    };
    return [{ name: opens(name), params }];
  });
}

/** Nobody is told where nobody asked. */
export function reported({ parent, facts }: Context): readonly Asked[] {
  if (!parent) return [];
  const { incident, event, item, asks } = parent;
  const known = asks.filter((name) => own(facts, name) !== undefined && own(facts, name) !== null);
  const values = Object.fromEntries(known.map((name) => [name, own(facts, name) ?? null]));
  const params: ReportRequest = { does: "report", to: incident, event, item, values };
  return [{ name: reports, params }];
}

/** When it has just ended: whatever the file sends to those that have not. */
export function endings(model: Model, before: Context, after: Context): readonly Asked[] {
  if (before.isClosed || !after.isClosed) return [];
  return Object.entries(model.file.links).flatMap(([link, spec]) => {
    const atEnd = spec["at-end"];
    if (!atEnd) return [];
    const values = handedOver(model, after.facts, atEnd.with);
    const params: EndRequest = { does: "end", link, event: atEnd.send, values };
    return [{ name: ends(link), params }];
  });
}

const whole = /^\{([A-Za-z][A-Za-z0-9]*)\}$/;

/**
 * A fact alone keeps its kind, and a unit its names beside it; among words it is said. What nobody knows is left out, and
 * whatever has no name in it stands for itself.
 */
function handedOver(model: Model, known: Values, written: Readonly<Record<string, string>>): Values {
  const said = Object.entries(written).flatMap(([field, template]): (readonly [string, Json | undefined])[] => {
    const [, name] = whole.exec(template) ?? [];
    if (name !== undefined && name !== "title")
      return [
        [field, own(known, name)],
        [unitNamesField(field), own(known, unitNamesField(name))],
      ];
    const words = namesIn(template).map((one): [string, string] => [one, wordsOf(model, known, one)]);
    return [[field, filled(template, Object.fromEntries(words))]];
  });
  return Object.fromEntries(said.filter((one): one is readonly [string, Json] => (one[1] ?? null) !== null));
}

const wordsOf = (model: Model, known: Values, name: string): string =>
  name === "title"
    ? plain(titleOf(model, { facts: known }))
    : plain(titleWords(own(model.fields, name), own(known, name), own(known, unitNamesField(name))));
