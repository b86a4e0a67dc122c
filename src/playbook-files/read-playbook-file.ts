/** Reads a playbook file: text to checked shape, or faults with their places. What names mean is checked afterwards. */
import { playbookFile, type PlaybookFile } from "../../machines/from-data/format/index.ts";
import { inOrder, type Fault, type NoteFault } from "./fault.ts";
import { notePersonFields } from "./person-fields.ts";
import { readYaml, type YamlFile } from "./read-yaml.ts";
import { parseBy } from "./schema-faults.ts";

export interface PlaybookReading {
  /** Left out when there are faults. */
  readonly file?: PlaybookFile;
  /** In the order of the file. */
  readonly faults: readonly Fault[];
  /** Places a fault of a later check. */
  readonly faultAt: YamlFile["faultAt"];
}

/** `path` is only what faults call the file; nothing is read from the disk. */
export function readPlaybookFile(path: string, text: string): PlaybookReading {
  const yaml = readYaml(path, text);
  if (yaml.faults.length > 0) return { faults: inOrder(yaml.faults), faultAt: yaml.faultAt };
  const faults: Fault[] = [];
  const note: NoteFault = (at, message, part) => faults.push(yaml.faultAt(at, message, part));
  notePersonFields(yaml.value, note);
  const file = parseBy(playbookFile, yaml.value, note);
  if (file === undefined || faults.length > 0) return { faults: inOrder(faults), faultAt: yaml.faultAt };
  return { file, faults: [], faultAt: yaml.faultAt };
}
