/** Tells one person by a service that is known: in its own format, and by its own answer. */
import { classify } from "../channels/classify.ts";
import type { Facts, Outcome, Preset, ServiceAnswer } from "../channels/preset.ts";
import { render } from "../channels/render.ts";
import { headerLine } from "./header-line.ts";
import {
  BrokenChannelError,
  withoutItsSecret,
  brokenSettings,
  refusedForGood,
  refusedForNow,
  relayed,
  SilentEndpointError,
} from "./failures.ts";

interface ToService {
  readonly preset: Preset;
  readonly address: string;
  readonly secret: string | null;
  readonly now: number;
  readonly facts: Facts;
  /** Throws when there is no answer. */
  readonly post: (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<ServiceAnswer>;
  /** What was said, in one line and without what is as good as a password. */
  readonly clean: (said: string) => string;
}

/** Returns what the service said. Throws `UndeliverableError` when it will not do tomorrow either. */
export async function postService({ preset, address, secret, now, facts, post, clean }: ToService): Promise<string> {
  if (preset.signs?.isRequired && secret === null) throw new BrokenChannelError(withoutItsSecret);
  const { url, headers, body } = render(preset, { address, secret }, facts, now);
  const outcome = classify(preset, await post(url, headers, body));
  return takenOrThrown(preset, { ...outcome, said: clean(headerLine(outcome.said)) });
}

function takenOrThrown({ answer }: Preset, outcome: Outcome): string {
  const { said } = outcome;
  switch (outcome.what) {
    case "taken":
      return answer.isRelayed ? relayed(said) : said;
    case "again":
      throw outcome.isRefused ? refusedForNow(said, outcome.afterMs) : new SilentEndpointError(said, outcome.afterMs);
    case "never":
      throw refusedForGood(said);
    case "broken":
      throw new BrokenChannelError(brokenSettings(said));
  }
}
