import type { AcknowledgeLinkStore } from "../../src/desk/delivery-ports.ts";
import { integer, text } from "../columns.ts";
import type { GatheringWriter } from "../gathering-writer.ts";
import type { StoreParts } from "./engine-storage.ts";

/** Whoever comes long after the end of a link still reads that it has ended; then it is forgotten. */
const keptAfterEndMs = 30 * 24 * 60 * 60_000;

/** Which secrets acknowledge what, for whom. */
export function acknowledgeLinkStore(reader: StoreParts["reader"], together: GatheringWriter): AcknowledgeLinkStore {
  return {
    put: async ({ secretHash, message, person, madeAt, expiresAt }) => {
      await together.write([
        { sql: "DELETE FROM acknowledge_links WHERE expires_at < ?", bindings: [madeAt - keptAfterEndMs] },
        { sql: insert, bindings: [secretHash, message, person, madeAt, expiresAt] },
      ]);
    },
    find: async (secretHash) => {
      const [row] = await reader.all("SELECT * FROM acknowledge_links WHERE secret_hash = ?", [secretHash]);
      if (!row) return null;
      const [message, person] = [text(row, "message"), text(row, "person")];
      return { secretHash, message, person, madeAt: integer(row, "made_at"), expiresAt: integer(row, "expires_at") };
    },
    endOf: async (person) => {
      await together.write([{ sql: "DELETE FROM acknowledge_links WHERE person = ?", bindings: [person] }]);
    },
  };
}

const insert = `INSERT INTO acknowledge_links (secret_hash, message, person, made_at, expires_at) VALUES (?, ?, ?, ?, ?)`;
