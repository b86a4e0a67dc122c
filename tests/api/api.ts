/** The API on an ephemeral loopback port, over the real desk; closes with `close`. */
import type { AddressInfo } from "node:net";
import express from "express";
import type { Playbook } from "../../machines/playbook.ts";
import type { Desk } from "../../src/desk/types.ts";
import { apiRouter } from "../../src/web/api/api-router.ts";
import { aDutyDesk, type DutyDesk } from "../support/duty-desk.ts";

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Api extends DutyDesk {
  readonly origin: string;
  readonly problems: unknown[];
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Reply>;
  /** Sends JSON; a string goes out as it is. */
  readonly post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Reply>;
  readonly close: () => Promise<void>;
}

/** `change` may put a broken desk in the place of the real one. */
export async function anApi(
  playbooks?: readonly Playbook[],
  change: (desk: Desk) => Desk = (desk) => desk,
): Promise<Api> {
  const night = await aDutyDesk(playbooks);
  const problems: unknown[] = [];
  const app = express();
  app.use("/api", apiRouter({ desk: change(night.desk), onProblem: (problem) => problems.push(problem) }));
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const ask = async (path: string, init: RequestInit): Promise<Reply> => {
    const response = await fetch(`${origin}${path}`, { redirect: "manual", ...init });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      type: response.headers.get("content-type") ?? "",
      body: (text === "" ? {} : JSON.parse(text)) as Reply["body"],
    };
  };
  const person = { "Answerable-Person": "officer", "Accept-Language": "en" };
  return {
    ...night,
    origin,
    problems,
    get: (path, headers = {}) => ask(path, { headers: { ...person, ...headers } }),
    post: (path, body, headers = {}) =>
      ask(path, {
        method: "POST",
        headers: { ...person, "Content-Type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await night.engine.close();
    },
  };
}
