/** The files that the program brings along, by the playbook that each of them is. */
import { behaviourOf } from "../../machines/from-data/behaviour.ts";
import { playbookKey } from "../../machines/playbook.ts";
import { readShippedFile } from "../playbook-files/parsed-files.ts";
import { shippedFiles } from "../playbook-files/shipped-files.ts";
import { textDigest } from "./text-digest.ts";

export interface ShippedText {
  readonly path: string;
  readonly text: string;
  readonly digest: string;
  readonly behaviour: string;
}

let known: ReadonlyMap<string, ShippedText> | null = null;

export function shippedTexts(): ReadonlyMap<string, ShippedText> {
  known ??= new Map(
    shippedFiles().map((shipped) => {
      const file = readShippedFile(shipped);
      const { path, text } = shipped;
      return [playbookKey(file), { path, text, digest: textDigest(text), behaviour: behaviourOf(file) }];
    }),
  );
  return known;
}
