import type { Language } from "../../../machines/playbook.ts";
import { en } from "./en/index.ts";
import type { Words } from "./words.ts";
import { zh } from "./zh/index.ts";

export type { Words } from "./words.ts";

export const wordsIn: Readonly<Record<Language, Words>> = { zh, en };
