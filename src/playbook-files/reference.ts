/** The format as a page for authors, from the same schema that checks their files. */
import { z } from "zod";
import { playbookFile, reservedNames } from "../../machines/from-data/format/index.ts";

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: string | number | boolean;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** Markdown: the file first, then each of its parts. */
export function playbookReference(): string {
  const { $defs = {}, ...file } = z.toJSONSchema(playbookFile, { io: "input", unrepresentable: "any" });
  const parts = Object.entries($defs as Readonly<Record<string, Schema>>);
  const sections = parts.map(([name, schema]) => `## ${name}\n\n${schema.description ?? ""}\n${tableOf(schema)}`);
  return [
    head,
    tableOf(file as Schema),
    ...sections,
    `## Reserved names\n\nNo field may be called ${reservedNames.map(code).join(", ")}.\n`,
  ].join("\n");
}

const head = `# Reference of playbook files

Format 1, made from the schema by \`answerable playbook schema --markdown\`. [Writing a playbook](playbooks.md) begins with an example.
\`1+\` is one value or a list of them. What is not marked _needed_ may be left out.
`;

function tableOf({ properties = {}, required = [] }: Schema): string {
  const rows = Object.entries(properties).map(
    ([key, schema]) =>
      `| ${code(key)} | ${typeOf(schema)}${required.includes(key) ? " _needed_" : ""} | ${wordsOf(schema)} |`,
  );
  return rows.length === 0 ? "" : `\n| key | value | |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
}

/** What is meant rather than how it is checked. */
function typeOf(schema: Schema): string {
  const { $ref, type, anyOf, items, additionalProperties } = schema;
  if ($ref !== undefined) return linkTo($ref);
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.enum) return schema.enum.map((value) => code(String(value))).join(" ");
  if (anyOf) return alternatives(anyOf);
  if (type === "array") return `list of ${items ? typeOf(items) : "values"}`;
  if (typeof additionalProperties === "object") return `${typeOf(additionalProperties)} by name`;
  if (schema.properties) return `{ ${Object.keys(schema.properties).join(", ")} }`;
  return { string: "words", boolean: "true or false", integer: "number", number: "number" }[type ?? ""] ?? "value";
}

/** One, or a list of the same. */
function alternatives(all: readonly Schema[]): string {
  const [one, list] = all;
  const isOneOrMore =
    all.length === 2 && list?.type === "array" && one !== undefined && typeOf(list.items ?? {}) === typeOf(one);
  return isOneOrMore ? `1+ ${typeOf(one)}` : [...new Set(all.map(typeOf))].join(" or ");
}

const linkTo = (ref: string): string => {
  const name = ref.split("/").at(-1) ?? "";
  return `[${name}](#${name.toLowerCase()})`;
};

function wordsOf({ description = "", default: left }: Schema): string {
  const words = description.replaceAll("|", "\\|");
  if (typeof left !== "string" && typeof left !== "number" && left !== true) return words;
  return `${words} Left out: ${code(String(left))}.`.trim();
}

const code = (word: string): string => `\`${word}\``;
