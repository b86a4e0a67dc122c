/** The format as JSON Schema 2020-12, for editors: completion, and what is wrong underlined while one writes. */
import { z } from "zod";
import { playbookFile } from "../../machines/from-data/format/index.ts";

/** One definition a line: short enough for an editor to fetch, and a change of it can be read. */
export function playbookJsonSchema(): string {
  const {
    $defs = {},
    properties = {},
    ...rest
  } = z.toJSONSchema(playbookFile, { io: "input", unrepresentable: "any" });
  const head = Object.entries({ title: "Answerable playbook, format 1", ...rest });
  const lines = [
    ...head.map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`),
    `  "properties": {\n${membersOf(properties)}\n  }`,
    `  "$defs": {\n${membersOf($defs)}\n  }`,
  ];
  return `{\n${lines.join(",\n")}\n}\n`;
}

const membersOf = (members: Readonly<Record<string, unknown>>): string =>
  Object.entries(members)
    .map(([name, schema]) => `    ${JSON.stringify(name)}: ${JSON.stringify(schema)}`)
    .join(",\n");
