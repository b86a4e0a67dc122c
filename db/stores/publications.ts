import type { PublicationIndex } from "../../src/statements/ports.ts";
import { text } from "../columns.ts";
import type { GatheringWriter } from "../gathering-writer.ts";
import type { StoreParts } from "./engine-storage.ts";

export function publicationIndex(reader: StoreParts["reader"], together: GatheringWriter): PublicationIndex {
  return {
    note: async (instance, at) => {
      await together.write([
        {
          sql: "INSERT INTO publications (instance, noted_at) VALUES (?, ?) ON CONFLICT (instance) DO NOTHING",
          bindings: [instance, at],
        },
      ]);
    },
    all: async () => {
      const rows = await reader.all("SELECT instance FROM publications ORDER BY noted_at, instance", []);
      return rows.map((row) => text(row, "instance"));
    },
  };
}
