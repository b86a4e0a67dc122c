/** Everything that can be said of a playbook file without asking what is there already: plain data, so that a thread can answer it. */
import { behaviourOf } from "../../machines/from-data/behaviour.ts";
import type { Text } from "../../machines/playbook.ts";
import type { Explorer } from "../playbook/explorer.ts";
import { checkTextFile, type FileReport } from "../playbook-files/check-text-file.ts";
import { compareFiles, type Comparison } from "../playbook-files/compare-files.ts";
import { inOrder, type Fault } from "../playbook-files/fault.ts";
import { readPlaybookFile } from "../playbook-files/read-playbook-file.ts";
import type { TextFile } from "../playbook-files/shipped-files.ts";
import { textDigest } from "./text-digest.ts";

export interface CheckedFile {
  readonly path: string;
  readonly digest: string;
  /** In the order of the file; none: it can be used. */
  readonly faults: readonly Fault[];
  /** What it is; null when it cannot be read. */
  readonly is: FileFacts | null;
  /** Against the text that it would follow; null: there is none, or one of the two cannot be read. */
  readonly comparison: Comparison | null;
}

export interface FileFacts {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  readonly purpose: Text;
  /** Digest of what it does. */
  readonly behaviour: string;
  readonly states: number;
  readonly events: number;
  readonly clocks: number;
  readonly nights: readonly Night[];
  /** Where its id and its version stand. */
  readonly places: Readonly<Record<"id" | "version", Pick<Fault, "line" | "column">>>;
}

interface Night {
  readonly name: string;
  readonly steps: number;
}

/** What stands beside a file when it is looked over. */
export interface Beside {
  /** The text of the version that it would follow. */
  readonly before: string | null;
  /** Files of the office that it may link. */
  readonly own: readonly TextFile[];
}

export function checkFile(path: string, text: string, { before, own }: Beside, explorer: Explorer): CheckedFile {
  const { file, faults, playbook, faultAt } = checkTextFile({ path, text }, { people: [], explorer, own });
  const digest = textDigest(text);
  if (file === null) return { path, digest, faults, is: null, comparison: null };
  const states = playbook === null ? 0 : Object.keys(playbook.states).length;
  const placeOf = (key: "id" | "version") => {
    const { line, column } = faultAt([key], "");
    return { line, column };
  };
  const is = { ...factsOf(file), states, places: { id: placeOf("id"), version: placeOf("version") } };
  const earlier = before === null ? undefined : readPlaybookFile(path, before).file;
  return { path, digest, faults, is, comparison: earlier === undefined ? null : compareFiles(earlier, file) };
}

function factsOf(file: NonNullable<FileReport["file"]>): Omit<FileFacts, "states" | "places"> {
  const { id, version, title, purpose } = file;
  return {
    id,
    version,
    title,
    purpose,
    behaviour: behaviourOf(file),
    events: Object.keys(file.events).length,
    clocks: Object.keys(file.clocks).length + Object.keys(file.recurring).length,
    nights: nightsOf(file),
  };
}

export const nightsOf = ({ scenarios }: NonNullable<FileReport["file"]>): readonly Night[] =>
  scenarios.map(({ name, steps }) => ({ name, steps: steps.length }));

export const withFaults = (checked: CheckedFile, more: readonly Fault[]): CheckedFile =>
  more.length === 0 ? checked : { ...checked, faults: inOrder([...checked.faults, ...more]) };

/** A fault at the id or the version of a file. */
export function faultIn({ path, is }: CheckedFile, part: "id" | "version", message: string): Fault {
  return { path, ...(is?.places[part] ?? { line: 1, column: 1 }), message };
}
