/** What a started desk says to whoever started it: where it is, what it keeps where, and what to do first. */
import { relative } from "node:path";
import type { Config } from "../config/config.ts";
import type { Running } from "./main.ts";

export function greeting({ address, answerable, said, next }: Running): string {
  const { config, lettersGo } = answerable;
  const { settings, clockSpeed } = config;
  const { name } = settings.organisation;
  const own = `${config.dataFolder}/answerable.yaml`;
  return [
    `Answerable · ${name.zh} · ${name.en}`,
    `  Desk      ${address}`,
    `  Data      ${sayDatabase(config)}`,
    `  Settings  ${fromHere(settings.file)}${config.settingsAreExample ? ` (the shipped example; copy it to ${own} and change it)` : ""}`,
    `  Letters   ${lettersGo}${config.smtp === null ? " (set SMTP_URL to send them by mail)" : ""}`,
    ...(clockSpeed === 1 ? [] : [`  Clock     ${clockSpeed} times as fast as the one on the wall`]),
    "",
    ...(said.length === 0 ? [] : [...said, ""]),
    `${next} Ctrl+C stops.`,
  ].join("\n");
}

/** As a person would type it. */
function fromHere(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") ? file : path;
}

/** The address of a database server may carry a password. */
function sayDatabase({ databaseUrl }: Config): string {
  if (databaseUrl.startsWith("sqlite:")) return databaseUrl.slice("sqlite:".length);
  return URL.canParse(databaseUrl) ? new URL(databaseUrl).host : "a database server";
}
