/** The organisation as the rest of the program sees it: plain JSON, the fold of its own stream in the log. */
export type {
  Absence,
  ChannelKind,
  LadderRecipient,
  OrganisationContext as Directory,
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
