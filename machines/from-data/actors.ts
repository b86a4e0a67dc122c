/** Whom a file means: actors and recipients, with what an incident knows. */
import { inUnit, posts } from "../kit/posts.ts";
import { contact, contactsOf, unitNamesField, unitNamesIn } from "../kit/unit.ts";
import { ownWords } from "../kit/text-ref.ts";
import { recipientOf, type Actor, type Post, type Recipient } from "../playbook.ts";
import type { ActorSpec, PlaybookFile, RecipientSpec } from "./format/index.ts";
import { own, type Json } from "./json.ts";

type Facts = Readonly<Record<string, Json>>;

const postsOf = ({ posts: declared }: PlaybookFile): Readonly<Record<string, Post>> =>
  posts(
    Object.fromEntries(
      Object.entries(declared).map(([id, post]) => [id, { label: post.label, fallsBackTo: post["falls-back-to"] }]),
    ),
  );

/** Before there is an incident: whoever may be meant. */
export function actorsAtAll(file: PlaybookFile, specs: readonly ActorSpec[]): readonly Actor[] {
  const named = postsOf(file);
  const all = specs.flatMap((spec): readonly Actor[] => {
    if (typeof spec === "string") return [spec];
    if ("post" in spec) return [own(named, spec.post) ?? { post: spec.post }];
    return "unit" in spec ? [contact, "unit-contact"] : [];
  });
  return once(all);
}

/** In one incident. */
export function actorsNow(file: PlaybookFile, facts: Facts, specs: readonly ActorSpec[]): readonly Actor[] {
  const named = postsOf(file);
  const all = specs.flatMap((spec): readonly Actor[] => {
    if (typeof spec === "string") return [spec];
    if ("post" in spec) return [ofUnit(own(named, spec.post) ?? { post: spec.post }, facts, spec.unit)];
    return "unit" in spec ? [contactsIn(facts, spec.unit)] : [];
  });
  return once(all);
}

export function recipientsNow(file: PlaybookFile, facts: Facts, specs: readonly RecipientSpec[]): readonly Recipient[] {
  return specs.flatMap((spec): readonly Recipient[] => {
    if (typeof spec === "string") return [{ role: spec }];
    if ("role" in spec || "layer" in spec) return [spec];
    if (!("person" in spec)) return actorsNow(file, facts, [spec]).map(recipientOf);
    const person = own(facts, spec.person);
    const orElse = spec["or-else"];
    if (typeof person === "string") return [{ person, ...(orElse && { orElse }) }];
    return orElse ? [{ role: orElse }] : [];
  });
}

/** The unit that a field names, as the kit speaks of it. */
function unitIn(facts: Facts, field: string) {
  const unit = own(facts, field);
  const unitNames = unitNamesIn(facts, field);
  return typeof unit === "string" ? { unit: ownWords(unit), ...(unitNames && { unitNames }) } : {};
}

const contactsIn = (facts: Facts, field: string): Actor => contactsOf(unitIn(facts, field));

/** Of a unit that is registered; otherwise the post wherever it is held. */
function ofUnit(post: Post, facts: Facts, field: string | undefined): Post {
  const unit = field === undefined ? undefined : own(facts, field);
  return field !== undefined && typeof unit === "string" && own(facts, unitNamesField(field)) !== undefined
    ? inUnit(post, unit)
    : post;
}

function once(actors: readonly Actor[]): readonly Actor[] {
  const keys = actors.map((actor) => JSON.stringify(actor));
  return actors.filter((_, place) => keys.indexOf(keys[place] ?? "") === place);
}
