/** Reads the sender of notifications. */
import { isMailAddress } from "../src/kernel/mail-address.ts";
import type { Mailbox } from "./types.ts";

const nameMax = 100;

/** Reads `Name <address>` or `address`; null when it is neither. */
export function mailboxOf(text: string): Mailbox | null {
  const match = /^(?:"?([^"<>\p{Cc}]*?)"?\s*<([^<>]*)>|([^<>]*))$/u.exec(text.trim());
  const address = match?.[2] ?? match?.[3] ?? "";
  const name = match?.[1] ?? "";
  return isMailAddress(address) && name.length <= nameMax ? { name, address } : null;
}
