/** What moves from one database to another. Every table is either here or named in `leftBehind`; a test asks. */
import type { Columns, ColumnType } from "./dialect.ts";
import { decidedClockColumns } from "./stores/decided-clocks.ts";
import { linkColumns } from "./stores/link-rows.ts";
import { textColumns, titleWordColumns } from "./stores/texts.ts";
import { searchEntryColumns } from "./stores/search-entries.ts";
import {
  signOffColumns,
  instanceColumns,
  logColumns,
  messageColumns,
  outboxChangeColumns,
  timerColumns,
  timerFailureColumns,
} from "./stores/engine-rows.ts";

export interface CopiedTable {
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: Columns;
}

/**
 * A channel is proven to the desk that sent the test. Checkpoints of states are made anew where they are missed; leases belong to running programs, tries and steps to sign-ins under
 * way, links in notifications to the desk that sent them; what a search is read from follows its entries; the schema's version
 * comes from the migrations; what a database was made from is written anew for each; and the record's tree is computed from the
 * rows that were copied, which must then hold the checkpoints of the record that came with them.
 */
export const leftBehind: readonly string[] = [
  "acknowledge_links",
  "checkpoints",
  "channel_proofs",
  "desk_copies",
  "leases",
  "quarantine",
  "record_head",
  "record_tiles",
  "schema_version",
  "search_pairs",
  "search_pairs_config",
  "search_pairs_data",
  "search_pairs_idx",
  "sign_in_failures",
  "sign_in_steps",
  "write_checks",
];

/** Columns named in a row of words: `made_at#` is an integer, everything else a text. */
function columns(words: string): Columns {
  return words.split(" ").map((word): readonly [string, ColumnType] => {
    return word.endsWith("#") ? [word.slice(0, -1), "integer"] : [word, "text"];
  });
}

function table(name: string, key: string, rest: string): CopiedTable {
  return { name, key: key.replaceAll("#", "").split(" "), columns: columns(`${key} ${rest}`) };
}

const ofEngine: readonly CopiedTable[] = [
  { name: "log", key: ["position"], columns: [["position", "integer"], ...logColumns] },
  {
    name: "instances",
    key: ["number"],
    columns: [["number", "integer"], ...instanceColumns, ["sign_offs_since", "integer"], ["clocks_whole", "integer"]],
  },
  { name: "links", key: ["child"], columns: linkColumns },
  {
    name: "texts",
    key: ["position"],
    columns: [["position", "integer"], ...textColumns, ["erased_seq", "integer"]],
  },
  { name: "title_words", key: ["instance", "title"], columns: titleWordColumns },
  { name: "search_entries", key: ["position"], columns: [["position", "integer"], ...searchEntryColumns] },
  { name: "timers", key: ["instance", "key"], columns: [...timerColumns, ...timerFailureColumns] },
  { name: "decided_clocks", key: ["instance", "clock"], columns: decidedClockColumns },
  { name: "sign_offs", key: ["instance", "key", "by"], columns: signOffColumns },
  {
    name: "outbox",
    key: ["position"],
    columns: [["position", "integer"], ...messageColumns, ...outboxChangeColumns],
  },
];

const ofRecord: readonly CopiedTable[] = [table("record_checkpoints", "size# note", "made_at#")];

const ofPlaybooks: readonly CopiedTable[] = [table("playbook_texts", "digest", "text added_at#")];

const ofNotifications: readonly CopiedTable[] = [
  table("erased_messages", "message", "words"),
  table(
    "notifications",
    "message recipient",
    "instance address channel language subject body state attempts# answer sent_at#",
  ),
  table("deliveries", "message recipient channel", "instance state attempts# answer why instead_of first_at# last_at#"),
  table("resends", "message asked_at#", "asked_by"),
  table("webhooks", "person", "address secret earlier_secret earlier_until# service_secret off changed_at#"),
  table("keys", "name", "value made_at#"),
  table("publications", "instance", "noted_at#"),
  table("intake_keys", "id", "source shape mapping secret_hash made_at# made_by ended_at# used_at#"),
  table(
    "reports",
    "number#",
    "source sender_key title detail link place occurred_at# received_at# last_at# times# over_at# state incident# settled_at# settled_by",
  ),
  table("report_contacts", "report#", "contact received_at#"),
  table("calendar_addresses", "owner", "secret_hash made_at# used_at#"),
];

const ofAccounts: readonly CopiedTable[] = [
  table(
    "credentials",
    "person",
    "password_hash password_set_at# totp_secret totp_confirmed_at# totp_step# password_used_at#",
  ),
  table("contacts", "person kind", "address sign_in_key set_at#"),
  table("invitations", "secret_hash", "person made_by made_at# expires_at#"),
  table("sessions", "secret_hash", "id person way made_at# seen_at# expires_at# confirmed_at# agent address"),
  table("known_devices", "secret_hash", "person made_at# seen_at#"),
  table("passkeys", "id", "person public_key counter# transports label made_at# used_at#"),
  table("tokens", "secret_hash", "id person label scopes made_at# expires_at# used_at# revoked_at#"),
  table("outside_identities", "issuer subject", "person made_at# used_at# ended_at#"),
  table("account_notices", "id", "person name language what detail by_name at# channel address secret tries# next_at#"),
];

export const copiedTables: readonly CopiedTable[] = [
  ...ofEngine,
  ...ofRecord,
  ...ofPlaybooks,
  ...ofNotifications,
  ...ofAccounts,
];
