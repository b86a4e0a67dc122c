/**
 * Until people can sign in, whoever reaches the desk may act. So it answers only under its own names, and takes forms only
 * from its own pages: a name of somebody else's that leads to this machine, or a page that posts here, gets nothing.
 */
import type { Request, RequestHandler, Response } from "express";
import type { FailureName } from "../../playbook/codes.ts";

export interface OwnNames {
  /** Hosts with their port (`desk.example.org`, `desk.example.org:8443`) besides this machine's own names. */
  readonly hosts: readonly string[];
}

const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** `refuse` answers with a page. */
export function originCheck(
  names: OwnNames,
  refuse: (request: Request, response: Response, name: FailureName) => void,
): RequestHandler {
  const hosts = new Set(names.hosts.map((host) => host.toLowerCase()));
  return (request, response, next) => {
    const host = onlyHost(request);
    if (host === null || !isOurs(host, hosts)) {
      refuse(request, response, "foreignHost");
      return;
    }
    if (!isReading(request) && !comesFromHere(request, host)) {
      refuse(request, response, "foreignOrigin");
      return;
    }
    next();
  };
}

/** Two Host headers are a trick: the next one to read them may take the other. */
function onlyHost(request: Request): string | null {
  const hosts = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host");
  return hosts.length === 1 ? (request.headers.host ?? "").toLowerCase() : null;
}

function isOurs(host: string, hosts: ReadonlySet<string>): boolean {
  return hosts.has(host) || loopbackNames.has(host.replace(/:\d{1,5}$/, ""));
}

function isReading(request: Request): boolean {
  return request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS";
}

/** A program that is no browser sends neither header. `same-site` is another port of this machine: not us. */
function comesFromHere(request: Request, host: string): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
