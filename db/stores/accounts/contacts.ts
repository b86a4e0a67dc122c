import { unsealed, type Sealing } from "../../../src/kernel/sealing.ts";
import type { NoticeRow } from "../../../src/accounts/way-ports.ts";
import type { Contacts, ContactStore } from "../../../src/organisation/contacts.ts";
import { folded } from "../../../src/kernel/folded.ts";
import { text } from "../../columns.ts";
import { isMatched } from "../../precondition.ts";
import { putNotices } from "./notices.ts";
import type { Reader, Row, Writer } from "../../statement.ts";

/** Where people are reached. A mail address is also what they sign in with, in whatever case they write it. */
export function contactStore(reader: Reader, writer: Writer, sealing: Sealing = unsealed): ContactStore<NoticeRow> {
  return {
    of: async (person) => contactsOf(await reader.all("SELECT * FROM contacts WHERE person = ?", [person])),
    all: async () => {
      const rows = await reader.all("SELECT * FROM contacts ORDER BY person");
      const byPerson = grouped(rows);
      return new Map([...byPerson].map(([person, own]) => [person, contactsOf(own)]));
    },
    set: async (person, kind, address, at, notices = []) => {
      const told = putNotices(notices, sealing);
      if (address === null) {
        const sql = "DELETE FROM contacts WHERE person = ? AND kind = ?";
        await writer.run([{ sql, bindings: [person, kind] }, ...told]);
        return true;
      }
      const key = kind === "mail" ? signInKey(address) : null;
      // Nobody could sign in with it.
      if (kind === "mail" && key === null) return false;
      const bindings = [person, kind, address, key, at ?? null, key, person];
      return isMatched(writer.run([{ sql: setContact, bindings, must: { match: 1, otherwise: "stale" } }, ...told]));
    },
    personByMail: async (address) => {
      const key = signInKey(address);
      if (key === null) return null;
      const [row] = await reader.all("SELECT person FROM contacts WHERE sign_in_key = ?", [key]);
      return row ? text(row, "person") : null;
    },
  };
}

// Nothing is inserted when the address is somebody else's; of two who ask at once the unique key stops the second.
const setContact = `INSERT INTO contacts (person, kind, address, sign_in_key, set_at)
  SELECT ?, ?, ?, ?, CAST(? AS BIGINT) WHERE NOT EXISTS (SELECT 1 FROM contacts WHERE sign_in_key = ? AND person <> ?)
  ON CONFLICT (person, kind) DO UPDATE SET address = excluded.address, sign_in_key = excluded.sign_in_key,
    set_at = excluded.set_at
  RETURNING person`;

/** RFC 5321 lets an address have no more characters. */
const addressLengthMax = 254;

/** Null: too long to be an address. */
function signInKey(address: string): string | null {
  return folded(address, addressLengthMax);
}

function grouped(rows: readonly Row[]): Map<string, Row[]> {
  const byPerson = new Map<string, Row[]>();
  for (const row of rows) byPerson.set(text(row, "person"), [...(byPerson.get(text(row, "person")) ?? []), row]);
  return byPerson;
}

function contactsOf(rows: readonly Row[]): Contacts {
  const address = (kind: string) => {
    const row = rows.find((one) => text(one, "kind") === kind);
    return row ? text(row, "address") : null;
  };
  return { mail: address("mail"), phone: address("phone") };
}
