/** What the events of a statement share. */
import type { IncidentContext } from "../context.ts";
import type { StatementVersion } from "../record.ts";
import { channels, wordFor, type Channel } from "../vocabulary.ts";
import { inBoth, lastOf, paragraphs } from "../../kit/sentences.ts";
import type { Text } from "../../playbook.ts";
import { envelope, replyDeadlineOf, type Envelope, type Target } from "./envelope.ts";

export interface StatementNotification extends Envelope {
  readonly statement: StatementVersion;
  readonly target: Target | null;
}

export function aboutVersion(
  context: IncidentContext,
  version: number | undefined,
  to: Envelope["to"],
): StatementNotification {
  const statement = lastOf(context.versions.filter((each) => version === undefined || each.version === version));
  return { ...envelope(context, to), statement, target: replyDeadlineOf(context) };
}

const wordingOf = ({ title, body }: StatementVersion): string => `${title}\n${body}`;
/** The whole text to read, under its version and fingerprint. */
export function attachedWording(statement: StatementVersion): Text {
  const [version, mark] = [String(statement.version), fingerprint(statement)];
  return {
    zh: paragraphs(`—— 第 ${version} 版，校验码 ${mark} ——`, wordingOf(statement)),
    en: paragraphs(`—— Version ${version}, fingerprint ${mark} ——`, wordingOf(statement)),
  };
}

const fingerprint = ({ digest }: StatementVersion): string => digest.slice(0, 12);

export const namesOf = (published: readonly Channel[]) =>
  inBoth((language) =>
    published.map((channel) => wordFor(channels, channel)[language]).join(language === "zh" ? "、" : ", "),
  );

/** What the form of an act on the submitted wording starts with. */
export const submittedVersion = ({ submitted }: IncidentContext) =>
  submitted ? { version: String(submitted.version), digest: submitted.digest } : {};
