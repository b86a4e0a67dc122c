/**
 * What a mail server or a webhook answered, or why nothing could be sent, without where: people's addresses, names and numbers of
 * machines, paths and whole URLs, which may be as good as a password.
 */
const hidden = "[…]";

const patterns: readonly RegExp[] = [
  // A URL with everything behind it, also as JSON writes it.
  /https?:\\?\/\\?\/[^\s"'<>]+/giu,
  // From where a word begins: tried at every letter, a long word without an @ takes as long as its square.
  /(?<![^\s<>()[\]{},;:"'=])[^\s<>()[\]{},;:"'=]+@[^\s<>()[\]{},;:"'=]+/gu,
  // A path on a disk, or behind a host: at a slash that follows no word.
  /(?<![\w\\/.:<])(?:\\?\/[\w.~+%=&?$!*-]+)+\/?/gu,
  /\b[A-Za-z]:\\[^\s"'<>]+/gu,
  /\b\d{1,3}(?:\.\d{1,3}){3}\b/gu,
  /(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])/giu,
  // The name of a machine: labels and a top-level domain, in small letters; from its first label, for the same reason.
  /(?<![a-z0-9]\.|\w)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}\b/gu,
];

/** `known`: addresses in it, however they look. */
export function withoutAddresses(text: string, known: readonly string[] = []): string {
  const first = known.filter((one) => one !== "").reduce((rest, one) => rest.replaceAll(one, hidden), text);
  return patterns.reduce((rest, pattern) => rest.replace(pattern, hidden), first);
}
