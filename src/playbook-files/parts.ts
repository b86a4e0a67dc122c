/** The parts of a file by name, as the schema leaves them. */
import type { PlaybookFile } from "../../machines/from-data/format/index.ts";

export type Fields = PlaybookFile["opening"]["fields"];
export type FieldSpec = Fields[string];
export type Guard = NonNullable<FieldSpec["needed"]>;
export type EventSpec = PlaybookFile["events"][string];
export type ActorSpec = EventSpec["by"][number];
export type RecipientSpec = PlaybookFile["notifications"][string]["to"][number];
export type ClockSpec = PlaybookFile["clocks"][string];
export type RecurringSpec = PlaybookFile["recurring"][string];
export type StateSpec = PlaybookFile["states"][string];
export type Branch = NonNullable<StateSpec["on"]>[string][number];
export type Approval = NonNullable<StateSpec["approval"]>;
export type Night = PlaybookFile["scenarios"][number];
