/** A moment of this playbook: its state and context, read from what the engine keeps. */
import type { Moment } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";

export type Phase =
  "reporting" | "consulting" | "drafting" | "approving" | "replying" | "followingUp" | "reviewing" | "closed";

export interface Reading {
  readonly phase: Phase;
  readonly watching: boolean;
  readonly context: IncidentContext;
}

/** The engine keeps what the machine made; a moment of another playbook is our own fault. */
export function read({ value, context }: Moment): Reading {
  const states = value as { readonly response: Phase; readonly monitoring: "watching" | "ended" };
  return { phase: states.response, watching: states.monitoring === "watching", context: context as IncidentContext };
}
