/** The desk's pages and its API over an opened desk. */
import { resolve } from "node:path";
import type { RequestListener } from "node:http";
import type { Config } from "../../config/config.ts";
import { paceOfToken } from "../desk/paced-engine.ts";
import type { ReadOnly } from "../desk/read-only.ts";
import { systemNewId } from "../kernel/ids.ts";
import { pace } from "../kernel/pace.ts";
import { lastBackup } from "../operating/last-backup.ts";
import type { Telemetry } from "../operating/telemetry.ts";
import { apiRouter } from "../web/api/api-router.ts";
import { webApp } from "../web/app.ts";
import { openLive, type Live } from "../web/live.ts";
import type { Answerable } from "./compose.ts";

export interface Served {
  readonly app: RequestListener;
  /** Closed before the door is: pages that stay open would keep it open. */
  readonly live: Live;
}

export function serveApp(
  { clock, desk, drawings, shelfDesk, reports, accounts, config, baseUrl, notificationDesk, storage }: Answerable,
  version: string,
  onProblem: (problem: unknown, request?: string) => void,
  watching: Telemetry,
  readOnly: ReadOnly | null,
): Served {
  const tokenPace = pace(paceOfToken(config.entriesPerMinute), clock);
  const api = apiRouter({ desk, onProblem, readOnly, tokenPace, ...(accounts === null ? {} : { accounts }) });
  const suggested = config.settings.organisation;
  const isSecure = baseUrl.startsWith("https:");
  const live = openLive({ reads: storage.changes, now: () => desk.now() });
  const app = webApp({
    desk,
    live,
    drawings,
    shelf: shelfDesk,
    reports,
    notificationDesk,
    signInService: accounts && { accounts, isSecure, origin: () => new URL(baseUrl).origin, suggested },
    api,
    operations: watching,
    clockSteps: watching.clockSteps,
    trouble: watching.trouble,
    baseUrl,
    publicFolder: resolve(config.publicFolder),
    securityContacts: securityContactsOf(config),
    proxies: config.proxies,
    commandId: systemNewId,
    version,
    onProblem,
    readOnly,
    quarantine: storage.quarantine,
    wrongRows: watching.wrong,
    lastBackupAt: () => lastBackup(config.dataFolder)?.at ?? null,
  });
  return { app, live };
}

/** Whoever names nobody is reached where the desk's mail comes from; without a mail server there is nobody. */
function securityContactsOf({ settings, smtp, mailFrom }: Config): readonly string[] {
  if (settings.securityContacts.length > 0) return settings.securityContacts;
  return smtp !== null && mailFrom !== null ? [`mailto:${mailFrom.address}`] : [];
}
