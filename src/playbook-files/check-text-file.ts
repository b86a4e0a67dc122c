/** Checks a playbook that stands in a file: text, names, chart, and then its nights through the engine's own decisions. */
import { playbookFromData } from "../../machines/from-data/index.ts";
import type { Playbook } from "../../machines/playbook.ts";
import type { Person } from "../directory/person.ts";
import type { Explorer } from "../playbook/explorer.ts";
import { checkPlaybookFile } from "./check-playbook-file.ts";
import type { PlaybookReading } from "./read-playbook-file.ts";
import { inOrder, type Fault } from "./fault.ts";
import { othersWith } from "./other-files.ts";
import { playersWith } from "./nights/cast.ts";
import { anyOffice, runNights } from "./nights/run-nights.ts";
import type { TextFile } from "./shipped-files.ts";

export interface FileReport {
  readonly path: string;
  /** Null when the file cannot be read. */
  readonly file: NonNullable<PlaybookReading["file"]> | null;
  /** Places a fault of a later check. */
  readonly faultAt: PlaybookReading["faultAt"];
  /** Null when the file cannot be used. */
  readonly playbook: Playbook | null;
  readonly nights: number;
  readonly faults: readonly Fault[];
}

interface Parts {
  readonly people: readonly Person[];
  readonly explorer: Explorer;
  /** Files of the office that it may link. */
  readonly own?: readonly TextFile[];
}

export function checkTextFile({ path, text }: TextFile, { people, explorer, own = [] }: Parts): FileReport {
  const { file, faults, faultAt } = checkPlaybookFile(path, text, othersWith(own));
  if (file === undefined) return { path, file: null, faultAt, playbook: null, nights: 0, faults };
  const playbook = playbookFromData(file);
  const found: Fault[] = explorer
    .objections(playbook)
    .map((why) => faultAt([], `the engine does not accept it: ${why}`));
  if (found.length === 0)
    runNights({ file, playbook, explorer, calendar: anyOffice, people: playersWith(people) }, (at, message, part) => {
      found.push(faultAt(at, message, part));
    });
  return { path, file, faultAt, playbook, nights: file.scenarios.length, faults: inOrder(found) };
}
