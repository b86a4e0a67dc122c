/** The receipt of a publication: what proves it without the desk, and one page that says what it is. */
import type { Storage } from "../../../db/open-storage.ts";
import type { CheckpointParts } from "../../record/checkpoints.ts";
import { receiptOf, type Receipt } from "../../record/receipt.ts";
import { allPlaybooks } from "../compose.ts";
import { openShelfOn } from "../open-shelf.ts";

export async function publicationReceipt(
  storage: Storage,
  signing: CheckpointParts,
  { id, number }: { readonly id: string; readonly number: number },
): Promise<readonly (readonly [string, string])[]> {
  const { playbooks } = await openShelfOn(storage, allPlaybooks());
  const notifications = playbooks.flatMap((playbook) => Object.values(playbook.notifications));
  const types = new Set(notifications.map(({ publishes }) => publishes).filter((type) => type !== undefined));
  const receipt = await receiptOf({ record: storage.record, signing }, id, ({ event }) => types.has(event.type));
  return [
    ["receipt.tlog-proof", receipt.proof],
    ["receipt.txt", pageOf(receipt, signing.signer.origin, number)],
  ];
}

/** In both languages; it proves nothing by itself. */
function pageOf({ row }: Receipt, origin: string, number: number): string {
  const { type, ...fields } = row.event as { readonly type: string; readonly publishedAt?: unknown };
  const at = typeof fields.publishedAt === "number" ? fields.publishedAt : row.at;
  const said = Object.entries(fields).map(
    ([name, value]) => `  ${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return [
    `Receipt · 发布回执`,
    "",
    `Incident ${number}: a statement was published at ${new Date(at).toISOString()} and recorded at ${new Date(row.at).toISOString()}.`,
    `事件 ${number}：通稿于 ${new Date(at).toISOString()} 发布，于 ${new Date(row.at).toISOString()} 记录。`,
    "",
    `${type} (row · 条目 ${row.seq}), ${origin}`,
    ...said,
    "",
    "receipt.tlog-proof proves it, without network and without the desk:",
    "核验 receipt.tlog-proof 无须联网，也无须访问系统：",
    "",
    "  node verify.mjs receipt.tlog-proof --vkey KEY",
    "",
    "Take KEY from the desk's own pages or from a person you trust. The format: docs/record.md.",
    "密钥请从系统页面或可信的人员处取得。格式见 docs/record.md。",
    "",
  ].join("\n");
}
