/** The log of the golden vectors: one incident of four rows, and another one's two rows in between. */
import { createPrivateKey, hash } from "node:crypto";
import type { LogRow } from "../../src/engine/log.ts";
import { textRef } from "../../src/kernel/text-refs.ts";
import type { Signer } from "../../src/record/note.ts";

const origin = "desk.example.org/record";

/** An Ed25519 key out of 32 equal bytes. */
export function fixedKey(byte: number) {
  const prefix = Buffer.from("302e020100300506032b657004220420", "hex");
  return createPrivateKey({ key: Buffer.concat([prefix, Buffer.alloc(32, byte)]), format: "der", type: "pkcs8" });
}

export const signer: Signer = { origin, privateKey: fixedKey(1) };

const digest = (text: string) => hash("sha256", text, "hex");
const salt = (from: number) => Buffer.from(Array.from({ length: 16 }, (_, index) => from + index));
const instance = "01900000-0000-7000-8000-000000000001";
const other = "01900000-0000-7000-8000-0000000000ff";

export const texts = [
  { salt: salt(0), text: "212 名学生 · 212 students" },
  { salt: salt(16), text: 'line one\nline "two" \\ \u2028 \u{1F600}' },
].map((one) => ({ ...one, ref: textRef(one.salt, one.text) }));

const base = {
  dueAt: null,
  as: null,
  auth: null,
  commandId: null,
  timer: null,
  detail: null,
  stateHash: digest('{"status":"active","context":{}}'),
};
const [title, wording] = texts.map(({ ref }) => ref) as [string, string];
const opening = { title, "\u20ac": 1, "\u{1F600}": 2, "\ufb33": 0.5 };
const started = { type: "start", machine: "small@1", hash: digest('{"id":"small"}'), input: { opening } };
const erased = { type: "erased", refs: [wording], reason: "retention ended" };

export const rows: readonly LogRow[] = [
  { ...base, instance, seq: 0, kind: "start", at: 1795867500000, by: "chen", event: started, commandId: "c-1" },
  {
    ...base,
    instance,
    seq: 1,
    kind: "event",
    at: 1795867560000,
    by: "li",
    event: { type: "NOTE_ADDED", wording },
    commandId: "c-2",
  },
  {
    ...base,
    instance,
    seq: 2,
    kind: "timer",
    at: 1795869300007,
    by: "timer",
    event: { type: "xstate.after.due.small" },
    dueAt: 1795869300000,
    timer: "0.0",
  },
  {
    ...base,
    instance,
    seq: 3,
    kind: "erased",
    at: 1795869400000,
    by: "wang",
    event: erased,
    commandId: "c-3",
  },
];

const foreignStart = { type: "start", machine: "other@1", hash: digest("x"), input: {} };
const foreign: LogRow = {
  ...base,
  instance: other,
  seq: 0,
  kind: "start",
  at: 1795867000000,
  by: "chen",
  event: foreignStart,
};

export const log: readonly LogRow[] = [
  foreign,
  ...rows.slice(0, 2),
  { ...foreign, seq: 1, kind: "stale", timer: "0.0" },
  ...rows.slice(2),
];
