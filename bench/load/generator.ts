/**
 * The load generator: a process of its own, raw keep-alive sockets, one request at a time on each. It does as little as it
 * can, for it shares the machine with what it measures.
 */
import { connect, type Socket } from "node:net";
import { percentile } from "../measure.ts";
import type { LoadJob, LoadRequest, LoadResult } from "./job.ts";

process.on("message", (job: LoadJob) => {
  void run(job).then((result) => process.send?.(result));
});

async function run(job: LoadJob): Promise<LoadResult> {
  const latencies: number[] = [];
  const refused: Record<string, number> = {};
  const until = performance.now() + job.measureMs;
  const isOver = () => performance.now() >= until;
  const note = (status: string, startedAt: number) => {
    if (isOver()) return;
    latencies.push(performance.now() - startedAt);
    if (!status.startsWith("2")) refused[status] = (refused[status] ?? 0) + 1;
  };
  const driving: Driving = { next: requestMaker(job), note, isOver };
  await Promise.all(Array.from({ length: job.connections }, () => drive(job, driving)));
  return {
    answered: latencies.length,
    perSecond: (latencies.length / job.measureMs) * 1000,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    max: percentile(latencies, 1),
    refused,
  };
}

interface Driving {
  readonly next: () => string;
  readonly note: (status: string, startedAt: number) => void;
  readonly isOver: () => boolean;
}

/** Resolves when the time is over; rejects when the server hangs up. */
function drive({ port, pauseMs = 0 }: LoadJob, { next, note, isOver }: Driving): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let startedAt = 0;
    const send = () => {
      if (isOver()) {
        socket.destroy();
        resolve();
        return;
      }
      startedAt = performance.now();
      socket.write(next(), "utf8");
    };
    socket.once("connect", send);
    onAnswers(socket, (status) => {
      note(status, startedAt);
      if (pauseMs > 0) setTimeout(send, pauseMs);
      else send();
    });
    socket.once("error", reject);
    socket.once("end", () => {
      reject(new Error("the server hung up"));
    });
  });
}

/** Finds the end of each answer by its Content-Length. */
function onAnswers(socket: Socket, answered: (status: string) => void): void {
  let held: Buffer = Buffer.alloc(0);
  let wanted = -1;
  let status = "";
  socket.on("data", (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    if (wanted < 0) {
      const headEnd = held.indexOf("\r\n\r\n");
      if (headEnd < 0) return;
      const head = held.toString("latin1", 0, headEnd);
      status = head.slice(9, 12);
      wanted = headEnd + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    }
    if (held.length < wanted) return;
    held = held.subarray(wanted);
    wanted = -1;
    answered(status);
  });
}

/** Requests as text, by turns; each carries an Idempotency-Key of its own, as a careful client's would. */
function requestMaker({ requests, port }: LoadJob): () => string {
  const run = process.pid.toString(36) + performance.now().toString(36).replace(".", "");
  const templates = requests.map((request) => templateOf(request, port));
  let made = 0;
  return () => {
    made += 1;
    const template = templates[made % templates.length];
    if (template === undefined) throw new Error("a job without requests");
    return `${template.start}Idempotency-Key: ${run}-${made.toString(36)}\r\n${template.end}`;
  };
}

function templateOf({ method, path, headers = {}, body = "" }: LoadRequest, port: number) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const entity =
    body === "" ? [] : ["Content-Type: application/json\r\n", `Content-Length: ${Buffer.byteLength(body)}\r\n`];
  return {
    start: [`${method} ${path} HTTP/1.1\r\n`, `Host: 127.0.0.1:${port}\r\n`, ...lines].join(""),
    end: [...entity, "\r\n", body].join(""),
  };
}
