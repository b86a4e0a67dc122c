/** Texts, times and roles as this reader sees them. */
import { roleWords, type Actor, type Role, type Text } from "../../machines/playbook.ts";
import { wordsOfActors } from "../directory/actors.ts";
import { formatTime, formatTimeWithSeconds } from "../playbook/times.ts";
import type { PageContext } from "./page-context.ts";

export function formatText(context: PageContext, text: Text): string {
  return text[context.language];
}

export function formatInstant(context: PageContext, at: number): string {
  return formatTime(at, context.language, context.organisation);
}

export function formatInstantWithSeconds(context: PageContext, at: number): string {
  return formatTimeWithSeconds(at, context.language, context.organisation);
}

export function formatRoles(context: PageContext, roles: readonly Role[]): string {
  return context.words.list(roles.map((role) => formatText(context, roleWords[role])));
}

/** Roles and posts, a post under the organisation's own name. */
export function formatActors(context: PageContext, by: readonly Actor[]): string {
  const { directory, at } = context.organised;
  return context.words.list(wordsOfActors(directory, by, at).map((words) => formatText(context, words)));
}

/** For `<time datetime>`. */
export function isoTime(at: number): string {
  return new Date(at).toISOString();
}

const namesMax = 20;

/** Names in one sentence: more than a reader takes in are counted. */
export function formatNames({ words }: Pick<PageContext, "words">, names: readonly string[]): string {
  const shown = words.list(names.slice(0, namesMax));
  return names.length > namesMax ? `${shown} … + ${names.length - namesMax}` : shown;
}
