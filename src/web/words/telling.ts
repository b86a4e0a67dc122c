import type { Language } from "../../../machines/playbook.ts";
import { enTelling } from "./en/delivery.ts";
import type { TellingWords } from "./telling-words.ts";
import { zhTelling } from "./zh/delivery.ts";

export const tellingWords: Readonly<Record<Language, TellingWords>> = { zh: zhTelling, en: enTelling };
