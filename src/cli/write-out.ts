import { writeFileSync } from "node:fs";
import type { CliContext } from "./cli-context.ts";

/** To the file, or to standard output when there is none. */
export function write({ terminal }: Pick<CliContext, "terminal">, out: string | undefined, text: string): void {
  if (out === undefined) terminal.out(text.trimEnd());
  else writeFileSync(out, text);
}
