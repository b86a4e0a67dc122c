/** What people wrote, beside the log, and the words of titles that a search looks through. */
import type { Batch, EngineStorage, InstanceRow, StoredText, TextName, TextRow } from "../../src/engine/ports.ts";
import { fold } from "../../src/kernel/fold.ts";
import { namesIn, refsIn, shownText, withTexts, type Erasure } from "../../src/kernel/text-refs.ts";
import { integer, integerOrNull, json, text, textOrNull } from "../columns.ts";
import type { Columns } from "../dialect.ts";
import { titleOf } from "./engine-rows.ts";

export const textColumns: Columns = [
  ["instance", "text"],
  ["ref", "text"],
  ["salt", "text"],
  ["text", "text"],
];

export function textValues({ instance, ref, salt, text: written }: TextRow): readonly string[] {
  return [instance, ref, salt, written];
}

export function toStoredText(row: Parameters<typeof text>[0]): StoredText {
  return {
    instance: text(row, "instance"),
    ref: text(row, "ref"),
    salt: textOrNull(row, "salt"),
    text: textOrNull(row, "text"),
    erasedSeq: integerOrNull(row, "erased_seq"),
    ...(typeof row["erased_event"] === "string" && { erasure: toErasure(row) }),
  };
}

/** As the log row says it that was read beside. */
function toErasure(row: Parameters<typeof text>[0]): Erasure {
  const event = json(row, "erased_event") as { readonly reason?: unknown };
  return {
    seq: integer(row, "erased_seq"),
    at: integer(row, "erased_at"),
    by: text(row, "erased_by"),
    reason: typeof event.reason === "string" ? event.reason : "",
  };
}

type Texts = EngineStorage["texts"];

/** What is shown of rows of several instances, in one question for all of them. */
export async function openedRows<Opened extends { readonly id: string }>(
  texts: Texts,
  rows: readonly Opened[],
): Promise<readonly Opened[]> {
  const names = rows.flatMap((row) => namesIn(row.id, row));
  if (names.length === 0) return rows;
  const found = await texts(names);
  return rows.map((row) => withTexts(row, shownText(found.filter(({ instance }) => instance === row.id))));
}

export const titleWordColumns: Columns = [
  ["instance", "text"],
  ["title", "text"],
  ["folded", "text"],
];

type TitleWords = readonly [instance: string, title: string, folded: string];

/**
 * The words of each title that a batch brings. A title whose texts were all written before is there already, and is left out;
 * of one that joins old and new texts the old ones are asked for.
 */
export async function titleWordsIn(
  batch: Pick<Batch, "inserted" | "updated" | "texts">,
  older: (names: readonly TextName[]) => Promise<readonly StoredText[]>,
): Promise<readonly TitleWords[]> {
  const fresh = new Map(batch.texts.map((row) => [row.ref, row.text]));
  const changed: readonly (InstanceRow & { readonly keepsSummary?: boolean })[] = [...batch.inserted, ...batch.updated];
  const titles = changed.flatMap((row) => {
    const title = row.keepsSummary === true ? null : titleOf(row);
    if (title === null) return [];
    const refs = [...refsIn(title)];
    const missing = refs.filter((ref) => !fresh.has(ref));
    if (refs.length > 0 && missing.length === refs.length) return [];
    return [{ instance: row.id, title, missing }];
  });
  const names = titles.flatMap(({ instance, missing }) => missing.map((ref) => ({ instance, ref })));
  const shown = shownText(names.length === 0 ? [] : await older(names));
  return titles.map(({ instance, title }) => {
    const words = withTexts(title, (ref) => fresh.get(ref) ?? shown(ref));
    return [instance, title, fold(words)];
  });
}
