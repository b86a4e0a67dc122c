/** A desk with an incident, one person for each role and one with none; each asks from a session, or with a token, of their own. */
import { systemNewSecret } from "../../src/kernel/secret.ts";
import { roleOptions } from "../../machines/organisation/vocabulary.ts";
import type { Role } from "../../machines/playbook.ts";
import type { Scope } from "../../src/accounts/ports.ts";
import { maskedTokenOf } from "../../src/web/visit.ts";
import { aDesk, type DeskWorld } from "./desk-world.ts";
import type { Fields, Page } from "./visitor.ts";

/** Whoever asks: by the roles that they hold. Null: a stranger. */
export type Actor = readonly Role[] | null;

export const actors: readonly (readonly [name: string, actor: Actor])[] = [
  ["nobody", null],
  ["somebody without a role", []],
  ...roleOptions.map(({ value }) => [value, [value]] as const),
];

export function idOf(actor: readonly Role[]): string {
  return actor.length === 0 ? "only-here" : `only-${actor.join("-")}`;
}

export async function oneOfEachRole(): Promise<DeskWorld> {
  const desk = await aDesk();
  for (const [, roles] of actors)
    if (roles)
      await desk.accounts.members.add(
        { id: idOf(roles), name: idOf(roles), language: "en", roles, active: true },
        "system",
      );
  const values = {
    title: "Brown water",
    sourceKind: "call",
    discoveredAt: "2026-11-22T21:00:00+08:00",
    grade: "major",
  };
  const opened = await desk.desk.open("public-incident", values, desk.desk.person("li")!, { commandId: "open" });
  if (opened.outcome !== "done") throw new Error(opened.outcome);
  return desk;
}

/** Like a browser that was just signed in, with the form's token, so that only the person can be the reason for a refusal. */
export async function askAs(desk: DeskWorld, actor: Actor, route: string, fields: Fields = {}): Promise<Page> {
  const secret = actor ? await aSession(desk, idOf(actor)) : systemNewSecret();
  const cookie = `${actor ? "answerable" : "answerable-form"}=${secret}`;
  const [method = "", path = ""] = route.split(" ");
  const body = new URLSearchParams({ "form-token": maskedTokenOf(secret) });
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
  const response = await fetch(`${desk.origin}${path}`, {
    method,
    redirect: "manual",
    headers: { cookie, "accept-language": "en" },
    ...(method === "POST" ? { body } : {}),
  });
  const { status, headers } = response;
  return { status, headers, text: await response.text(), location: headers.get("location") };
}

/** The only one of this person: nobody keeps more than a few. */
async function aSession({ accounts: { sessions } }: DeskWorld, person: string): Promise<string> {
  await sessions.endOthers(person, null);
  return sessions.open({ person, way: "password", isProven: true }, { agent: "test", address: "203.0.113.7" });
}

export async function tokenFor(desk: DeskWorld, actor: readonly Role[], scopes: readonly Scope[]): Promise<string> {
  const issued = await desk.accounts.tokens.issue(idOf(actor), scopes.join(), scopes, 1);
  if (!issued) throw new Error("has as many tokens as anybody may");
  return issued.secret;
}
