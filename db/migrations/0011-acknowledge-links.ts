import type { Migration } from "./migration.ts";

/**
 * Links by which the reader of a letter acknowledges: of each only the hash is kept, as of every other secret. Earlier ones stood
 * in the stored letters and were signed with a key that lay beside them. They end here: the key is forgotten, and the
 * addresses are taken out of what is stored. So are the paths of letters that were written as files.
 */
const table = (text: string, integer: string, end: string): readonly string[] => [
  `CREATE TABLE acknowledge_links (
      secret_hash ${text} PRIMARY KEY,
      message ${text} NOT NULL,
      person ${text} NOT NULL,
      made_at ${integer} NOT NULL,
      expires_at ${integer} NOT NULL
    )${end}`,
  `CREATE INDEX acknowledge_links_of_person ON acknowledge_links (person)`,
  `CREATE INDEX acknowledge_links_by_end ON acknowledge_links (expires_at)`,
  `DELETE FROM keys WHERE name = 'links in letters'`,
  ...["letters", "deliveries"].flatMap((name) => [
    `UPDATE ${name} SET answer = 'The receiver repeated the letter.' WHERE answer LIKE '%/acknowledge/%'`,
    `UPDATE ${name} SET answer = 'The file could not be written.'
      WHERE channel = 'file' AND state <> 'sent' AND answer IS NOT NULL`,
  ]),
  `UPDATE outbox SET last_error = 'The receiver repeated the letter.' WHERE last_error LIKE '%/acknowledge/%'`,
];

/** What stood above the link in a letter; the link is the line below it. */
const labels = ["Acknowledge (opens a page with one button):", "确认收到（打开后再点一次按钮）："];
const removed = "[removed]";

/** SQLite knows no regular expressions. */
function withoutLink(label: string): string {
  const begin = `instr(body, '${label}' || char(10)) + ${String(label.length + 1)}`;
  const rest = `substr(body, ${begin})`;
  return `UPDATE letters
    SET body = substr(body, 1, ${begin} - 1) || '${removed}' || substr(${rest}, instr(${rest} || char(10), char(10)))
    WHERE instr(body, '${label}' || char(10)) > 0`;
}

/** What stands behind the last slash. */
const nameOfFile = "replace(answer, rtrim(answer, replace(replace(answer, '/', ''), '\\', '')), '')";

export const acknowledgeLinks: Migration = {
  version: 11,
  name: "acknowledge links",
  sqlite: [
    ...table("TEXT", "INTEGER", " STRICT"),
    ...labels.map(withoutLink),
    ...["letters", "deliveries"].map(
      (name) => `UPDATE ${name} SET answer = ${nameOfFile} WHERE channel = 'file' AND state = 'sent'`,
    ),
  ],
  postgres: [
    ...table(`text COLLATE "C"`, "bigint", ""),
    `UPDATE letters SET body = regexp_replace(body, 'http[^[:space:]]*/acknowledge/[^[:space:]]+', '${removed}', 'g')
      WHERE body LIKE '%/acknowledge/%'`,
    ...["letters", "deliveries"].map(
      (name) => `UPDATE ${name} SET answer = regexp_replace(answer, '^.*[/\\\\]', '')
      WHERE channel = 'file' AND state = 'sent'`,
    ),
  ],
};
