/**
 * Reports from outside: who may send them, what came in, and what a person makes of each. They are no incidents and have no deadline; nothing
 * becomes one by itself.
 */
import { systemActor } from "../../machines/organisation/people.ts";
import type { Text } from "../../machines/playbook.ts";
import type { Clock } from "../kernel/clock.ts";
import type { NewId } from "../kernel/ids.ts";
import { secretHash, type NewSecret } from "../kernel/secret.ts";
import { SerialQueue } from "../kernel/serial-queue.ts";
import type { OrganisationSource } from "../organisation/source.ts";
import { cleanLine } from "./clean.ts";
import { readCsv, type CsvRow } from "./csv.ts";
import type { IntakeKey, Report, ReportPlace, ReportStore, Settlement, Shape } from "./ports.ts";
import { readBody } from "./read-body.ts";
import { readMapping } from "./read-mapping.ts";

type Command = Parameters<OrganisationSource["act"]>[3];
type Refused = { readonly outcome: "refused"; readonly sentence: Text };

export type Accepted =
  | { readonly outcome: "taken"; readonly number: number; readonly count: number }
  | { readonly outcome: "over"; readonly wasWaiting: boolean }
  | { readonly outcome: "invalid"; readonly sentence: Text }
  | { readonly outcome: "unknown-key" }
  /** So many wait already that nobody would see one more. */
  | { readonly outcome: "full" };

export type Imported =
  { readonly outcome: "read"; readonly rows: readonly ImportedRow[]; readonly isDone: boolean } | Refused;

export interface ImportedRow extends Pick<CsvRow, "line" | "fault"> {
  readonly title: string | null;
  /** It came before, and is counted. */
  readonly isKnown: boolean;
}

export interface ReportsDesk {
  waiting(): Promise<number>;
  list(state: "waiting" | "settled", place: ReportPlace): Promise<readonly Report[]>;
  find(number: number): Promise<Report | null>;
  /** For those who may settle reports. */
  contactOf(number: number): Promise<string | null>;
  settle(number: number, how: Settling, by: string, command: Command): Promise<{ readonly outcome: "done" } | Refused>;
  keys(): Promise<readonly IntakeKey[]>;
  createKey(
    asked: { readonly source: string; readonly shape: Shape; readonly mapping: string },
    by: string,
    command: Command,
  ): Promise<{ readonly outcome: "created"; readonly secret: string } | Refused>;
  endKey(id: string, by: string, command: Command): Promise<{ readonly outcome: "done" } | Refused>;
  /** What came with a key over the network. */
  accept(secret: string, body: () => Promise<unknown>): Promise<Accepted>;
  /** `isDry`: says what would come of each row, and keeps nothing. A row that is wrong keeps all of them out. */
  importCsv(text: string, source: string, isDry: boolean): Promise<Imported>;
  /** Erases contacts that are kept for long enough; the record says how many. */
  eraseOldContacts(): Promise<void>;
}

export interface Settling {
  readonly state: Settlement["state"];
  readonly incident: number | null;
  readonly reason: string | null;
}

export interface ReportsParts {
  readonly store: ReportStore;
  readonly source: Pick<OrganisationSource, "act">;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newSecret: NewSecret;
  readonly contactDays: number;
}

/** More than a shift could look through. */
const waitingMax = 2_000;
const keysMax = 100;
const dayMs = 24 * 3_600_000;
const minuteMs = 60_000;
const prefix = "answerable_intake_";

export function openReportsDesk(parts: ReportsParts): ReportsDesk {
  const { store, clock } = parts;
  // One after the other: what a sender repeats is counted, and a crowd of senders waits here and not in the database.
  const turns = new SerialQueue();
  return {
    waiting: () => store.waiting(),
    list: (state, place) => store.list(state, place),
    find: (number) => store.find(number),
    contactOf: (number) => store.contactOf(number),
    settle: (...asked) => settle(parts, ...asked),
    keys: () => store.keys(),
    createKey: (...asked) => createKey(parts, ...asked),
    endKey: async (id, by, command) => {
      const key = (await store.keys()).find((one) => one.id === id && one.endedAt === null);
      if (!key) return refused(noSuchKey);
      // It stops working first: a key that is ended on record and still works would be worse than the other way round.
      await store.endKey(id, clock.now());
      return noted(await parts.source.act("INTAKE_KEY_ENDED", { source: key.source }, by, command));
    },
    accept: async (secret, body) => {
      const key = secret.startsWith(prefix) ? await store.keyOf(secretHash(secret)) : null;
      if (key === null) return { outcome: "unknown-key" };
      const read = readBody(key, await body());
      return turns.run(() => accept(parts, key, read));
    },
    importCsv: (text, source, isDry) => turns.run(() => importCsv(parts, text, source, isDry)),
    eraseOldContacts: () => eraseOldContacts(parts),
  };
}

const refused = (sentence: Text): Refused => ({ outcome: "refused", sentence });

const noSuchKey: Text = { zh: "没有该密钥，或已停用。", en: "There is no such key, or it has ended." };
const notRecorded: Text = { zh: "未能记录，请重试。", en: "It could not be recorded. Try again." };

function noted(outcome: Awaited<ReturnType<OrganisationSource["act"]>>): { readonly outcome: "done" } | Refused {
  if (outcome.outcome === "done") return { outcome: "done" };
  return refused("sentence" in outcome ? outcome.sentence : notRecorded);
}

async function createKey(
  { store, source: record, clock, newId, newSecret }: ReportsParts,
  asked: { readonly source: string; readonly shape: Shape; readonly mapping: string },
  by: string,
  command: Command,
): ReturnType<ReportsDesk["createKey"]> {
  const { shape } = asked;
  const source = cleanLine(asked.source, 100);
  if (source === null)
    return refused({ zh: "请写明来源系统或渠道的名称。", en: "Name the system or channel it is for." });
  const keys = (await store.keys()).filter(({ endedAt }) => endedAt === null);
  if (keys.length >= keysMax)
    return refused({
      zh: "密钥过多，请先停用不再使用的。",
      en: "There are too many keys. End those that are not used.",
    });
  if (keys.some((key) => key.source === source))
    return refused({
      zh: "该来源已有密钥；需要更换的，请先停用。",
      en: "This source has a key. To replace it, end that one first.",
    });
  const mapping = shape === "mapped" ? readMapping(asked.mapping) : { mapping: {} };
  if ("sentence" in mapping) return refused(mapping.sentence);
  const recorded = noted(await record.act("INTAKE_KEY_CREATED", { source }, by, command));
  if (recorded.outcome === "refused") return recorded;
  const secret = `${prefix}${newSecret()}`;
  const key = { id: newId(), source, shape, ...mapping, madeAt: clock.now(), madeBy: by, endedAt: null, usedAt: null };
  await store.addKey(key, secretHash(secret));
  return { outcome: "created", secret };
}

async function accept(
  { store, clock }: ReportsParts,
  key: IntakeKey,
  read: ReturnType<typeof readBody>,
): Promise<Accepted> {
  const now = clock.now();
  if (read.outcome === "invalid") return read;
  if (key.usedAt === null || now - key.usedAt >= minuteMs) await store.keyUsed(key.id, now);
  if (read.outcome === "over") return { outcome: "over", wasWaiting: await store.over(key.source, read.key, now) };
  const isKnown = (await store.known(key.source, [read.report.key])).length > 0;
  if (!isKnown && (await store.waiting()) >= waitingMax) return { outcome: "full" };
  return { outcome: "taken", ...(await store.take(key.source, read.report, now)) };
}

async function importCsv(
  { store, clock }: ReportsParts,
  text: string,
  typed: string,
  isDry: boolean,
): Promise<Imported> {
  const source = cleanLine(typed, 100);
  if (source === null) return refused({ zh: "请写明这些上报的来源。", en: "Say where these reports come from." });
  const read = readCsv(text);
  if ("sentence" in read) return refused(read.sentence);
  const known = await store.known(
    source,
    read.rows.flatMap(({ report }) => (report ? [report.key] : [])),
  );
  const before = new Set(known);
  const rows = read.rows.map(({ line, report, fault }) => {
    const isKnown = report !== null && before.has(report.key);
    if (report) before.add(report.key);
    return { line, fault, title: report?.title ?? null, isKnown };
  });
  const added = rows.filter(({ fault, isKnown }) => fault === null && !isKnown).length;
  if ((await store.waiting()) + added > waitingMax)
    return refused({
      zh: `待办上报最多 ${String(waitingMax)} 条，请先办理。`,
      en: `At most ${String(waitingMax)} reports can wait. Settle some first.`,
    });
  const isDone = !isDry && rows.every(({ fault }) => fault === null);
  if (isDone) for (const { report } of read.rows) if (report) await store.take(source, report, clock.now());
  return { outcome: "read", rows, isDone };
}

async function settle(
  { store, source, clock }: ReportsParts,
  number: number,
  { state, incident, reason }: Settling,
  by: string,
  command: Command,
): Promise<{ readonly outcome: "done" } | Refused> {
  const report = await store.find(number);
  if (report === null) return refused({ zh: "没有该上报。", en: "There is no such report." });
  const settlement = { state, incident, by, at: clock.now() };
  if (!(await store.settle(number, settlement)))
    return refused({
      zh: "该上报已由他人办理，请刷新查看。",
      en: "This report has been settled already. Reload to see how.",
    });
  const fields = {
    report: String(number),
    source: report.source,
    outcome: state,
    ...(incident !== null && { incident: String(incident) }),
    ...(reason !== null && { reason }),
  };
  const outcome = noted(await source.act("REPORT_SETTLED", fields, by, command));
  if (outcome.outcome === "refused") await store.unsettle(number, settlement);
  return outcome;
}

async function eraseOldContacts({ store, source, clock, newId, contactDays }: ReportsParts): Promise<void> {
  const before = clock.now() - contactDays * dayMs;
  const contacts = await store.contactsBefore(before);
  if (contacts === 0) return;
  // On record first: cut short, it is done again, and says so again.
  const fields = { contacts: String(contacts), until: new Date(before).toISOString() };
  const { outcome } = await source.act("REPORT_CONTACTS_ERASED", fields, systemActor, { commandId: newId() });
  if (outcome !== "done") throw new Error(`The erasure of contacts could not be recorded: ${outcome}.`);
  await store.eraseContacts(before);
}
