/** Checks a playbook that stands in a file: text, names, chart, and then its nights through the engine's own decisions. */
import { playbookFromData } from "../../machines/from-data/index.ts";
import type { Playbook } from "../../machines/playbook.ts";
import type { Person } from "../directory/person.ts";
import type { Explorer } from "../playbook/explorer.ts";
import { checkPlaybookFile } from "../playbook-files/check-playbook-file.ts";
import { inOrder, type Fault } from "../playbook-files/fault.ts";
import { cast } from "../playbook-files/nights/cast.ts";
import { anyOffice, runNights } from "../playbook-files/nights/run-nights.ts";
import type { TextFile } from "../playbook-files/shipped-files.ts";

export interface FileReport {
  readonly path: string;
  /** Null when the file cannot be used. */
  readonly playbook: Playbook | null;
  readonly nights: number;
  readonly faults: readonly Fault[];
}

interface Parts {
  readonly people: readonly Person[];
  readonly explorer: Explorer;
}

export function checkTextFile({ path, text }: TextFile, { people, explorer }: Parts): FileReport {
  const { file, faults, faultAt } = checkPlaybookFile(path, text);
  if (file === undefined) return { path, playbook: null, nights: 0, faults };
  const playbook = playbookFromData(file);
  const found: Fault[] = explorer
    .objections(playbook)
    .map((why) => faultAt([], `the engine does not accept it: ${why}`));
  const players = [...cast, ...people.filter(({ id }) => !cast.some((one) => one.id === id))];
  if (found.length === 0)
    runNights({ file, playbook, explorer, calendar: anyOffice, people: players }, (at, message, part) => {
      found.push(faultAt(at, message, part));
    });
  return { path, playbook, nights: file.scenarios.length, faults: inOrder(found) };
}
