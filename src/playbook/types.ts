/** What every door says of a form and of a row of the log. */
import type { Text } from "../../machines/playbook.ts";
import type { LogRow } from "../engine/log.ts";

/** Field errors by field name; "" is the form as a whole. */
export type FieldErrors = Readonly<Record<string, readonly Text[]>>;

/** One row of the log in words. */
export interface TimelineEntry {
  readonly seq: number;
  readonly at: number;
  readonly dueAt: number | null;
  readonly kind: LogRow["kind"];
  readonly title: Text;
  /** Person's name, or null for the system. */
  readonly by: string | null;
  /** The event's fields with their labels; instants are ms. */
  readonly fields: readonly {
    readonly label: Text;
    readonly value: string | readonly string[] | { readonly at: number } | Text;
  }[];
  readonly row: LogRow;
}
