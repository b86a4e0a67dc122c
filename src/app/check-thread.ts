/** A thread that looks over playbook files: text, names, chart and nights, with nothing but the file before it. */
import { serveReads } from "../engine-host/serve-reads.ts";
import { checkFile, type Beside } from "../shelf/check-file.ts";
import { makeExplorer } from "./tasks/playbook-explorer.ts";

const explorer = makeExplorer();
serveReads({
  check: async (path: string, text: string, beside: Beside) => checkFile(path, text, beside, explorer),
});
