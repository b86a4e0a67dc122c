/** The way to the witnesses of the settings. */
import type { Config } from "../../config/config.ts";
import { ConfigurationError } from "../../config/problems.ts";
import { openOutgoing } from "../outgoing/post.ts";
import { parseWitnessKey } from "../record/cosignature.ts";
import { Witnessing, type WitnessSeen } from "../record/witnessing.ts";

/** From the first look at a witness's name to the end of its answer. */
const tryMs = 5_000;

export interface OpenWitnessing {
  readonly witnessing: Witnessing | null;
  /** Waits for what is on its way. */
  readonly close: () => Promise<void>;
}

/** `witnessing` null: none is set. Throws `ConfigurationError` when a key is none. */
export function openWitnessing(
  config: Config,
  onAnswer: (seen: WitnessSeen) => void = () => undefined,
): OpenWitnessing {
  const { witnesses } = config.settings.record;
  if (witnesses.length === 0) return { witnessing: null, close: async () => undefined };
  const known = witnesses.map(({ address, key }) => {
    const parsed = parseWitnessKey(key);
    if (parsed === null)
      throw new ConfigurationError([
        `record.witnesses: ${key} is no key of a witness. Copy the whole line that answerable witness prints at its start.`,
      ]);
    return { address, key: parsed };
  });
  const outgoing = openOutgoing({ own: config.webhookNetworks, limits: { tryMs } });
  const headers = { "content-type": "text/plain; charset=utf-8" };
  const post = (address: string, body: string) => outgoing.post(address, headers, body);
  const witnessing = new Witnessing({ witnesses: known, post, onAnswer });
  return {
    witnessing,
    close: async () => {
      await witnessing.idle();
      await outgoing.close();
    },
  };
}
