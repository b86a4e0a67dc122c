/** Watches a server at work: what its engine tells and what its clients ask, into the log, the metrics and the readiness. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { QuarantinedRow } from "../kernel/unreadable-row.ts";
import type { Observation } from "../engine/observations.ts";
import type { ClockStep, ClockStepError } from "../kernel/clock-watch.ts";
import { steadyClock } from "../kernel/clock.ts";
import type { NewId } from "../kernel/ids.ts";
import { ClockSteps } from "./clock-steps.ts";
import type { Log } from "./log.ts";
import type { Look } from "./look-through.ts";
import { Metrics, type Backlog } from "./metrics.ts";
import { RecordWatch } from "./record-watch.ts";
import { Readiness, type Ready, type Trouble } from "./readiness.ts";

export interface WatchedStorage {
  /** Throws what is wrong: it does not answer, or its schema is another. */
  check(): Promise<void>;
  /** Throws what keeps so many bytes from being written. */
  checkWrite(bytes: number): Promise<void>;
  backlog(): Promise<Backlog>;
}

/** Counting what waits takes a moment when it is much, so it is not done anew for everybody who asks. */
const backlogKeptMs = 10_000;
/**
 * A page and whoever asks whether it lives may be told what was true so long ago. With the two seconds in which a loop is missed
 * or an answer of the storage is waited for, everybody is told within five.
 */
const keptMs = 3_000;
const healthzWaitsMs = 500;
const notFoundOut: Ready = {
  ready: false,
  trouble: "silent",
  sentence: `The database has not answered within ${healthzWaitsMs} ms.`,
};
/** Of what a look has found, so much is logged; `verify` says all. */
const toldMax = 20;
const pathLengthMax = 200;
/** Asked every few seconds by programs. */
const quietPaths = /^\/(healthz|readyz|metrics|live|static\/.*)$/;

export class Telemetry {
  readonly #log: Log;
  readonly #newId: NewId;
  readonly #metrics = new Metrics();
  readonly #readiness = new Readiness(steadyClock);
  readonly #record = new RecordWatch();
  readonly #clockSteps = new ClockSteps<ClockStepError>(steadyClock);
  #wrong: readonly QuarantinedRow[] = [];
  #storage: WatchedStorage | null = null;
  #backlog: { readonly at: number; readonly value: Backlog } | null = null;
  #holdsLoops = false;
  readonly #backupAgeMs: () => number | null;

  /** `backupAgeMs`: since the last good backup; null: there is none. */
  constructor(log: Log, newId: NewId, backupAgeMs: () => number | null) {
    this.#log = log;
    this.#newId = newId;
    this.#backupAgeMs = backupAgeMs;
  }

  /** `record`: what was found of the record at the start. */
  attach(storage: WatchedStorage, record: { readonly what: string } | null = null): void {
    if (record?.what === "nothing-outside") this.#record.nothingOutside();
    this.#storage = storage;
    this.#readiness.attach(storage);
  }

  /** The desk has been asked to stop, or a part of it has failed. */
  closing(hasFailed: boolean): void {
    this.#readiness.closing(hasFailed);
  }

  observe = (seen: Observation): void => {
    this.#metrics.observe(seen);
    this.#readiness.observe(seen);
    this.#record.observe(seen);
    if (seen.what === "record-stopped") this.#log.error("record-stopped", { sentence: seen.sentence });
    if (seen.what === "commit-failed") {
      const { works, reason, sentence } = seen;
      if (reason === "broken") this.#log.error("commit-failed", { reason, works, sentence });
      else this.#log.repeating("warn", "commit-failed", { reason, works, sentence });
    } else if (seen.what === "tried" && seen.outcome !== "delivered") {
      const level = seen.outcome === "dead-lettered" ? "warn" : "info";
      this.#log.repeating(level, `notification-${seen.outcome}`, { message: seen.message });
    } else if (seen.what === "leased") {
      if (seen.held !== this.#holdsLoops) this.#log.info(seen.held ? "loops-taken" : "loops-left");
      this.#holdsLoops = seen.held;
    }
  };

  /** The desk shows what there is and records nothing. */
  readOnly(sentence: string): void {
    this.#readiness.readOnly(sentence);
    this.#log.error("read-only", { why: sentence });
  }

  /** Everything that is stored has been looked through. */
  looked = (looked: { readonly found: Look } | { readonly failed: unknown }): void => {
    if ("failed" in looked) {
      this.#log.warn("look-failed", { sentence: String(looked.failed) });
      return;
    }
    const { damage, wrong } = looked.found;
    this.#wrong = wrong;
    this.#readiness.damaged(damage[0] ?? null);
    for (const sentence of damage.slice(0, toldMax)) this.#log.error("damaged", { sentence });
    for (const { table, key, why } of wrong.slice(0, toldMax)) this.#log.error("row-wrong", { table, key, why });
    this.#log.info("looked-through", { damaged: damage.length, rows: wrong.length });
  };

  /** Rows that do not fit, as the last look has found them. */
  wrong = (): readonly QuarantinedRow[] => this.#wrong;

  clockStepped(step: ClockStepError): void {
    this.#metrics.clockStepped(step);
    this.#clockSteps.add(step);
  }

  clockSteps = (): readonly ClockStep[] => this.#clockSteps.recent();

  /** What a person should know although the server does its work. */
  remarks(): readonly string[] {
    const steps = this.#clockSteps.recent();
    return [
      ...steps.map(({ message, at }) => `${message} Seen at ${new Date(at).toISOString()}.`),
      ...this.#record.remarks(),
    ];
  }

  /** Names the request, and tells of it when it is over. */
  request(request: IncomingMessage, response: ServerResponse): void {
    const id = this.#newId();
    const startedAt = steadyClock.now();
    // Now, because the web's router shortens the address on its way.
    const { method = "", url = "" } = request;
    const path = withoutSecrets(url.split("?", 1)[0] ?? "").slice(0, pathLengthMax);
    response.setHeader("X-Request-Id", id);
    response.once("close", () => {
      const ms = steadyClock.now() - startedAt;
      const status = response.statusCode;
      // How long somebody keeps a page open says nothing of how quick the server is.
      if (!isStream(response))
        this.#metrics.request(methods.has(method) ? method : "other", routeOf(request, path), status, ms);
      const fields = { request: id, method, path, status, ms: Math.round(ms * 10) / 10, ...actorOf(response) };
      const level = status >= 500 ? "warn" : quietPaths.test(path) ? "debug" : "info";
      this.#log[level]("request", response.writableFinished ? fields : { ...fields, cutShort: true });
    });
  }

  ready(): Promise<Ready> {
    return this.#readiness.ask();
  }

  /**
   * For whoever asks whether it lives, and gives up soon: what is a few seconds old will do, and what has not been found out in
   * a moment is said to be so.
   */
  notReady = async (): Promise<string | null> => {
    const waited = new Promise<Ready>((resolve) => steadyClock.after(healthzWaitsMs, () => resolve(notFoundOut)));
    const answer = this.#freshAnswer() ?? (await Promise.race([this.#readiness.ask(), waited]));
    return answer.ready ? null : answer.sentence;
  };

  /**
   * For every page. What is a few seconds old will do, and is found out anew meanwhile, so that a slow disk does not make pages
   * slow; a page that comes after a quiet time waits for the answer.
   */
  trouble = async (): Promise<Trouble | null> => {
    const answer = this.#freshAnswer() ?? (await this.#readiness.ask());
    return answer.ready ? null : answer.trouble;
  };

  /** Null: it is too old. */
  #freshAnswer(): Ready | null {
    const last = this.#readiness.recent();
    if (last === null || steadyClock.now() - last.at > keptMs) return null;
    // It never fails: what is wrong is the answer.
    void this.#readiness.ask();
    return last.answer;
  }

  /** Without what waits in the database when that does not answer. */
  async metrics(): Promise<{ readonly type: string; readonly text: string }> {
    this.#metrics.ready((await this.#readiness.ask()).ready);
    return this.#metrics.text(await this.#countBacklog().catch(() => null), this.#backupAgeMs());
  }

  async #countBacklog(): Promise<Backlog | null> {
    const now = steadyClock.now();
    if (this.#storage === null) return null;
    if (this.#backlog === null || now - this.#backlog.at > backlogKeptMs)
      this.#backlog = { at: now, value: await this.#storage.backlog() };
    return this.#backlog.value;
  }
}

/** Whoever has such an address may do what it is for, so it is not written down; in whatever case the router would take it. */
const secretPaths = /\/(invitation|acknowledge|calendar)\/+[^/]+/gi;

function withoutSecrets(path: string): string {
  return path.replace(secretPaths, "/$1/[secret]");
}

function isStream(response: ServerResponse): boolean {
  return String(response.getHeader("Content-Type")).startsWith("text/event-stream");
}

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Who asked, where the web found out: a person's id. What they were refused is then theirs in the log. */
function actorOf(response: ServerResponse): { readonly person?: string } {
  const { locals } = response as { locals?: { actor?: unknown } };
  return typeof locals?.actor === "string" ? { person: locals.actor } : {};
}

/** The pattern that the web's router found, so that a million incidents are one line of metrics. */
function routeOf(request: IncomingMessage, path: string): string {
  const { baseUrl = "", route } = request as { baseUrl?: string; route?: { path?: unknown } };
  if (typeof route?.path === "string") return baseUrl + route.path;
  return path.startsWith("/static/") ? "/static" : "none";
}
