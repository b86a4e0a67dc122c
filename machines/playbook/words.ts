/** What every playbook speaks of: words in both languages, roles, and who is told. */

export type Language = "zh" | "en";

/** The same words in every language of the interface. */
export type Text = Readonly<Record<Language, string>>;

/** What somebody may be here. Rights hang on these alone. */
export const roles = [
  "duty-officer",
  "lead",
  "unit-contact",
  "spokesperson",
  "superior",
  "auditor",
  "administrator",
] as const;

export type Role = (typeof roles)[number];

/**
 * Who a notification is for; a layer means whoever has its duty. Worked out to people and addresses when it is sent.
 * `orElse`: the role that is told instead when neither the person nor their deputy can be.
 */
export type Recipient =
  { readonly role: Role } | { readonly person: string; readonly orElse?: Role } | { readonly layer: string };
