/** A statement as the public page has it: out of what its playbook says, with nothing that is not out. */
import { createHash } from "node:crypto";
import type { Language, PublicRelease, PublicStatement, PublicWording } from "../../machines/playbook.ts";

export interface SiteWording extends PublicWording {
  readonly language: Language;
}

/** One version, as it went out. */
export interface SiteVersion {
  /** 1, 2, 3 … as the public counts them. */
  readonly number: number;
  /** ms */
  readonly at: number;
  /** One for each language in which it was written. */
  readonly wordings: readonly SiteWording[];
  /** What was wrong in the version before, or is new; null in the first. */
  readonly corrects: string | null;
  /** Nothing was wrong: more is known. */
  readonly isUpdate: boolean;
  /** With it the next update was promised by then (ms). */
  readonly nextUpdateAt: number | null;
  /** The exact text in every language, as anybody can check it. */
  readonly text: string;
  /** SHA-256 of that text, 64 hex digits. */
  readonly digest: string;
}

/** "Next update by 18:00", as it holds now. */
export interface SitePromise {
  /** ms */
  readonly by: number;
  /** Another time was announced: `was` is the one before. */
  readonly renewed: { readonly at: number; readonly was: number; readonly reason: string } | null;
}

export interface SiteStatement {
  /** `2026/k3f9x2a1`: stable, and says nothing of the incident. */
  readonly path: string;
  readonly year: string;
  /** `urn:uuid:…`: what feeds know it by. */
  readonly id: string;
  readonly firstAt: number;
  readonly updatedAt: number;
  readonly versions: readonly SiteVersion[];
  /** Null: none was made, or it was kept by what was published since. */
  readonly promise: SitePromise | null;
  readonly withdrawal: { readonly at: number; readonly reason: string } | null;
}

type Out = PublicRelease & { readonly publishedAt: number };

const outOf = ({ releases }: PublicStatement): readonly Out[] =>
  releases.flatMap(({ publishedAt, ...release }) => (publishedAt === null ? [] : [{ ...release, publishedAt }]));

const isVersion = ({ kind }: PublicRelease): boolean => kind !== "withdrawal" && kind !== "renewal";

/** `all`: whatever else this instance has on the page; any version of it keeps a promise. Null: nothing of it is out. */
export function siteStatement(
  instance: string,
  statement: PublicStatement,
  all: readonly PublicStatement[],
): SiteStatement | null {
  const { number, releases } = statement;
  const [first] = releases;
  const out = outOf(statement);
  const texts = out.filter(isVersion);
  const [firstOut] = texts;
  if (!first || !firstOut) return null;
  const withdrawal = out.find(({ kind }) => kind === "withdrawal");
  const name = createHash("sha256")
    .update(`answerable/statement/1\0${instance}\0${String(number)}`)
    .digest();
  // By the clock of the world, so that no change of the organisation's zone moves an address.
  const year = String(new Date(first.releasedAt).getUTCFullYear());
  return {
    path: `${year}/${codeOf(name)}`,
    year,
    id: `urn:uuid:${uuidOf(name)}`,
    firstAt: firstOut.publishedAt,
    updatedAt: out.reduce((last, { publishedAt }) => Math.max(last, publishedAt), firstOut.publishedAt),
    versions: texts.map((release, index) => versionOf(release, index + 1)),
    promise: promiseOf(statement, all),
    withdrawal: withdrawal ? { at: withdrawal.publishedAt, reason: withdrawal.reason ?? "" } : null,
  };
}

function promiseOf(statement: PublicStatement, all: readonly PublicStatement[]): SitePromise | null {
  const last = Math.max(...all.flatMap((one) => outOf(one).filter(isVersion)).map(({ number }) => number));
  const made = outOf(statement).filter(({ number, nextUpdateAt }) => number >= last && nextUpdateAt !== null);
  const [version, ...renewals] = made;
  if (version?.number !== last) return null;
  const [renewal, before] = [renewals.at(-1), made.at(-2)];
  const by = (renewal ?? version).nextUpdateAt ?? 0;
  if (!renewal || !before) return { by, renewed: null };
  return { by, renewed: { at: renewal.publishedAt, was: before.nextUpdateAt ?? 0, reason: renewal.reason ?? "" } };
}

function versionOf(release: Out, number: number): SiteVersion {
  const text = exactText(release.wordings);
  const wordings = release.wordings.map((wording) => ({ ...wording, language: languageOf(wording.body) }));
  return {
    number,
    at: release.publishedAt,
    wordings,
    corrects: release.reason,
    isUpdate: release.kind === "update",
    nextUpdateAt: release.nextUpdateAt,
    text,
    digest: createHash("sha256").update(text).digest("hex"),
  };
}

/** What a reader hashes: title and text of each language, as they were written. */
function exactText(wordings: readonly PublicWording[]): string {
  return wordings.map(({ title, body }) => `${title}\n\n${body}\n`).join("\n\n");
}

const han = /\p{Script=Han}/gu;

/** Nobody is asked in which language they write: a text with more ideographs than other words is Chinese. */
function languageOf(text: string): Language {
  const ideographs = text.match(han)?.length ?? 0;
  const words = text.replace(han, " ").match(/\p{L}+/gu)?.length ?? 0;
  return ideographs > words ? "zh" : "en";
}

/** Without letters that are read for one another. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const codeLength = 10;

const codeOf = (hash: Buffer): string =>
  Array.from(hash.subarray(0, codeLength), (byte) => alphabet.charAt(byte % alphabet.length)).join("");

/** Version 8 of RFC 9562: made of a hash. */
function uuidOf(hash: Buffer): string {
  const bytes = Buffer.from(hash.subarray(16, 32));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
