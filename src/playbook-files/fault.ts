/** What is wrong with a playbook file, and where: an author reads it beside the file. */
import { nearestName } from "../kernel/nearest-name.ts";

export interface Fault {
  /** Of the file, as it was asked for. */
  readonly path: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Where a key or a value stands: object keys and places of lists, from the top. */
export type KeyPath = readonly (string | number)[];

/** `key`: at the name, for what is wrong about it; `value`: at what it holds. */
export type FaultPart = "key" | "value";

/** Notes a fault at a path of the file. */
export type NoteFault = (at: KeyPath, message: string, part?: FaultPart) => void;

/** `liaison-slip.yaml:131:22: there is no state "cheking"; did you mean checking?` */
export const formatFault = ({ path, line, column, message }: Fault): string => `${path}:${line}:${column}: ${message}`;

/** `; did you mean checking?`, or the few that there are, or nothing. */
export function didYouMean(given: string, known: Iterable<string>): string {
  const all = [...new Set(known)];
  const nearest = nearestName(given, all);
  if (nearest !== null) return `; did you mean ${nearest}?`;
  return all.length > 0 && all.length <= listedMax ? `; there is ${all.join(", ")}` : "";
}

const listedMax = 12;

/** A value as an author reads it back, short. */
export function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return `"${text.length > shownMax ? `${text.slice(0, shownMax)}…` : text}"`;
}

const shownMax = 60;

/** In the order of the file, none twice, and not more than anybody reads. */
export function inOrder(faults: readonly Fault[]): readonly Fault[] {
  const sorted = [...faults].sort((a, b) => a.line - b.line || a.column - b.column);
  const seen = new Set<string>();
  return sorted
    .filter((fault) => {
      const text = formatFault(fault);
      return seen.has(text) ? false : seen.add(text);
    })
    .slice(0, faultsMax);
}

const faultsMax = 50;
