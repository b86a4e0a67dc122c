/**
 * The last look before an address leaves the house. nodemailer 10 would follow a line break into a second header and take
 * lists and groups apart, so only what is plainly one address gets that far.
 */
const addressMax = 254;
const plainAddress = /^[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

/** One address and nothing else: no list, no group, no comment, no line break. */
export function isPlainAddress(text: string): boolean {
  return text.length <= addressMax && plainAddress.test(text) && !text.includes("..");
}

const headerMax = 300;

/** One line of a header: control characters, line breaks and text-direction marks become spaces. */
export function headerLine(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ").replace(/ {2,}/g, " ");
  return Array.from(line.trim()).slice(0, headerMax).join("");
}
