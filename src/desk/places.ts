/**
 * Where a page of a list ends, as an address and the API carry it: the next page begins behind that place, wherever the rows
 * before it have gone. Whoever reads it need not know what stands in it.
 */
import type { IncidentQuery, Place } from "./ports.ts";

const newest = /^n\.(\d{1,15})$/;
const deadline = /^d\.([01])\.(-?\d{1,16}|x)\.(-?\d{1,4})\.(\d{1,15})$/;

export function placeText({ open, dueAt, gradeRank, number }: Place, sort: IncidentQuery["sort"]): string {
  if (sort === "newest") return `n.${String(number)}`;
  return `d.${open ? "1" : "0"}.${dueAt === null ? "x" : String(dueAt)}.${String(gradeRank)}.${String(number)}`;
}

/** Null: it is no place in a list of this order. */
export function readPlace(text: string, sort: IncidentQuery["sort"]): Place | null {
  if (sort === "newest") {
    const [, number] = newest.exec(text) ?? [];
    return number === undefined ? null : { open: false, dueAt: null, gradeRank: 0, number: Number(number) };
  }
  const [, open, dueAt, gradeRank, number] = deadline.exec(text) ?? [];
  if (open === undefined) return null;
  return {
    open: open === "1",
    dueAt: dueAt === "x" ? null : Number(dueAt),
    gradeRank: Number(gradeRank),
    number: Number(number),
  };
}
