/** Reads the sender of letters. */
import type { Mailbox } from "./types.ts";

const addressMax = 254;
const nameMax = 100;
const plainAddress = /^[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

/** Reads `Name <address>` or `address`; null when it is neither. */
export function mailboxOf(text: string): Mailbox | null {
  const match = /^(?:"?([^"<>\p{Cc}]*?)"?\s*<([^<>]*)>|([^<>]*))$/u.exec(text.trim());
  const address = match?.[2] ?? match?.[3] ?? "";
  const name = match?.[1] ?? "";
  return isPlainAddress(address) && name.length <= nameMax ? { name, address } : null;
}

/** One address and nothing else: no list, no group, no comment, no line break. */
export function isPlainAddress(text: string): boolean {
  return text.length <= addressMax && plainAddress.test(text) && !text.includes("..");
}
