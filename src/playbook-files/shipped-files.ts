/** The playbook files that come with the program: `machines/<id>/v1.yaml`. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

export interface ShippedFile extends TextFile {
  /** Where it lies. */
  readonly place: string;
}

const machines = join(import.meta.dirname, "../../machines");
const versionFile = /^v[1-9][0-9]{0,3}\.yaml$/;

/** In the order of their names, the oldest version first. */
export function shippedFiles(): readonly ShippedFile[] {
  return foldersIn(machines).flatMap((folder) =>
    readdirSync(join(machines, folder))
      .filter((name) => versionFile.test(name))
      .sort((one, other) => Number(one.slice(1, -5)) - Number(other.slice(1, -5)))
      .map((name) => {
        const place = join(machines, folder, name);
        return { path: `machines/${folder}/${name}`, place, text: readFileSync(place, "utf8") };
      }),
  );
}

const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
