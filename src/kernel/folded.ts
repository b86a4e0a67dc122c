/**
 * Text from outside in the form in which it is compared: composed alike, in small letters. Unicode's normalisation takes time
 * that grows with the square of a long text, so nothing is normalised before its length is known.
 */
export function folded(text: string, lengthMax: number): string | null {
  const trimmed = text.trim();
  return trimmed.length > lengthMax ? null : trimmed.normalize("NFKC").toLowerCase();
}
