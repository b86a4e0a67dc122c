import type { Language } from "../../../machines/playbook.ts";
import { en } from "./en.ts";
import type { Words } from "./words.ts";
import { zh } from "./zh.ts";

export type { Words } from "./words.ts";

export const wordsIn: Readonly<Record<Language, Words>> = { zh, en };
