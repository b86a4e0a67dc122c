/** Another wall clock for a server in a process of its own; waiting stays real, and so does the time since boot unless it sleeps. */
import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL, fileURLToPath } from "node:url";

export class FakeClock {
  readonly environment: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #rate: string;
  #aheadMs: number;
  #sleptMs = 0;

  /** `aheadMs`: of this machine's clock. At another rate the wall runs faster from the start of the server on. */
  constructor(folder: string, { aheadMs = 0, rate = 1 }: { aheadMs?: number; rate?: number } = {}) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#rate = rate === 1 ? "" : ` x${rate}`;
    this.#aheadMs = aheadMs;
    this.#write();
    const library = execFileSync("faketime", ["-m", "-f", "+0", "printenv", "LD_PRELOAD"], { encoding: "utf8" }).trim();
    const bootClock = pathToFileURL(fileURLToPath(new URL("boot-clock.mjs", import.meta.url))).href;
    this.environment = {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: join(folder, "wall"),
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
      NO_FAKE_STAT: "1",
      NODE_OPTIONS: `--import=${bootClock}`,
      FAKE_BOOT_FILE: join(folder, "boot"),
    };
  }

  /** Somebody sets the clock on the wall. */
  step(ms: number): void {
    this.#aheadMs += ms;
    this.#write();
  }

  /** The machine sleeps and wakes: wall and boot have gone on together, and nobody's waiting has. */
  sleep(ms: number): void {
    this.#aheadMs += ms;
    this.#sleptMs += ms;
    this.#write();
  }

  #write(): void {
    this.#put("boot", String(this.#sleptMs / 1000));
    this.#put("wall", `${this.#aheadMs < 0 ? "-" : "+"}${Math.abs(this.#aheadMs) / 1000}${this.#rate}\n`);
  }

  /** Whoever reads it meanwhile gets the one or the other. */
  #put(name: string, text: string): void {
    const file = join(this.#folder, name);
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  }
}
