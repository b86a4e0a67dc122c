/** Reads from a message whom it is for, level by level. */
import { z } from "zod";
import { actorText, type Recipient } from "../../machines/playbook.ts";
import { UndeliverableError } from "../engine/failures.ts";
import type { Message } from "../engine/types.ts";

const recipients = z.array(
  z.union([
    z.object({ role: z.string() }),
    z.object({ person: z.string(), orElse: z.string().optional() }),
    z.object({ layer: z.string() }),
    z.object({
      post: z.string(),
      unit: z.string().optional(),
      orElse: z.string().optional(),
      label: z.object({ zh: z.string(), en: z.string() }).optional(),
    }),
  ]),
);
const receivers = z.object({ to: recipients, otherwise: z.array(recipients).optional() });

/** The first, and those that take its place when nobody of it can be told. */
export function levelsOf(message: Message): readonly (readonly Recipient[])[] {
  const parsed = receivers.safeParse(message.params);
  if (!parsed.success) throw new UndeliverableError(`"${message.type}" has no recipients.`);
  // Roles that nobody knows are found to mean nobody.
  return [parsed.data.to, ...(parsed.data.otherwise ?? [])] as readonly (readonly Recipient[])[];
}

export function sayRecipients(levels: readonly (readonly Recipient[])[]): string {
  return levels.map((level) => level.map(sayRecipient).join(", ") || "nobody").join("; otherwise ");
}

function sayRecipient(recipient: Recipient): string {
  if ("role" in recipient) return `everyone with the role ${recipient.role}`;
  if ("post" in recipient) return `whoever holds the ${actorText(recipient)}`;
  return "layer" in recipient ? `whoever has the duty ${recipient.layer}` : `the person ${recipient.person}`;
}
