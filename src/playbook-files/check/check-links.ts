/** Links to other playbooks: what is handed over fits their forms, what they report fits ours, and no file opens itself again. */
import type { LinkSpec } from "../../../machines/from-data/format/index.ts";
import { didYouMean, type KeyPath, type NoteFault } from "../fault.ts";
import type { OtherFiles } from "../other-files.ts";
import type { Fields, FieldSpec, StateSpec } from "../parts.ts";
import { isKnown } from "./check-forms.ts";
import { checkHoles, holesIn } from "./check-words.ts";
import { namesOf, own, type FileNames } from "./file-names.ts";
import { whyNotHanded } from "./handed-over.ts";

export function checkLinks(names: FileNames, others: OtherFiles, note: NoteFault): void {
  const { file } = names;
  for (const [id, link] of Object.entries(file.links)) {
    checkOwnSide(names, id, link, note);
    const other = otherOf(names, id, link, others, note);
    if (other === null) continue;
    const at = ["links", id];
    const known = { ...names.facts, ...addedTo(names, link.list) };
    checkHandedOver(known, link.with, { what: other.file.id, asked: other.file.opening.fields }, [...at, "with"], note);
    checkReport(names, other, id, link, note);
    checkAtEnd(names, other, id, link, note);
    const circle = circleFrom(file.id, [file.id, link.playbook], others);
    if (circle) note([...at, "playbook"], `files open each other in a circle: ${circle.join(" → ")}`);
  }
  const reporting = new Set(Object.values(file.links).map(({ reports }) => reports));
  for (const [type, { reported }] of Object.entries(file.events))
    if (reported && !reporting.has(type)) note(["events", type, "reported"], `no link reports ${type}`, "key");
}

function checkOwnSide(names: FileNames, id: string, link: LinkSpec, note: NoteFault): void {
  const { file } = names;
  const at = ["links", id];
  for (const [field, template] of Object.entries(link.with))
    checkHoles(note, [...at, "with", field], template, [
      ...Object.keys(names.facts),
      ...Object.keys(addedTo(names, link.list)),
      "title",
    ]);
  isKnown(note, [...at, "list"], link.list, Object.keys(file.lists), "list");
  if (!isKnown(note, [...at, "reports"], link.reports, Object.keys(file.events), "event")) return;
  const event = own(file.events, link.reports);
  if (event?.reported !== true) note([...at, "reports"], `${link.reports} has to say \`reported: true\``);
  if (event?.moves?.list !== link.list) note([...at, "reports"], `${link.reports} has to move an item of ${link.list}`);
}

/** Null when there is none, which has been noted. */
function otherOf(
  names: FileNames,
  id: string,
  { playbook, version }: LinkSpec,
  others: OtherFiles,
  note: NoteFault,
): FileNames | null {
  const at = ["links", id];
  if (playbook === names.file.id && version === names.file.version) return names;
  const versions = others.versions(playbook);
  if (versions.length === 0) {
    const why = others.inCode.includes(playbook)
      ? `${playbook} is opened by people only`
      : `there is no playbook "${playbook}"${didYouMean(playbook, others.ids)}`;
    note([...at, "playbook"], why);
    return null;
  }
  const file = versions.includes(version) ? others.file(playbook, version) : null;
  if (file === null)
    note([...at, "version"], `there is no version ${version} of ${playbook}; there is ${versions.join(", ")}`);
  return file && namesOf(file);
}

/** What an item says of itself when its incident is opened: what the events ask for that add one. */
function addedTo({ file }: FileNames, list: string): Fields {
  const adding = [file.opening, ...Object.values(file.events)].filter(({ adds }) => adds === list);
  return Object.fromEntries(adding.flatMap(({ fields }) => Object.entries(fields)));
}

interface Form {
  readonly what: string;
  readonly asked: Fields;
}

function checkHandedOver(
  known: Fields,
  written: Readonly<Record<string, string>>,
  { what, asked }: Form,
  at: KeyPath,
  note: NoteFault,
): void {
  for (const [name, template] of Object.entries(written)) {
    const field = own(asked, name);
    if (!field) {
      note([...at, name], `${what} asks for no "${name}"${didYouMean(name, Object.keys(asked))}`, "key");
      continue;
    }
    // What is no field at all has been noted.
    if (holesIn(template).some((hole) => hole !== "title" && !own(known, hole))) continue;
    const why = whyNotHanded(known, template, field);
    if (why !== null) note([...at, name], `${what} asks for ${name}: ${why}`);
  }
  for (const [name, field] of Object.entries(asked))
    if (isRequired(field) && !Object.hasOwn(written, name))
      note(at, `${what} asks for "${name}", and nothing is handed over for it`, "key");
}

const isRequired = ({ optional, needed }: FieldSpec): boolean => !optional && needed === undefined;

/** What comes back by itself has to be taken as it is: nobody is there to fill anything in. */
function checkReport({ file }: FileNames, other: FileNames, id: string, { reports }: LinkSpec, note: NoteFault): void {
  const what = other.file.id;
  if (!anyState(other.file.states, (state) => state.report === true))
    note(["links", id, "playbook"], `${what} never reports: none of its states says \`report: true\``);
  for (const [name, field] of Object.entries(own(file.events, reports)?.fields ?? {})) {
    const at = ["events", reports, "fields", name];
    const theirs = own(other.facts, name);
    const opening = own(other.file.opening.fields, name);
    if (isRequired(field) && !(opening && isRequired(opening)))
      note(at, `${what} may report without "${name}": make it optional`, "key");
    const why = theirs ? whyNotHanded({ [name]: theirs }, `{${name}}`, field, "inWords") : null;
    if (why !== null) note(at, `${what} reports ${name}: ${why}`);
  }
}

function checkAtEnd(names: FileNames, other: FileNames, id: string, link: LinkSpec, note: NoteFault): void {
  const { "at-end": atEnd } = link;
  if (!atEnd) return;
  const at = ["links", id, "at-end"];
  const what = other.file.id;
  if (!isKnown(note, at, atEnd.send, Object.keys(other.file.events), `event of ${what}`)) return;
  const event = own(other.file.events, atEnd.send);
  if (event?.moves) note(at, `${atEnd.send} of ${what} moves an item, and nobody would say which`);
  for (const [field, template] of Object.entries(atEnd.with))
    checkHoles(note, [...at, "with", field], template, [...Object.keys(names.facts), "title"]);
  const form = { what: `${atEnd.send} of ${what}`, asked: event?.fields ?? {} };
  checkHandedOver(names.facts, atEnd.with, form, Object.keys(atEnd.with).length > 0 ? [...at, "with"] : at, note);
}

const anyState = (states: Readonly<Record<string, StateSpec>>, holds: (state: StateSpec) => boolean): boolean =>
  Object.values(states).some((state) => holds(state) || anyState(state.states ?? {}, holds));

/** The way from a file to itself, or null. */
function circleFrom(start: string, way: readonly string[], others: OtherFiles): readonly string[] | null {
  const last = way.at(-1) ?? start;
  if (last === start) return way;
  for (const version of others.versions(last)) {
    const next = Object.values(others.file(last, version)?.links ?? {}).map(({ playbook }) => playbook);
    for (const playbook of next.filter((one) => one === start || !way.includes(one))) {
      const found = circleFrom(start, [...way, playbook], others);
      if (found) return found;
    }
  }
  return null;
}
