/** Reads a file and checks everything that can be checked without running it. */
import type { PlaybookFile } from "../../machines/from-data/format/index.ts";
import { checkFile } from "./check/check-file.ts";
import { inOrder, type Fault } from "./fault.ts";
import { readPlaybookFile, type PlaybookReading } from "./read-playbook-file.ts";

export function checkPlaybookFile(path: string, text: string): PlaybookReading {
  const reading = readPlaybookFile(path, text);
  if (reading.file === undefined) return reading;
  const faults = namingFaults(reading.file, reading);
  return faults.length === 0 ? reading : { faults, faultAt: reading.faultAt };
}

function namingFaults(file: PlaybookFile, { faultAt }: PlaybookReading): readonly Fault[] {
  const faults: Fault[] = [];
  checkFile(file, (at, message, part) => faults.push(faultAt(at, message, part)));
  return inOrder(faults);
}
