/** A level of the ladder as one line: `layer:officer, role:lead, person:wang`. */
import type { Role } from "../playbook.ts";
import type { LadderLevel, LadderRecipient } from "./context.ts";
import { roleOptions } from "./vocabulary.ts";

export function ladderText({ recipients }: LadderLevel): string {
  return recipients.map(recipientText).join(", ");
}

function recipientText(recipient: LadderRecipient): string {
  if ("role" in recipient) return `role:${recipient.role}`;
  return "layer" in recipient ? `layer:${recipient.layer}` : `person:${recipient.person}`;
}

/** Null when the line does not say whom it means. */
export function ladderLevel(line: string): LadderLevel | null {
  const recipients = line.split(/[,，]/).map((part) => recipientOf(part.trim()));
  const known = recipients.filter((one) => one !== null);
  return known.length === recipients.length ? { recipients: known } : null;
}

function recipientOf(part: string): LadderRecipient | null {
  const [, kind, id = ""] = /^(role|layer|person):([a-z0-9-]{1,40})$/.exec(part) ?? [];
  if (kind === "layer") return { layer: id };
  if (kind === "person") return { person: id };
  return kind === "role" && isRole(id) ? { role: id } : null;
}

function isRole(word: string): word is Role {
  return roleOptions.some((option) => option.value === word);
}
