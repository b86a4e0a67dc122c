/** The playbooks that a file may open: where a check looks for what a link names. */
import type { PlaybookFile } from "../../machines/from-data/format/index.ts";
import { playbooks as inCode } from "../../machines/registry.ts";
import { readShippedFile } from "./parsed-files.ts";
import { readPlaybookFile } from "./read-playbook-file.ts";
import { shippedFiles, type ShippedFile, type TextFile } from "./shipped-files.ts";

export interface OtherFiles {
  readonly ids: readonly string[];
  /** Those that are no files: only people open one of them. */
  readonly inCode: readonly string[];
  /** None: there is no such file. */
  versions(id: string): readonly number[];
  /** Null: there is none, or it cannot be read. */
  file(id: string, version: number): PlaybookFile | null;
}

const place = /^machines\/([a-z0-9-]{1,60})\/v([0-9]{1,4})\.yaml$/;

let shipped: OtherFiles | null = null;

/** Each is read when it is asked for. */
export function shippedOthers(): OtherFiles {
  shipped ??= among(shippedFiles());
  return shipped;
}

/** The shipped files and those of the office; of one version the office's text counts. One that cannot be read is none. */
export function othersWith(own: readonly TextFile[]): OtherFiles {
  const base = shippedOthers();
  const files = own.flatMap(({ path, text }) => readPlaybookFile(path, text).file ?? []);
  if (files.length === 0) return base;
  return {
    ids: [...new Set([...base.ids, ...files.map(({ id }) => id)])],
    inCode: base.inCode,
    versions: (id) => {
      const versions = files.filter((one) => one.id === id).map(({ version }) => version);
      return [...new Set([...base.versions(id), ...versions])].sort((a, b) => a - b);
    },
    file: (id, version) => files.find((one) => one.id === id && one.version === version) ?? base.file(id, version),
  };
}

function among(files: readonly ShippedFile[]): OtherFiles {
  const read = new Map<string, PlaybookFile>();
  const known = files.flatMap((one) => {
    const [, id = "", version = ""] = place.exec(one.path) ?? [];
    return id === "" ? [] : [{ id, version: Number(version), one }];
  });
  return {
    ids: [...new Set(known.map(({ id }) => id))],
    inCode: Object.values(inCode).map(({ id }) => id),
    versions: (id) => known.filter((found) => found.id === id).map(({ version }) => version),
    file: (id, version) => {
      const found = known.find((one) => one.id === id && one.version === version);
      if (!found) return null;
      const file = read.get(found.one.path) ?? readShippedFile(found.one);
      read.set(found.one.path, file);
      return file;
    },
  };
}
