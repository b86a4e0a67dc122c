import { UndeliverableError } from "../engine/failures.ts";

/** Nobody answers there, whoever the notification is for: others need not knock as well for a while. Tried again later. */
export class SilentEndpointError extends Error {
  override name = "SilentEndpointError";
  /** What the receiver asked for, in ms. */
  readonly retryAfterMs: number | null;

  constructor(sentence: string, retryAfterMs: number | null = null) {
    super(sentence);
    this.retryAfterMs = retryAfterMs;
  }
}

/** What is set is wrong: nothing gets through there until somebody puts it right. */
export class BrokenChannelError extends UndeliverableError {
  override name = "BrokenChannelError";
}

/** Refused in an answer that says 200: something is set wrongly there, and trying again would change nothing. */
export function refusedForGood(said: string): UndeliverableError {
  return new UndeliverableError(`The receiver refused it: ${said}`);
}

/** So begins what is kept of a receiver that refuses for now: the next channel need not wait for it. */
const notNow = "Not now";

/** Refused in the answer, but it may pass: too many at once, or busy. */
export function refusedForNow(said: string, retryAfterMs: number | null): SilentEndpointError {
  return new SilentEndpointError(`${notNow}: ${said}`, retryAfterMs);
}

export function isRefusedForNow(answer: string | null): boolean {
  return answer?.startsWith(`${notNow}: `) === true;
}

/** Nothing gets through until somebody puts the settings right. */
export function brokenSettings(said: string): string {
  return `The webhook is set up wrongly; check its address, and its settings at the service. The service answered: ${said}`;
}

/** Nothing leaves for a service that would refuse it. */
export const withoutItsSecret =
  "The webhook is set up wrongly; its secret is missing. Enter it on the page of your channels.";

/** Taken by something that has yet to pass it on. */
export function relayed(said: string): string {
  return `${said} (accepted by the workflow, not yet posted)`;
}
