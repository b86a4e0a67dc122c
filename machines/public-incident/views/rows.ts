/** Rows of what a page shows, each left out when there is nothing to say. */
import type { FactSheet, Text } from "../../playbook.ts";

type Row = FactSheet["rows"][number];

export const said = (label: Text, text: string | null): readonly Row[] =>
  text === null || text === "" ? [] : [{ label, value: { kind: "text", text } }];
export const words = (label: Text, text: Text): readonly Row[] => [{ label, value: { kind: "words", text } }];
export const moment = (label: Text, at: number | null): readonly Row[] =>
  at === null ? [] : [{ label, value: { kind: "instant", at } }];
export const person = (label: Text, id: string): readonly Row[] => [{ label, value: { kind: "person", id } }];
export const both = (zh: string, en: string): Text => ({ zh, en });
