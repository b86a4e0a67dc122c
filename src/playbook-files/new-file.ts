/** A new file out of one that there is: everything but its name, its version and where it came from. */
import { readYaml } from "./read-yaml.ts";

export function fileFrom(text: string, id: string): string {
  const { faultAt } = readYaml("", text);
  const lines = text.split("\n");
  const replace = (key: string, line: string) => {
    const place = faultAt([key], "", "key").line - 1;
    if (lines[place]?.startsWith(`${key}:`) === true) lines[place] = line;
  };
  replace("id", `id: ${id}`);
  replace("version", "version: 1");
  return lines.join("\n");
}
