import type { Work } from "./work.ts";

/** Work in one commit; more waits for the next. */
const batchMax = 256;
/** Of each commit, as much is kept for what is no timer: a person must not wait until a whole outage has been caught up with. */
const shareOfOthers = 64;

/**
 * What is decided and written next. When more waits than one commit takes, timers pass the commands of other instances, up to
 * the share that is kept for those: commands may come again, and time does not. Within an instance nothing passes anything.
 */
export function nextBatch<Queued extends { readonly work: Work }>(
  queue: readonly Queued[],
): { readonly next: readonly Queued[]; readonly later: Queued[] } {
  if (queue.length <= batchMax) return { next: queue, later: [] };
  const { timers, others } = timersApart(queue);
  const timersMax = Math.max(batchMax - shareOfOthers, batchMax - others.length);
  const first = timers.slice(0, timersMax);
  const late = timers.slice(timersMax);
  // A command behind a timer of its own instance waits together with it.
  const waiting = new Set(late.map(({ work }) => work.id));
  const second: Queued[] = [];
  const later: Queued[] = [];
  for (const queued of others) {
    const mayGo = second.length < batchMax - first.length && !waiting.has(queued.work.id);
    (mayGo ? second : later).push(queued);
    if (!mayGo) waiting.add(queued.work.id);
  }
  return { next: [...first, ...second], later: [...late, ...later] };
}

/** A timer that stands behind a command of its own instance stays behind it. */
function timersApart<Queued extends { readonly work: Work }>(queue: readonly Queued[]) {
  const timers: Queued[] = [];
  const others: Queued[] = [];
  const waiting = new Set<string>();
  for (const queued of queue) {
    const { kind, id } = queued.work;
    if (kind === "fire" && !waiting.has(id)) {
      timers.push(queued);
    } else {
      others.push(queued);
      waiting.add(id);
    }
  }
  return { timers, others };
}
