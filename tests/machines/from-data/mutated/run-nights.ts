/** Runs the nights of the shipped files with the library beside it, and ends with 7 when one of them goes otherwise. */
import { makeExplorer } from "../../../../src/app/tasks/playbook-explorer.ts";
import { checkTextFile } from "../../../../src/playbook-files/check-text-file.ts";
import { shippedFiles } from "../../../../src/playbook-files/shipped-files.ts";

const explorer = makeExplorer();
const fails = shippedFiles().some((file) => {
  try {
    return checkTextFile(file, { people: [], explorer }).faults.length > 0;
  } catch {
    return true;
  }
});
process.exitCode = fails ? 7 : 0;
