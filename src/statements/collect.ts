/** Reads what is out, of every instance that has anything to do with the public page. */
import { playbookKey, type Moment, type Playbook, type PublicStatement } from "../../machines/playbook.ts";
import type { EngineQueries } from "../engine/api.ts";
import { siteStatement, type SiteStatement } from "./site-statement.ts";

type Engine = Pick<EngineQueries, "read" | "opened">;

/** How an instance stands; `replay` folds its log anew. */
export type ReadMoment = (instance: string) => Promise<Moment & { readonly machine: string }>;

export async function statementsOf(
  engine: Pick<Engine, "opened">,
  playbooks: readonly Playbook[],
  instance: string,
  read: ReadMoment,
): Promise<readonly PublicStatement[]> {
  const moment = await read(instance);
  const playbook = playbooks.find((one) => playbookKey(one) === moment.machine);
  const statements = playbook?.publicStatements?.(moment) ?? [];
  return engine.opened(instance, statements);
}

/** `instead`: what of one of them is about to be out. */
export async function collect(
  engine: Pick<Engine, "opened">,
  playbooks: readonly Playbook[],
  instances: readonly string[],
  read: ReadMoment,
  instead: { readonly instance: string; readonly statements: readonly PublicStatement[] } | null = null,
): Promise<readonly SiteStatement[]> {
  const found: SiteStatement[] = [];
  for (const instance of instances) {
    const statements =
      instance === instead?.instance ? instead.statements : await statementsOf(engine, playbooks, instance, read);
    for (const one of statements) {
      const shown = siteStatement(instance, one, statements);
      if (shown !== null) found.push(shown);
    }
  }
  return found;
}
