/** What receivers answer is shown and kept: without what would act for somebody. */

/** Anything shorter is a word like any other. */
const secretLengthMin = 16;
/** A beginning so long may be all that is left of a secret, where a text was cut. */
const notificationLength = 6;

/** The text without a secret that it repeats, whole or cut off at its end. */
export function withoutSecret(text: string, secret: string): string {
  if (secret.length < secretLengthMin) return text;
  const whole = text.replaceAll(secret, "…");
  for (let length = secret.length - 1; length >= notificationLength; length -= 1)
    if (whole.endsWith(secret.slice(0, length))) return `${whole.slice(0, -length)}…`;
  return whole;
}
