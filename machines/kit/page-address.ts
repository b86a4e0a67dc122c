/** The address of a page: http or https, a real host, nothing that a browser would first have to mend. */

/** Browsers forgive blanks, backslashes and missing slashes; an address on record is written as it is. */
const asWritten = /^https?:\/\/[^\s/\\?#@\p{C}]+(?:[/?#][^\s\\\p{C}]*)?$/iu;

const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i;
const topLabel = /^(?:[a-z]{2,63}|xn--[a-z0-9-]*[a-z0-9])$/i;
/** Names that never lead to a page which the public can open. */
const ownNames = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|invalid|onion|arpa)$/i;

function hostOf(text: string): string | null {
  if (!asWritten.test(text) || !URL.canParse(text)) return null;
  const { hostname } = new URL(text);
  // A name may end with the dot of the root.
  return hostname.replace(/\.$/, "");
}

const isName = (host: string) => host.length <= 253 && host.split(".").every((part) => label.test(part));

/** A page that somebody can look at, also an internal one: the source of an incident may be there. */
export function isPage(text: string): boolean {
  const host = hostOf(text);
  return host !== null && (host.startsWith("[") || isName(host));
}

/** A page that everybody can look at: what was published stands there. */
export function isPublicPage(text: string): boolean {
  const host = hostOf(text);
  if (host === null) return false;
  if (host.startsWith("[")) return isPublicIpv6(host.slice(1, -1));
  if (/^[\d.]+$/.test(host)) return isPublicIpv4(host.split(".").map(Number));
  const labels = host.split(".");
  return isName(host) && labels.length > 1 && topLabel.test(labels.at(-1) ?? "") && !ownNames.test(host);
}

function isPublicIpv4([a = 0, b = 0, c = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100 && b >= 64 && b <= 127) return false;
  if (a === 169 && b === 254) return false;
  if (a === 172 && b >= 16 && b <= 31) return false;
  return !(a === 192 && (b === 168 || (b === 0 && c === 0)));
}

/** Of the addresses in use all that are public begin with 2 or 3. */
function isPublicIpv6(address: string): boolean {
  return /^[23][0-9a-f]{3}:/i.test(address);
}
