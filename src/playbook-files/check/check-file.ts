/** What a schema cannot see: whether the names of a file lead somewhere and its parts fit together. */
import type { PlaybookFile } from "../../../machines/from-data/format/index.ts";
import { notYet } from "../../../machines/from-data/not-yet.ts";
import type { NoteFault } from "../fault.ts";
import { checkChart } from "./check-chart.ts";
import { checkClocks } from "./check-clocks.ts";
import { checkLinks } from "./check-links.ts";
import type { OtherFiles } from "../other-files.ts";
import { checkForms } from "./check-forms.ts";
import { checkNights } from "./check-nights.ts";
import { checkStates } from "./check-states.ts";
import { checkWords } from "./check-words.ts";
import { namesOf } from "./file-names.ts";

export function checkFile(file: PlaybookFile, others: OtherFiles, note: NoteFault): void {
  const names = namesOf(file);
  for (const check of [checkForms, checkStates, checkClocks, checkWords, checkNights]) check(names, note);
  checkLinks(names, others, note);
  checkChart(names, note);
  for (const { path, message } of notYet(file)) note(path, message);
}
