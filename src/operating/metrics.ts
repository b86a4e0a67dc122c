/** What the desk does in numbers, for Prometheus. A registry of its own, so that two desks in one process do not mix. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Observation } from "../engine/observations.ts";
import type { ClockStep } from "../kernel/clock-watch.ts";

/** What waits in the database. */
export interface Backlog {
  readonly timers: number;
  readonly quarantined: number;
  readonly waiting: number;
  readonly deadLettered: number;
}

const prefix = "answerable_";
const commitSeconds = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const latenessSeconds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 60, 600, 3_600, 86_400];
const requestSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const batchSizes = [1, 2, 4, 8, 16, 32, 64, 128, 256];

export class Metrics {
  readonly #registry = new Registry();
  readonly #lateness = this.#histogram(
    "timer_lateness_seconds",
    "Delay between due time and firing of a timer.",
    latenessSeconds,
  );
  readonly #commit = this.#histogram("commit_seconds", "How long a commit took.", commitSeconds);
  readonly #batch = this.#histogram("commit_works", "Commands, timers and outcomes in one commit.", batchSizes);
  readonly #requests = new Histogram({
    name: `${prefix}http_request_seconds`,
    help: "How long a request took, by its route.",
    labelNames: ["method", "route", "status"],
    buckets: requestSeconds,
    registers: [this.#registry],
  });
  readonly #commands = this.#counter("commands_total", "Answers to commands.", ["outcome"]);
  readonly #messages = this.#counter("messages_total", "Tries to send a message of the outbox.", ["outcome"]);
  readonly #failures = this.#counter("commit_failures_total", "Failed commits.", ["reason"]);
  readonly #queue = this.#gauge("commit_queue", "Queue length after the last commit.");
  readonly #timers = this.#gauge("timers_pending", "Pending timers.");
  readonly #quarantined = this.#gauge(
    "timers_quarantined",
    "Timers whose step failed until they were quarantined: a person must look at them.",
  );
  readonly #timerFailures = this.#counter("timer_failures_total", "Steps of due timers that failed.", ["quarantined"]);
  readonly #waiting = this.#gauge("messages_waiting", "Messages that are still to be sent.");
  readonly #deadLettered = this.#gauge("messages_dead_lettered", "Dead-lettered messages.");
  readonly #clockSteps = this.#counter("clock_steps_total", "Steps of the wall clock.", ["way"]);
  readonly #ready = this.#gauge("ready", "1 when a command could be recorded and a timer would fire.");
  readonly #backupAge = this.#gauge(
    "backup_age_seconds",
    "Since the last good backup; +Inf when none has been made here.",
  );
  readonly #leased = this.#gauge("loops_held", "1 if this node runs the timer and delivery loops.");

  readonly #recordSize = this.#gauge("record_rows", "Rows of the log that the record's tree holds.");
  readonly #recordLag = this.#gauge("record_lag_rows", "Rows of the log that the record's tree does not hold yet.");
  readonly #checkpoints = this.#counter("record_checkpoints_total", "Checkpoints of the record.", ["outcome"]);

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    // A rate needs a zero to start from.
    for (const outcome of ["accepted", "duplicate", "refused", "conflict"]) this.#commands.inc({ outcome }, 0);
    for (const outcome of ["delivered", "failed", "dead-lettered"]) this.#messages.inc({ outcome }, 0);
    for (const quarantined of ["false", "true"]) this.#timerFailures.inc({ quarantined }, 0);
    for (const outcome of ["signed", "failed"]) this.#checkpoints.inc({ outcome }, 0);
    for (const way of ["forward", "back"]) this.#clockSteps.inc({ way }, 0);
    this.#leased.set(1);
  }

  ready(isReady: boolean): void {
    this.#ready.set(isReady ? 1 : 0);
  }

  clockStepped({ stepMs }: ClockStep): void {
    this.#clockSteps.inc({ way: stepMs > 0 ? "forward" : "back" });
  }

  observe(seen: Observation): void {
    switch (seen.what) {
      case "answered":
        this.#queue.set(seen.queued);
        for (const [outcome, count] of Object.entries(seen.outcomes))
          if (count > 0) this.#commands.inc({ outcome }, count);
        for (const ms of seen.latenessMs) this.#lateness.observe(ms / 1_000);
        if (seen.commitMs === null) return;
        this.#commit.observe(seen.commitMs / 1_000);
        this.#batch.observe(seen.works);
        return;
      case "commit-failed":
        this.#failures.inc({ reason: seen.reason });
        return;
      case "tried":
        this.#messages.inc({ outcome: seen.outcome });
        return;
      case "timer-failed":
        this.#timerFailures.inc({ quarantined: String(seen.quarantined) });
        return;
      case "leased":
        this.#leased.set(seen.held ? 1 : 0);
        return;
      case "sequenced":
        this.#recordSize.set(seen.size);
        this.#recordLag.set(seen.lagRows);
        return;
      case "checkpoint":
        this.#checkpoints.inc({ outcome: seen.failed === null ? "signed" : "failed" });
        return;
      case "looked":
      case "witnessed":
      case "record-stopped":
    }
  }

  request(method: string, route: string, status: number, ms: number): void {
    this.#requests.observe({ method, route, status }, ms / 1_000);
  }

  /** `backupAgeMs` is null when there is no backup. */
  async text(
    backlog: Backlog | null,
    backupAgeMs: number | null,
  ): Promise<{ readonly type: string; readonly text: string }> {
    if (backlog !== null) {
      this.#timers.set(backlog.timers);
      this.#quarantined.set(backlog.quarantined);
      this.#waiting.set(backlog.waiting);
      this.#deadLettered.set(backlog.deadLettered);
    }
    this.#backupAge.set(backupAgeMs === null ? Infinity : backupAgeMs / 1_000);
    return { type: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  #histogram(name: string, help: string, buckets: number[]): Histogram {
    return new Histogram({ name: prefix + name, help, buckets, registers: [this.#registry] });
  }

  #counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name: prefix + name, help, labelNames, registers: [this.#registry] });
  }

  #gauge(name: string, help: string): Gauge {
    return new Gauge({ name: prefix + name, help, registers: [this.#registry] });
  }
}
