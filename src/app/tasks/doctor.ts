/** What a desk depends on, looked at one after the other. */
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { Config } from "../../../config/config.ts";
import { contentsOf, type Contents } from "../../../db/contents.ts";
import { servedAddress } from "../../../db/lock.ts";
import { sqliteFileOf } from "../../../db/maintenance.ts";
import { clockOf } from "../compose.ts";
import { steadyClock, systemClock } from "../../kernel/clock.ts";
import { checkSmtp } from "../../notify/transport-smtp.ts";
import { checkClock } from "../../operating/clock-check.ts";
import { checkDisk } from "../../operating/disk-check.ts";
import type { Finding } from "../../operating/finding.ts";
import { checkPermissions } from "../../operating/permission-check.ts";
import { checkZoneData } from "../../operating/time-zones.ts";
import { isSameDevice } from "../../record/outside.ts";
import { nameOf } from "./verify-database.ts";

/** A server that lives answers sooner. */
const answerMaxMs = 5_000;

export async function examine(config: Config): Promise<readonly Finding[]> {
  const { dataFolder, databaseUrl, settings } = config;
  const file = sqliteFileOf(databaseUrl);
  const { finding: database, contents } = await checkDatabase(databaseUrl, file);
  const desk = clockOf(config, "read");
  return [
    checkSettings(config),
    checkZoneData(settings.organisation.zone, process.versions["tz"] ?? ""),
    await checkClock({ wall: systemClock, steady: steadyClock, desk }, contents?.lastAt ?? null),
    checkDisk(dataFolder, file),
    checkPermissions(dataFolder),
    database,
    checkRecordOutside(config),
    await checkServer(file),
    await checkMail(config),
  ];
}

function checkSettings({ settings, settingsAreExample, mode }: Config): Finding {
  const check = "settings";
  if (!settingsAreExample)
    return { check, level: "ok", sentence: `${settings.file}, ${settings.people.length} people.` };
  return {
    check,
    level: mode === "production" ? "fail" : "warn",
    sentence: "No settings file: the shipped example is in use, with invented people.",
    todo: "Copy config/policy.example.yaml to answerable.yaml in the data folder and put in your own people.",
  };
}

/** A copy on the same disk is lost together with the log that it is to be compared with. */
function checkRecordOutside({ recordOutside, dataFolder, databaseUrl }: Config): Finding {
  const check = "record";
  const todo = "Set ANSWERABLE_RECORD_OUTSIDE to a file on another disk or machine (docs/record.md).";
  if (recordOutside === null)
    return { check, level: "warn", sentence: "No checkpoint of the record is written outside the data folder.", todo };
  const database = sqliteFileOf(databaseUrl);
  const isSame = isSameDevice(recordOutside, dataFolder);
  const isBesideDatabase = database !== null && isSameDevice(recordOutside, dirname(database)) === true;
  if (isSame === null)
    return {
      check,
      level: "fail",
      sentence: `The folder of ${recordOutside} is not there.`,
      todo: "Mount it, or name another file.",
    };
  if (isSame || isBesideDatabase)
    return { check, level: "warn", sentence: `${recordOutside} is on the same device as the data.`, todo };
  return { check, level: "ok", sentence: `Checkpoints are written to ${recordOutside}, on another device.` };
}

async function checkDatabase(
  url: string,
  file: string | null,
): Promise<{ finding: Finding; contents: Contents | null }> {
  const check = "database";
  if (file !== null && !existsSync(file))
    return {
      finding: { check, level: "warn", sentence: `${file} is not there yet.`, todo: "Start the desk once." },
      contents: null,
    };
  try {
    const contents = await contentsOf(url);
    const { incidents, logRows, schemaVersion } = contents;
    const sentence = `${nameOf(url)} opens: schema ${schemaVersion}, ${incidents} incidents, ${logRows} log rows.`;
    return { finding: { check, level: "ok", sentence }, contents };
  } catch (error) {
    const todo = "If it is damaged, keep the file as it is and restore the last backup elsewhere (docs/operating.md).";
    return { finding: { check, level: "fail", sentence: (error as Error).message, todo }, contents: null };
  }
}

/** Is the process that holds the file well? */
async function checkServer(file: string | null): Promise<Finding> {
  const check = "server";
  const address = file === null ? null : servedAddress(file);
  if (address === null) return { check, level: "ok", sentence: "No server of this data is running on this machine." };
  try {
    const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(answerMaxMs) });
    const sentence = `${address}: ${(await answer.text()).trim()}`;
    return answer.ok
      ? { check, level: "ok", sentence }
      : { check, level: "fail", sentence, todo: "Look into its log; restart it if it does not say what is wrong." };
  } catch (error) {
    const sentence = `${address} does not answer: ${(error as Error).message}`;
    return { check, level: "fail", sentence, todo: "Look into its log, then restart it." };
  }
}

async function checkMail({ smtp }: Config): Promise<Finding> {
  const check = "mail";
  if (smtp === null)
    return {
      check,
      level: "warn",
      sentence: "No mail server is set: notifications are written as files and not delivered.",
      todo: "Set SMTP_URL and MAIL_FROM (docs/configuration.md).",
    };
  const { ok, sentence } = await checkSmtp(smtp);
  return ok
    ? { check, level: "ok", sentence }
    : { check, level: "fail", sentence, todo: "Check SMTP_URL, the password and the way to that server." };
}
