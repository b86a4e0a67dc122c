/** What the record says of its own keys, names and checkpoints. */
import { z } from "zod";
import type { Text } from "../../playbook.ts";

const code = (label: Text, pattern: RegExp, says: string) =>
  z.string().regex(pattern, { error: says }).meta({ field: "code", label });

/** A vkey: `name+key id+base64`. */
export const recordKey = (label: Text) =>
  code(
    label,
    /^[^+\s]{1,200}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/,
    "Use the whole line that answerable record vkey prints. · 请填写 answerable record vkey 输出的整行。",
  );

export const recordName = (label: Text) =>
  code(label, /^[^\s+]{1,200}$/, "Use the name of a record. · 请填写记录名称。");

export const recordRoot = (label: Text) =>
  code(label, /^[A-Za-z0-9+/]{43}=$/, "Use the root of a checkpoint. · 请填写校验点的根值。");

export const recordRows = (label: Text) => code(label, /^(0|[1-9]\d{0,15})$/, "Use a whole number. · 请填写整数。");
