/** Signatures under an exact wording. */
import { digestOf } from "../kit/digest.ts";
import type { Stamp } from "../kit/stamp.ts";
import { firstStageOf } from "./approval-states.ts";
import type { Context, Round } from "./context.ts";
import { own } from "./json.ts";
import type { Model } from "./model.ts";

type Approvals = Pick<Model, "approvals">;

/** Over references to texts, so that it is the same wherever the texts lie. */
function wordingDigest({ approvals }: Approvals, { facts }: Pick<Context, "facts">, path: string): string {
  const of = approvals.get(path)?.of ?? [];
  return digestOf(JSON.stringify(of.map((name) => [name, own(facts, name) ?? null])));
}

/** Since the round began. */
export function wordingChanged(model: Approvals, context: Pick<Context, "facts" | "rounds">, path: string): boolean {
  const round = own(context.rounds, path);
  return round !== undefined && round.digest !== wordingDigest(model, context, path);
}

/** A round begins whenever the first stage is entered. */
export function beginRound(model: Approvals, context: Context, path: string, at: number): Context {
  const before = own(context.rounds, path);
  const isVoid = wordingChanged(model, context, path) ? (before?.passed.length ?? 0) : 0;
  const round: Round = {
    number: (before?.number ?? 0) + 1,
    digest: wordingDigest(model, context, path),
    at,
    passed: [],
    voided: (before?.voided ?? 0) + isVoid,
  };
  return { ...context, rounds: { ...context.rounds, [path]: round } };
}

/** The path of the approval whose first stage this state is. */
export function roundBegunBy({ approvals }: Approvals, path: string): string | null {
  for (const [above, approval] of approvals) if (path === `${above}.${firstStageOf(approval)}`) return above;
  return null;
}

/** Nobody has signed yet: then what is signed is the wording as it is now. */
export function keepUnsigned(model: Approvals, context: Context): Context {
  const fresh = Object.entries(context.rounds).filter(
    ([path, { passed }]) => passed.length === 0 && wordingChanged(model, context, path),
  );
  if (fresh.length === 0) return context;
  const rounds = fresh.map(([path, round]) => [path, { ...round, digest: wordingDigest(model, context, path) }]);
  return { ...context, rounds: { ...context.rounds, ...(Object.fromEntries(rounds) as Context["rounds"]) } };
}

export function sign(context: Context, path: string, by: Stamp): Context {
  const round = own(context.rounds, path);
  if (!round) return context;
  return { ...context, rounds: { ...context.rounds, [path]: { ...round, passed: [...round.passed, by] } } };
}

/** Whoever wrote what is approved: the last senders of the authoring events, and whoever said each part of it last. */
export function authorsOf({ approvals }: Approvals, { marks, saidBy }: Context, path: string): readonly string[] {
  const approval = approvals.get(path);
  const senders = (approval?.authors ?? []).map((type) => own(marks, type)?.by);
  const writers = (approval?.of ?? []).map((name) => own(saidBy, name));
  return [...new Set([...senders, ...writers])].filter((by) => by !== undefined);
}
