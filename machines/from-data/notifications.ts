/** What people are told: words of the file, filled with what the incident knew at that moment. */
import { subjectLine } from "../kit/phrases.ts";
import { forInformation, inBoth } from "../kit/sentences.ts";
import type { ActStep } from "../kit/chart.ts";
import type { TextRef } from "../kit/text-ref.ts";
import { unitNamesField } from "../kit/unit.ts";
import { roleWords, type NotificationTemplate, type Phrasing, type Text } from "../playbook.ts";
import { recipientsNow } from "./actors.ts";
import { aboutOf, envelope, type Envelope } from "./clock-keeper.ts";
import type { Context } from "./context.ts";
import type { NotificationSpec, RecipientSpec } from "./format/index.ts";
import { own, type Json } from "./json.ts";
import { itemsOf, itemTitle } from "./lists.ts";
import type { Model } from "./model.ts";
import { filled, namesIn } from "./templates.ts";
import { both, dash, saidFact } from "./words.ts";

/** What is frozen when it is asked for. */
export interface Params extends Envelope {
  readonly facts: Readonly<Record<string, Json>>;
  readonly by: string | null;
  readonly at: number;
  readonly dueAt: number | null;
  readonly item: TextRef | null;
}

const templatesOf = ({ subject, happened, asked }: NotificationSpec): readonly string[] =>
  [subject, happened, ...(asked ? [asked] : [])].flatMap(({ zh, en }) => [zh, en]);

/** Names in its words, each once. */
const namesFor = (spec: NotificationSpec): readonly string[] => [...new Set(templatesOf(spec).flatMap(namesIn))];

export function paramsOf(model: Model, context: Context, spec: NotificationSpec, { at, by }: ActStep): Params {
  const { item } = context.last;
  const list = item === null ? undefined : own(model.file.lists, item.list);
  const one = item === null ? undefined : itemsOf(context, item.list).find(({ number }) => number === item.number);
  const facts: Readonly<Record<string, Json>> = { ...context.facts, ...one?.values };
  const names = namesFor(spec).flatMap((name) => [name, unitNamesField(name)]);
  const due = context.clocks.findLast(({ kind, stoppedAt }) => kind === spec.due && stoppedAt === null);
  return {
    ...envelope(model, context, recipientsNow(model.file, facts, spec.to)),
    facts: Object.fromEntries(
      names.filter((name) => Object.hasOwn(facts, name)).map((name) => [name, own(facts, name) ?? null]),
    ),
    by: by ?? context.last.by,
    at,
    dueAt: due?.dueAt ?? null,
    item: list && one ? itemTitle(list, one) : null,
  };
}

function saidNames(
  model: Model,
  spec: NotificationSpec,
  params: Params,
  say: Phrasing,
): Readonly<Record<string, Text>> {
  const special: Readonly<Record<string, Text>> = {
    title: both(params.title),
    by: params.by === null ? dash : both(say.person(params.by)),
    at: say.shortTime(params.at),
    due: params.dueAt === null ? dash : say.shortTime(params.dueAt),
    item: params.item === null ? dash : both(params.item),
  };
  const said = namesFor(spec).map((name): [string, Text] => {
    const value = own(params.facts, name);
    if (value === undefined) return [name, own(special, name) ?? dash];
    return [name, saidFact(own(model.fields, name), value, own(params.facts, unitNamesField(name)) ?? null, say)];
  });
  return Object.fromEntries(said);
}

export function templateOf(model: Model, spec: NotificationSpec): NotificationTemplate {
  return {
    label: spec.label,
    to: recipientWords(model, spec.to),
    when: spec.when,
    write: (params: Params, say: Phrasing) => {
      const said = saidNames(model, spec, params, say);
      const words = (template: Text): Text =>
        inBoth((language) =>
          filled(
            template[language],
            Object.fromEntries(Object.entries(said).map(([name, text]) => [name, text[language]])),
          ),
        );
      return {
        subject: subjectLine(say, { what: words(spec.subject) }),
        happened: words(spec.happened),
        about: aboutOf(params),
        ...(spec.asked ? { asked: words(spec.asked), dueAt: params.dueAt } : forInformation()),
      };
    },
  };
}

/** For the playbook's page. */
function recipientWords({ file, fields }: Model, specs: readonly RecipientSpec[]): Text {
  const all = specs.map((spec): Text => {
    if (typeof spec === "string") return roleWords[spec];
    if ("role" in spec) return roleWords[spec.role];
    if ("layer" in spec) return { zh: `“${spec.layer}”班次`, en: `on duty as “${spec.layer}”` };
    if ("person" in spec) return own(fields, spec.person)?.label ?? both(spec.person);
    if ("post" in spec) return own(file.posts, spec.post)?.label ?? both(spec.post);
    const unit = own(fields, spec.unit)?.label ?? both(spec.unit);
    return { zh: `${unit.zh}的联络员`, en: `contact of: ${unit.en}` };
  });
  return { zh: all.map(({ zh }) => zh).join("、"), en: all.map(({ en }) => en).join(", ") };
}
