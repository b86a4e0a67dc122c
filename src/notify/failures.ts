/** Nobody answers there, whoever the letter is for: others need not knock as well for a while. Tried again later. */
export class SilentEndpointError extends Error {
  override name = "SilentEndpointError";
  /** What the receiver asked for, in ms. */
  readonly retryAfterMs: number | null;

  constructor(sentence: string, retryAfterMs: number | null = null) {
    super(sentence);
    this.retryAfterMs = retryAfterMs;
  }
}
