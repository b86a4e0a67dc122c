/** The text of a file as plain values, and where each of them stands. YAML 1.2, core: `on`, `no` and dates are strings. */
import { Composer, isMap, isScalar, isSeq, LineCounter, type Document, type Pair, type YAMLMap } from "yaml";
import { lineFault, textFault } from "../../machines/kit/characters.ts";
import type { Fault, FaultPart, KeyPath } from "./fault.ts";
import { sentenceOf } from "./yaml-errors.ts";
import { bytesMax, tokensOf, type TextFault } from "./yaml-tokens.ts";

export interface YamlFile {
  /** Undefined when the text could not be read. */
  readonly value?: unknown;
  readonly faults: readonly Fault[];
  /** The place of what stands at the path, or of the nearest thing above it. */
  readonly faultAt: (at: KeyPath, message: string, part?: FaultPart) => Fault;
  /** The node itself, for what rewrites a text; undefined: nothing is there. */
  readonly document?: Document.Parsed;
}

export function readYaml(path: string, text: string): YamlFile {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines.addNewLine(at + 1);
  const faultOf = ({ offset, message }: TextFault): Fault => {
    const { line, col } = lines.linePos(offset);
    return { path, line: Math.max(1, line), column: Math.max(1, col), message: message.slice(0, messageMax) };
  };
  const refuse = (faults: readonly TextFault[]): YamlFile => ({
    faults: faults.map(faultOf),
    faultAt: (_, message) => faultOf({ offset: 0, message }),
  });
  if (Buffer.byteLength(text) > bytesMax)
    return refuse([{ offset: 0, message: "a playbook file has at most 256 KiB" }]);
  const { tokens, faults: ofTokens } = tokensOf(text);
  if (ofTokens.length > 0) return refuse(ofTokens);
  const options = { version: "1.2", schema: "core", uniqueKeys: false, prettyErrors: false } as const;
  const [document, second] = [...new Composer(options).compose(tokens, true, text.length)] as Document.Parsed[];
  if (document === undefined) return refuse([{ offset: 0, message: "the file is empty" }]);
  const faults = document.errors
    .slice(0, errorsMax)
    .map(({ code, pos }) => ({ offset: pos[0], message: sentenceOf(code) }));
  if (second) faults.push({ offset: second.range[0], message: sentenceOf("MULTIPLE_DOCS") });
  if (faults.length > 0) return refuse(faults);
  const value = plainValue(document.contents, faults);
  if (faults.length > 0) return refuse(faults);
  return {
    value,
    faults: [],
    document,
    faultAt: (at, message, part = "value") => faultOf({ offset: offsetOf(document, at, part), message }),
  };
}

const errorsMax = 20;
/** A name in it may be of any length. */
const messageMax = 300;

/** Values of the document; what may not be among them is added to `faults`. */
function plainValue(node: unknown, faults: TextFault[]): unknown {
  if (isSeq(node)) return node.items.map((item) => plainValue(item, faults));
  if (isMap(node)) return plainMap(node, faults);
  if (!isScalar(node)) return null;
  if (typeof node.value === "string") {
    const fault = textFault(node.value);
    if (fault !== null) faults.push({ offset: startOf(node), message: lowerFirst(fault.en) });
  }
  return node.value;
}

function plainMap(map: YAMLMap, faults: TextFault[]): Record<string, unknown> {
  const values: [string, unknown][] = [];
  const seen = new Map<string, number>();
  for (const [index, pair] of map.items.entries()) {
    const key = keyOf(pair);
    const offset = startOf(pair.key);
    const wrong = wrongKey(key, seen);
    if (wrong !== null) faults.push({ offset, message: wrong });
    else if (isTail(map, index)) faults.push({ offset, message: tailMessage(map, index) });
    else values.push([key ?? "", plainValue(pair.value, faults)]);
    if (key !== null) seen.set(key, offset);
  }
  return Object.fromEntries(values);
}

function wrongKey(key: string | null, seen: ReadonlyMap<string, number>): string | null {
  if (key === null) return "a key has to be a word";
  if (prototypeNames.has(key)) return `"${key}" cannot be a name here`;
  if (seen.has(key)) return `"${key.slice(0, 60)}" stands twice here`;
  return lineFault(key) === null ? null : "a key has to be a word that can be seen";
}

const prototypeNames: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** As it is written: `1` and `true` are words as keys. */
function keyOf({ key }: Pair): string | null {
  if (!isScalar(key)) return null;
  const { source, value } = key;
  return typeof value === "string" ? value : (source ?? null);
}

/** Behind a comma inside { } there is a word and nothing else: a text was cut in two there. */
function isTail(map: YAMLMap, index: number): boolean {
  const { value } = map.items[index] as Pair;
  return (
    map.flow === true &&
    index > 0 &&
    (value === null || (isScalar(value) && value.value === null && value.source === ""))
  );
}

function tailMessage(map: YAMLMap, index: number): string {
  const before = map.items[index - 1] as Pair;
  const text = isScalar(before.value) ? String(before.value.value) : "…";
  return `inside { } a text with a comma needs quotes: ${keyOf(before) ?? ""}: "${text}, ${keyOf(map.items[index] as Pair) ?? ""}"`;
}

function offsetOf(document: Document.Parsed, at: KeyPath, part: FaultPart): number {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const [index, step] of at.entries()) {
    const isLast = index === at.length - 1;
    // One entry may stand without its list.
    if (typeof step === "number" && !isSeq(node)) continue;
    if (isSeq(node)) {
      const item: unknown = node.items[Number(step)];
      if (item === undefined) return offset;
      node = item;
      offset = startOf(node);
    } else if (isMap(node)) {
      const pair = node.items.find((one) => keyOf(one) === String(step));
      if (pair === undefined) return offset;
      node = pair.value;
      const isShown = isScalar(node) && node.source !== "" && (part === "value" || !isLast);
      offset = startOf(isShown ? node : pair.key);
    } else return offset;
  }
  return offset;
}

const startOf = (node: unknown): number =>
  typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range) ? Number(node.range[0]) : 0;

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
