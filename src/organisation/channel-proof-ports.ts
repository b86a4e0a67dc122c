/** Whether a person's channel is known to reach them. `db` implements the store. */
import type { ChannelKind } from "../directory/entries.ts";
import { secretHash } from "../kernel/secret.ts";

export interface ChannelProofRow {
  readonly person: string;
  readonly channel: ChannelKind;
  /** Says whether the address is still the one that all of this is about. */
  readonly addressHash: string;
  /** When the person confirmed a test that came by it; null: never. */
  readonly provenAt: number | null;
  /** What the service answered when it refused everything, because something is set wrongly; null: nothing like that. */
  readonly broken: string | null;
  readonly brokenAt: number | null;
  /** Of a test that has no place for a link: what its reader types at the desk. */
  readonly codeHash: string | null;
  readonly codeUntil: number | null;
  readonly codeTries: number;
}

/** What is kept of an address to know it again: it may be as good as a password. */
export const addressHash = (address: string): string => secretHash(`channel ${address}`);

/** One channel at one address. */
export type ChannelAt = Pick<ChannelProofRow, "person" | "channel" | "addressHash">;

export interface ChannelProofStore {
  of(person: string): Promise<readonly ChannelProofRow[]>;
  /** Of everybody. */
  broken(limit: number): Promise<readonly ChannelProofRow[]>;
  /** A test was taken: it is not broken any more. */
  worked(at: ChannelAt): Promise<void>;
  proven(at: ChannelAt, when: number): Promise<void>;
  /** True: it was not known before. */
  breaks(at: ChannelAt, why: string, when: number): Promise<boolean>;
  askCode(at: ChannelAt, codeHash: string, until: number): Promise<void>;
  /** True: it is the code, not too late, and was not tried too often. Whatever it is, it counts as a try. */
  tryCode(at: ChannelAt, codeHash: string, now: number, triesMax: number): Promise<boolean>;
  forget(person: string, channel: ChannelKind): Promise<void>;
}
