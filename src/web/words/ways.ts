import type { Language } from "../../../machines/playbook.ts";
import { enWays } from "./en/access-list.ts";
import type { WayWords } from "./way-words.ts";
import { zhWays } from "./zh/access-list.ts";

export const wayWords: Readonly<Record<Language, WayWords>> = { zh: zhWays, en: enWays };
