/** Reads a file and checks everything that can be checked without running it. */
import type { PlaybookFile } from "../../machines/from-data/format/index.ts";
import { checkFile } from "./check/check-file.ts";
import { inOrder, type Fault } from "./fault.ts";
import { shippedOthers, type OtherFiles } from "./other-files.ts";
import { readPlaybookFile, type PlaybookReading } from "./read-playbook-file.ts";

/** `others`: what its links may name; left out, the shipped files. */
export function checkPlaybookFile(path: string, text: string, others: OtherFiles = shippedOthers()): PlaybookReading {
  const reading = readPlaybookFile(path, text);
  if (reading.file === undefined) return reading;
  const faults = namingFaults(reading.file, others, reading);
  return faults.length === 0 ? reading : { faults, faultAt: reading.faultAt };
}

function namingFaults(file: PlaybookFile, others: OtherFiles, { faultAt }: PlaybookReading): readonly Fault[] {
  const faults: Fault[] = [];
  checkFile(file, others, (at, message, part) => faults.push(faultAt(at, message, part)));
  return inOrder(faults);
}
