/** The real terminal. */
import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";
import type { Terminal } from "./cli-context.ts";

export function processTerminal(): Terminal {
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    // Questions go to standard error, so that what is printed can still be piped away.
    interactive: process.stdin.isTTY && process.stderr.isTTY,
    readAll: () => text(process.stdin),
    ask: async (question) => {
      const reader = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await reader.question(question);
      } finally {
        reader.close();
      }
    },
  };
}
