/** Who acts and who is told: roles are the schema's, posts and fields are looked up. */
import { didYouMean, type KeyPath, type NoteFault } from "../fault.ts";
import { own, type FileNames } from "./file-names.ts";
import type { ActorSpec, Fields, RecipientSpec } from "../parts.ts";

/** Roles that read, or that look after the desk: what they did would be on nobody's word. */
const neverActing: ReadonlySet<unknown> = new Set(["auditor", "administrator"]);

export function checkSenders(
  names: FileNames,
  actors: readonly ActorSpec[],
  at: KeyPath,
  form: Fields,
  note: NoteFault,
): void {
  for (const [index, actor] of actors.entries())
    if (typeof actor === "string" && neverActing.has(actor))
      note([...at, index], `an ${actor} sends nothing in an incident: choose another role`);
  checkActors(names, actors, at, form, note);
}

export function checkActors(
  names: FileNames,
  actors: readonly (ActorSpec | RecipientSpec)[],
  at: KeyPath,
  form: Fields,
  note: NoteFault,
): void {
  const fields: Fields = { ...names.facts, ...form };
  for (const [index, actor] of actors.entries()) {
    if (typeof actor === "string") continue;
    const place = [...at, index];
    if ("post" in actor && !Object.hasOwn(names.file.posts, actor.post))
      note(
        [...place, "post"],
        `there is no post "${actor.post}"${didYouMean(actor.post, Object.keys(names.file.posts))}`,
      );
    if ("unit" in actor && actor.unit !== undefined) fieldOf(note, [...place, "unit"], actor.unit, fields, "unit");
    if ("person" in actor) fieldOf(note, [...place, "person"], actor.person, fields, "person");
  }
}

function fieldOf(note: NoteFault, at: KeyPath, name: string, fields: Fields, kind: string): void {
  const field = own(fields, name);
  if (!field) note(at, `there is no field "${name}"${didYouMean(name, Object.keys(fields))}`);
  else if (field.kind !== kind) note(at, `"${name}" is a ${field.kind}; it has to be a ${kind}`);
}
