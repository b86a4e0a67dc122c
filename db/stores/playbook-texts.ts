import type { PlaybookTextStore } from "../../src/shelf/ports.ts";
import { integer, text } from "../columns.ts";
import type { StoreParts } from "./engine-storage.ts";

/** Playbook files, each under the digest of its text; they are only ever added. */
export function playbookTextStore({ reader, writer }: Pick<StoreParts, "reader" | "writer">): PlaybookTextStore {
  return {
    read: async (digest) => {
      const [row] = await reader.all("SELECT text FROM playbook_texts WHERE digest = ?", [digest]);
      return row ? text(row, "text") : null;
    },
    add: async (digest, written, at) => {
      const sql =
        "INSERT INTO playbook_texts (digest, text, added_at) VALUES (?, ?, ?) ON CONFLICT (digest) DO NOTHING";
      await writer.run([{ sql, bindings: [digest, written, at] }]);
    },
    count: async () => {
      const [row] = await reader.all("SELECT count(*) AS total FROM playbook_texts");
      return row ? integer(row, "total") : 0;
    },
  };
}
