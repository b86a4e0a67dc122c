import { unsealed, type Sealing } from "../../../src/kernel/sealing.ts";
import type { NoticeRow, NoticeStore } from "../../../src/accounts/way-ports.ts";
import { integer, integerOrNull, text, textOrNull } from "../../columns.ts";
import type { Reader, Row, Statement, Writer } from "../../statement.ts";

/** Notices about accounts that have not arrived yet. Whatever has arrived is forgotten: it holds addresses. */
export function noticeStore(reader: Reader, writer: Writer, sealing: Sealing = unsealed): NoticeStore {
  return {
    put: async (notices) => {
      if (notices.length > 0) await writer.run(putNotices(notices, sealing));
    },
    due: async (now, limit) => {
      const sql = "SELECT * FROM account_notices WHERE next_at <= ? ORDER BY next_at, id LIMIT ?";
      return (await reader.all(sql, [now, limit])).map((row) => toNotice(row, sealing));
    },
    nextAt: async () => {
      const [row] = await reader.all("SELECT min(next_at) AS next FROM account_notices");
      return row ? integerOrNull(row, "next") : null;
    },
    claim: async ({ id, tries }, nextAt) => {
      const sql = "UPDATE account_notices SET tries = tries + 1, next_at = ? WHERE id = ? AND tries = ? RETURNING id";
      return (await writer.run([{ sql, bindings: [nextAt, id, tries] }])).length === 1;
    },
    remove: async (id) => {
      await writer.run([{ sql: "DELETE FROM account_notices WHERE id = ?", bindings: [id] }]);
    },
  };
}

export function putNotices(notices: readonly NoticeRow[], sealing: Sealing): readonly Statement[] {
  return notices.map((notice) => ({ sql: putNotice, bindings: valuesOf(notice, sealing) }));
}

const putNotice = `INSERT INTO account_notices
    (id, person, name, language, what, detail, by_name, at, channel, address, secret, tries, next_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

function valuesOf(notice: NoticeRow, sealing: Sealing): (string | number | null)[] {
  const { id, person, name, language, what, detail, by, at, channel, tries, nextAt } = notice;
  const address = sealing.seal(notice.address);
  const secret = notice.secret === null ? null : sealing.seal(notice.secret);
  return [id, person, name, language, what, detail, by, at, channel, address, secret, tries, nextAt];
}

/** One that was sealed with another key has no address, and is given up like any that cannot arrive. */
function toNotice(row: Row, sealing: Sealing): NoticeRow {
  const secret = textOrNull(row, "secret");
  return {
    id: text(row, "id"),
    person: text(row, "person"),
    name: text(row, "name"),
    language: text(row, "language") as NoticeRow["language"],
    what: text(row, "what"),
    detail: text(row, "detail"),
    by: textOrNull(row, "by_name"),
    at: integer(row, "at"),
    channel: text(row, "channel") as NoticeRow["channel"],
    address: sealing.open(text(row, "address")) ?? "",
    secret: secret === null ? null : sealing.open(secret),
    tries: integer(row, "tries"),
    nextAt: integer(row, "next_at"),
  };
}
