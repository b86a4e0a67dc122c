/** The whole desk with its sign-in on a free port: real engine and storage, a clock that is wound, cheap hashes. */
import type { AddressInfo } from "node:net";
import { createServer, type RequestListener } from "node:http";
import type { Express } from "express";
import { readEnvironment } from "../../config/env.ts";
import type { ProviderSettings } from "../../config/types.ts";
import { compose, configure, type Answerable } from "../../src/app/compose.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { systemNewId } from "../../src/kernel/ids.ts";
import { systemNewSecret } from "../../src/kernel/secret.ts";
import { pace } from "../../src/kernel/pace.ts";
import { paceOfToken } from "../../src/desk/paced-engine.ts";
import { openAccounts, type Accounts } from "../../src/accounts/accounts.ts";
import { apiRouter } from "../../src/web/api/api-router.ts";
import { webApp } from "../../src/web/app.ts";
import { openLive } from "../../src/web/live.ts";
import type { Operations } from "../../src/web/routes/operations.ts";
import { aTemporaryFolder } from "./temporary-folder.ts";
import { formFields, type Fields, type Page } from "./visitor.ts";
import { cheapHasher, goodPassword, nightFalls } from "./accounts-world.ts";

export interface DeskWorld extends Answerable {
  /** With everything that a running server has. */
  readonly app: Express;
  readonly accounts: Accounts;
  readonly clock: WindingClock;
  readonly origin: string;
  readonly problems: unknown[];
  readonly shut: () => Promise<void>;
}

export interface DeskWorldOptions {
  readonly baseUrl?: string;
  readonly provider?: ProviderSettings;
  readonly proxies?: readonly string[];
  /** How a browser calls this machine: a passkey needs a name. */
  readonly host?: "127.0.0.1" | "localhost";
  /** Further settings: a mail server, for instance. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Nobody is there yet: the set-up is still to come. */
export async function aNewDesk(options: DeskWorldOptions = {}): Promise<DeskWorld> {
  const { baseUrl, provider, proxies = [], host = "127.0.0.1", environment: further = {} } = options;
  const folder = aTemporaryFolder();
  const own = { ANSWERABLE_DATA: folder.file("data"), DATABASE_URL: "sqlite::memory:" };
  const environment = readEnvironment({ ...own, ...further });
  const config = { ...configure(environment), ...(baseUrl === undefined ? {} : { baseUrl }) };
  const clock = new WindingClock(nightFalls);
  let listener: RequestListener = () => undefined;
  const server = createServer((request, response) => {
    listener(request, response);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const origin = `http://${host}:${(server.address() as AddressInfo).port}`;
  const answerable = await compose(config, {
    clock,
    servedAt: origin,
  });
  const { desk, storage } = answerable;
  const problems: unknown[] = [];
  // The same accounts with hashes that cost little.
  const accounts = openAccounts({
    storage: storage.accounts,
    members: answerable.accounts!.members,
    hasher: cheapHasher(),
    clock,
    newId: systemNewId,
    newSecret: systemNewSecret,
    failureKey: systemNewSecret(),
    origin: () => new URL(answerable.baseUrl).origin,
    organisation: () => "清河大学 Qinghe University",
    provider: provider ?? null,
    ...(answerable.sendNotice === null ? {} : { sendNotice: answerable.sendNotice }),
    onProblem: (problem) => problems.push(problem),
  });
  const app = webApp({
    desk,
    notificationDesk: answerable.notificationDesk,
    signInService: {
      accounts,
      isSecure: answerable.baseUrl.startsWith("https:"),
      origin: () => new URL(answerable.baseUrl).origin,
      suggested: config.settings.organisation,
    },
    api: apiRouter({
      desk,
      accounts,
      tokenPace: pace(paceOfToken(config.entriesPerMinute), clock),
      onProblem: (problem) => problems.push(problem),
    }),
    operations: quiet,
    live: openLive({ reads: answerable.storage.changes, now: () => clock.now() }),
    baseUrl: answerable.baseUrl,
    proxies,
    commandId: systemNewId,
    onProblem: (problem) => problems.push(problem),
  });
  listener = app;
  const shut = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await accounts.notices.close();
    await answerable.close();
    folder.remove();
  };
  return { ...answerable, app, accounts, clock, origin, problems, shut };
}

const quiet: Operations = {
  ready: async () => ({ ready: true, sentence: "ready" }),
  remarks: () => [],
  metrics: async () => ({ type: "text/plain", text: "" }),
};

/** A desk with an administrator who also has duty, li@example.test. */
export async function aDesk(options: DeskWorldOptions = {}): Promise<DeskWorld> {
  const desk = await aNewDesk(options);
  const first = { name: "李文", mail: "li@example.test", password: goodPassword, language: "en" } as const;
  const outcome = await desk.accounts.setUp.run(desk.accounts.setUp.code, desk.config.settings.organisation, first);
  if (outcome.outcome !== "done") throw new Error(outcome.outcome);
  await desk.accounts.members.setRoles("li", ["administrator", "duty-officer"], "system");
  return desk;
}

/** A browser that keeps cookies, as one person's does. */
export class Browser {
  readonly #desk: Pick<DeskWorld, "origin">;
  readonly #headers: Readonly<Record<string, string>>;
  readonly cookies = new Map<string, string>();

  constructor(desk: Pick<DeskWorld, "origin">, headers: Readonly<Record<string, string>> = {}) {
    this.#desk = desk;
    this.#headers = headers;
  }

  get(path: string): Promise<Page> {
    return this.#ask(path, {});
  }

  post(path: string, fields: Fields, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    return this.#ask(path, { method: "POST", body, headers });
  }

  /** Fills in a form of the page at `path` and sends it. */
  async fill(path: string, fields: Fields, action = path): Promise<Page> {
    return this.send(await this.get(path), action, fields);
  }

  /** The same with a page that is already open. */
  send(page: Page, action: string, fields: Fields = {}, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
    return this.post(action, { ...formFields(page.text, action), ...fields }, headers);
  }

  signIn(mail: string, password = goodPassword): Promise<Page> {
    return this.fill("/sign-in", { mail, password });
  }

  async #ask(path: string, init: RequestInit): Promise<Page> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(`${this.#desk.origin}${path}`, {
      redirect: "manual",
      ...init,
      headers: { "accept-language": "en", cookie, ...this.#headers, ...(init.headers as Record<string, string>) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || line.includes("Expires=Thu, 01 Jan 1970")) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const location = response.headers.get("location");
    return { status: response.status, headers: response.headers, text: await response.text(), location };
  }
}
