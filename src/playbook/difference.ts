/** Two wordings word by word; in scripts that are written without spaces, character by character. */
import { diffArrays } from "diff";
import { erasedText } from "../kernel/text-refs.ts";

export interface Piece {
  readonly text: string;
  readonly change: "same" | "added" | "removed";
}

/** Past this many changed words two texts have little in common, and marks would help nobody (and cost too much). */
const changesMax = 600;

/** Ideographs and kana stand alone; other letters and digits make words; everything else stands alone. */
const token =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]\p{M}*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}][\p{M}]*)+|[\s\S]\p{M}*/gu;

/** Null when the texts differ too much to be compared. Without the removed pieces it is `now` to the letter. */
export function differenceOf(earlier: string, now: string): readonly Piece[] | null {
  // The mark of an erased text is one thing, and is not taken apart.
  if (earlier !== now && (earlier + now).includes(erasedText)) return null;
  const changes = diffArrays(earlier.match(token) ?? [], now.match(token) ?? [], { maxEditLength: changesMax });
  if (changes === undefined) return null;
  const pieces = changes.map(({ value, added, removed }): Piece => {
    return { text: value.join(""), change: added ? "added" : removed ? "removed" : "same" };
  });
  return inRuns(pieces);
}

/** What was replaced reads as one run: white space or a single sign between two changes belongs to both. */
function inRuns(pieces: readonly Piece[]): readonly Piece[] {
  const out: Piece[] = [];
  let [removed, added] = ["", ""];
  const end = () => {
    if (removed !== "") out.push({ text: removed, change: "removed" });
    if (added !== "") out.push({ text: added, change: "added" });
    [removed, added] = ["", ""];
  };
  pieces.forEach(({ text, change }, index) => {
    const isBetween =
      removed + added !== "" && index < pieces.length - 1 && text.trim().length <= 1 && !text.includes("\n");
    if (change === "same" && !isBetween) {
      end();
      out.push({ text, change });
    } else {
      if (change !== "added") removed += text;
      if (change !== "removed") added += text;
    }
  });
  end();
  return out;
}
