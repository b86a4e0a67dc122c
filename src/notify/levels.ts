/** Reads from a message whom it is for, level by level. */
import { actorText, levelsOf, type Recipient } from "../../machines/playbook.ts";
import { UndeliverableError } from "../engine/failures.ts";
import type { Message } from "../engine/types.ts";

/** The first, and those that take its place when nobody of it can be told. */
export function levelsOfMessage({ type, params }: Message): readonly (readonly Recipient[])[] {
  const levels = levelsOf(params);
  if (levels === null) throw new UndeliverableError(`"${type}" has no recipients.`);
  return levels;
}

export function formatRecipients(levels: readonly (readonly Recipient[])[]): string {
  return levels.map((level) => level.map(formatRecipient).join(", ") || "nobody").join("; otherwise ");
}

function formatRecipient(recipient: Recipient): string {
  if ("role" in recipient) return `everyone with the role ${recipient.role}`;
  if ("post" in recipient) return `whoever holds the ${actorText(recipient)}`;
  return "layer" in recipient ? `whoever has the duty ${recipient.layer}` : `the person ${recipient.person}`;
}
