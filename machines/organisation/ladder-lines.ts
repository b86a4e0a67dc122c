/** A level of the ladder as one line: `layer:officer, role:lead, person:wang, post:commander, post:contact@it`. */
import { actorText, isRole } from "../playbook.ts";
import type { LadderLevel, LadderRecipient } from "./context.ts";

export function ladderText({ recipients }: LadderLevel): string {
  return recipients.map(recipientText).join(", ");
}

function recipientText(recipient: LadderRecipient): string {
  if ("role" in recipient) return `role:${recipient.role}`;
  if ("post" in recipient) return actorText(recipient);
  return "layer" in recipient ? `layer:${recipient.layer}` : `person:${recipient.person}`;
}

/** Null when the line does not say whom it means. */
export function ladderLevel(line: string): LadderLevel | null {
  const recipients = line.split(/[,，]/).map((part) => recipientOf(part.trim()));
  const known = recipients.filter((one) => one !== null);
  return known.length === recipients.length ? { recipients: known } : null;
}

function recipientOf(part: string): LadderRecipient | null {
  const [, post, unit] = /^post:([a-z0-9-]{1,40})(?:@([a-z0-9-]{1,40}))?$/.exec(part) ?? [];
  if (post !== undefined) return { post, ...(unit !== undefined && { unit }) };
  const [, kind, id = ""] = /^(role|layer|person):([a-z0-9-]{1,40})$/.exec(part) ?? [];
  if (kind === "layer") return { layer: id };
  if (kind === "person") return { person: id };
  return kind === "role" && isRole(id) ? { role: id } : null;
}
