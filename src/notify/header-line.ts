const headerMax = 300;

/** One line of a header: control characters, line breaks and text-direction marks become spaces. */
export function headerLine(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ").replace(/ {2,}/g, " ");
  return Array.from(line.trim()).slice(0, headerMax).join("");
}
