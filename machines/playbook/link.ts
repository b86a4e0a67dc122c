/** What leads from one incident to another: requests that a step leaves in the outbox, and what they say. */
import type { Text } from "./words.ts";

/** What may be handed over: plain JSON. */
type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** What an effect does with another incident, in words. */
export interface LinkTemplate {
  /** What kind of link it is, short: "Fact-check request". */
  readonly label: Text;
  /** When it happens, for the playbook's page. */
  readonly when: Text;
  /** The playbook of the other incident, `liaison-slip@1`; null: whichever opened this one. */
  readonly playbook: string | null;
}

/** What the first row of an incident says of the one that it was opened from. */
export interface Parent {
  readonly incident: string;
  /** The link, by its name there, and the item that stands for this incident. */
  readonly link: string;
  readonly item: number;
  /** 1 when the other one was opened by a person, and so on. */
  readonly depth: number;
  /** Who did there what this was opened for. */
  readonly by: string;
  /** The event by which it reports back, and what that asks for. */
  readonly event: string;
  readonly asks: readonly string[];
}

/** Opens another incident. Its identity is the message's: delivered again it is the same one. */
export interface OpenRequest {
  readonly does: "open";
  /** `liaison-slip@1` */
  readonly playbook: string;
  /** For its opening form. */
  readonly values: Readonly<Record<string, Value>>;
  readonly parent: Omit<Parent, "incident">;
}

/** Tells the incident that opened this one what came of it. */
export interface ReportRequest {
  readonly does: "report";
  readonly to: string;
  readonly event: string;
  readonly item: number;
  readonly values: Readonly<Record<string, Value>>;
}

/** Sends an event to all incidents that one link has opened and that are still open. */
export interface EndRequest {
  readonly does: "end";
  readonly link: string;
  readonly event: string;
  readonly values: Readonly<Record<string, Value>>;
}

export type LinkRequest = OpenRequest | ReportRequest | EndRequest;
