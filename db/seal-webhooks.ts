/** Seals what was stored before there was a key. */
import type { Sealing } from "../src/kernel/sealing.ts";
import type { Connection } from "./connect.ts";

const columns = ["address", "secret", "earlier_secret", "service_secret"] as const;

export async function sealWebhooks({ knex }: Pick<Connection, "knex">, sealing: Sealing): Promise<void> {
  const rows: readonly Record<string, unknown>[] = await knex("webhooks").select("person", ...columns);
  for (const row of rows) {
    const open = columns.flatMap((column) => {
      const value = row[column];
      return typeof value === "string" && !sealing.isSealed(value) ? [[column, value] as const] : [];
    });
    if (open.length === 0) continue;
    const sealed = Object.fromEntries(open.map(([column, value]) => [column, sealing.seal(value)]));
    // Not what somebody has changed meanwhile, from another node.
    await knex("webhooks")
      .where({ person: row["person"], ...Object.fromEntries(open) })
      .update(sealed);
  }
}
