/** What every playbook speaks of: words in both languages, roles, and who is told. */

export type Language = "zh" | "en";

/** The same words in every language of the interface. */
export type Text = Readonly<Record<Language, string>>;

/** What somebody may be here, in words. Rights hang on these alone; this is the only list of them. */
export const roleWords = {
  "duty-officer": { zh: "值班员", en: "duty officer" },
  lead: { zh: "带班领导", en: "duty lead" },
  "unit-contact": { zh: "责任单位联络员", en: "unit contact" },
  spokesperson: { zh: "新闻发言人", en: "spokesperson" },
  superior: { zh: "上级", en: "higher authority" },
  auditor: { zh: "审计人员", en: "auditor" },
  administrator: { zh: "系统管理员", en: "administrator" },
} as const satisfies Readonly<Record<string, Text>>;

export type Role = keyof typeof roleWords;

export const roles = Object.keys(roleWords) as readonly Role[] as readonly [Role, ...Role[]];

export function isRole(word: string): word is Role {
  return Object.hasOwn(roleWords, word);
}

/**
 * Whoever holds a post of the organisation, such as commander or school doctor: with `unit` only where it is held for that
 * unit. A holder also needs the post's base role.
 */
export type Post = {
  readonly post: string;
  /** Id of the unit. */
  readonly unit?: string;
  /** The role that acts, and is told, while no holder can. Left out: then nobody. */
  readonly orElse?: Role;
  /** What a playbook calls it; the organisation's own name for it comes first. */
  readonly label?: Text;
};

/** Who may send something, or whose turn it is. */
export type Actor = Role | Post;

/**
 * Who a notification is for; a layer means whoever has its duty. Worked out to people and addresses when it is sent.
 * `orElse`: the role that is told instead when neither the person nor their deputy can be.
 */
export type Recipient =
  { readonly role: Role } | { readonly person: string; readonly orElse?: Role } | { readonly layer: string } | Post;

/** `lead`, `post:commander`, `post:contact@it-services`: as doors and lists write an actor. */
export function actorText(actor: Actor): string {
  if (typeof actor === "string") return actor;
  return `post:${actor.post}${actor.unit === undefined ? "" : `@${actor.unit}`}`;
}

/** An actor as one to be told. */
export const recipientOf = (actor: Actor): Recipient => (typeof actor === "string" ? { role: actor } : actor);
