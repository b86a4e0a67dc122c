/**
 * Looks after the file of an open database once a second: are its files where they were, and how far has the log come? Says so
 * once when they are not, and keeps the mark of the log beside the database.
 */
import { StorageUnavailableError } from "../src/engine/failures.ts";
import { steadyClock } from "../src/kernel/clock.ts";
import { Loop } from "../src/kernel/loop.ts";
import { markOf, writeMark, type Mark } from "./high-water-mark.ts";
import type { Reader } from "./statement.ts";

const lookEveryMs = 1_000;

export interface FileWatch {
  /** Writes the mark a last time. */
  stop(): Promise<void>;
}

export interface WatchedFile {
  readonly place: string;
  readonly reader: Reader;
  /** What has become of the files; null while they are in place. */
  readonly whyLost: () => string | null;
  /** False: whoever only reads leaves the mark as it is. */
  readonly keepsMark: boolean;
  /** Hears of lost files once, and once of a mark that cannot be written. */
  readonly onProblem: (problem: unknown) => void;
}

export function watchFile({ place, reader, whyLost, onProblem, keepsMark }: WatchedFile): FileWatch {
  let known: Mark | null = null;
  let isLost = false;
  let hasFailed = false;
  const lookAtFiles = (): boolean => {
    const why = whyLost();
    if (why !== null && !isLost) onProblem(new StorageUnavailableError("broken", why));
    isLost ||= why !== null;
    return !isLost;
  };
  const keepMark = async (): Promise<void> => {
    if (!keepsMark) return;
    const mark = await markOf(reader);
    // In a folder that was exchanged it would be the mark of another database.
    if (mark === null || mark.position === known?.position || !lookAtFiles()) return;
    await writeMark(place, mark);
    known = mark;
    hasFailed = false;
  };
  const failed = (error: unknown) => {
    if (!hasFailed) onProblem(error);
    hasFailed = true;
  };
  const look = async () => {
    if (lookAtFiles()) await keepMark().catch(failed);
  };
  const loop = new Loop({ clock: steadyClock, look, pauseMaxMs: lookEveryMs, onProblem: failed });
  loop.run();
  return {
    stop: async () => {
      await loop.stop();
      await look();
    },
  };
}
