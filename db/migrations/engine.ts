/** The tables that an engine needs, whoever has it. */
import { engineTables } from "./0001-engine-tables.ts";
import { leases } from "./0003-leases.ts";
import { parkedMessages } from "./0004-parked-messages.ts";
import { hands } from "./0008-hands.ts";
import { foldedTitles } from "./0016-folded-titles.ts";
import { timersThatFail } from "./0018-timers-that-fail.ts";
import { writeChecks } from "./0019-write-checks.ts";
import { quarantine } from "./0020-quarantine.ts";
import { rowWords } from "./0022-row-words.ts";
import { titlesFoldedFurther } from "./0025-titles-folded-further.ts";
import { signOffs } from "./0026-sign-offs.ts";
import { textsApart } from "./0027-texts-apart.ts";
import { erasure } from "./0029-erasure.ts";
import { record } from "./0028-record.ts";
import { checkpoints } from "./0032-checkpoints.ts";
import { searchEntries } from "./0033-search-entries.ts";
import { links } from "./0036-links.ts";
import { actingAs } from "./0040-acting-as.ts";
import { decidedClocks } from "./0053-decided-clocks.ts";
import type { Migration } from "./migration.ts";

/** In the order in which they are applied. */
export const engineMigrations: readonly Migration[] = [
  engineTables,
  leases,
  parkedMessages,
  hands,
  foldedTitles,
  timersThatFail,
  writeChecks,
  quarantine,
  rowWords,
  titlesFoldedFurther,
  signOffs,
  textsApart,
  erasure,
  record,
  checkpoints,
  searchEntries,
  links,
  actingAs,
  decidedClocks,
];
