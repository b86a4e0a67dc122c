/** The whole desk on a free port of this machine: real engine, real storage in memory, shipped playbooks, a clock that is wound. */
import type { AddressInfo } from "node:net";
import type { Express } from "express";
import { readEnvironment } from "../../config/env.ts";
import type { Playbook } from "../../machines/playbook.ts";
import { playbooks } from "../../machines/registry.ts";
import { compose, configure, type Answerable, type Overrides } from "../../src/app/compose.ts";
import type { Desk } from "../../src/desk/types.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { apiRouter } from "../../src/web/api/api-router.ts";
import { webApp } from "../../src/web/app.ts";
import { openLive } from "../../src/web/live.ts";
import { parcelPlaybook } from "./parcel-playbook.ts";
import { aTemporaryFolder } from "./temporary-folder.ts";

const nightFalls = Date.parse("2026-11-22T21:02:00+08:00");
const minuteMs = 60_000;

export interface NightDesk extends Answerable {
  readonly app: Express;
  readonly origin: string;
  readonly problems: unknown[];
  /** Minute by minute: whatever comes due happens on the way. */
  readonly wind: (minutes: number) => Promise<void>;
  readonly shut: () => Promise<void>;
}

interface NightOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Reports from outside are taken. */
  readonly hasReports?: true;
}

/** `change` may put a broken desk in the place of the real one. */
export async function aNightDesk(
  change: (desk: Desk) => Desk = (desk) => desk,
  known: readonly Playbook[] = [...Object.values(playbooks), parcelPlaybook],
  options: Pick<Overrides, "transport" | "services"> & NightOptions = {},
): Promise<NightDesk> {
  const { environment: more = {}, hasReports: _, ...overrides } = options;
  const folder = aTemporaryFolder();
  const environment = readEnvironment({
    ANSWERABLE_DATA: folder.file("data"),
    DATABASE_URL: "sqlite::memory:",
    ANSWERABLE_SIGN_IN: "off",
    ...more,
  });
  const clock = new WindingClock(nightFalls);
  const answerable = await compose(configure(environment, known), { clock, playbooks: known, ...overrides });
  const problems: unknown[] = [];
  let ids = 0;
  const app = webApp({
    desk: change(answerable.desk),
    notificationDesk: answerable.notificationDesk,
    reports: options.hasReports === true ? answerable.reports : null,
    api: apiRouter({ desk: answerable.desk }),
    live: openLive({ reads: answerable.storage.changes, now: () => clock.now() }),
    baseUrl: "https://desk.example.test",
    commandId: () => `command-${(ids += 1)}`,
    version: "1.2.3",
    onProblem: (problem, reference) => problems.push([reference, problem]),
  });
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    ...answerable,
    app,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    problems,
    wind: async (minutes) => {
      for (let minute = 0; minute < minutes; minute += 1) {
        clock.wind(minuteMs);
        await answerable.engine.runDue();
      }
    },
    shut: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await answerable.close();
      folder.remove();
    },
  };
}
