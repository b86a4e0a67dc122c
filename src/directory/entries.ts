/** The parts of the directory: people, absences, layers and their rotations. */
export type {
  Absence,
  ChannelKind,
  Holding,
  LadderRecipient,
  Override,
  PersonRecord,
  QuietHours,
  RosterLayer,
  Rotation,
  Shift,
  Signature,
  Swap,
  Unit,
  Weekday,
} from "../../machines/organisation/context.ts";
