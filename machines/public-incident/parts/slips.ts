/** Which unit a fact-check request is for: what it is called, and who answers for it. */
import { inUnit, posts } from "../../kit/posts.ts";
import type { Actor, Text } from "../../playbook.ts";
import type { Slip } from "../record.ts";

const { contact } = posts({
  contact: { label: { zh: "联络员", en: "contact" }, fallsBackTo: "unit-contact" },
});

type Addressed = Pick<Slip, "unit" | "unitNames">;

export const unitName = ({ unit, unitNames }: Addressed): Text => unitNames ?? { zh: unit, en: unit };

/** A unit that is no registered one has no contact of its own: then all of them. */
export const contactsOf = ({ unit, unitNames }: Addressed): Actor =>
  unitNames ? inUnit(contact, unit) : "unit-contact";
