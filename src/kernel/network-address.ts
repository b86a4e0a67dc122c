/**
 * Where somebody calls from, in one spelling. Proxies write an address with brackets, a port, a zone or quotation marks, in
 * capitals, or as IPv4 inside IPv6: whoever counts by address must not take each spelling for somebody else.
 */
import { isIPv4, isIPv6 } from "node:net";

/** Longer than every spelling of an address; what comes after it is not looked at. */
const spellingLengthMax = 100;

/** The address alone, IPv6 in its shortest form, IPv4 that is written as IPv6 as IPv4. Null: no address. */
export function plainAddress(said: string): string | null {
  const bare = withoutOrnaments(said.slice(0, spellingLengthMax));
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return null;
  const groups = groupsOf(bare);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return isMapped ? v4Of(groups, 6) : shortest(bare);
}

/**
 * The part of an address that its holder does not choose: all of IPv4, the first 64 bits of IPv6, and of IPv6 that only
 * carries IPv4 (NAT64, 6to4, IPv4-compatible) the IPv4 address. Whatever is no address is one network.
 */
export function networkOf(said: string): string {
  const address = plainAddress(said);
  if (address === null) return "unknown";
  if (isIPv4(address)) return address;
  const groups = groupsOf(address);
  const begins = (...wanted: readonly number[]) => wanted.every((group, index) => groups[index] === group);
  if (begins(0x64, 0xff9b, 0, 0, 0, 0)) return v4Of(groups, 6);
  if (begins(0x2002)) return v4Of(groups, 1);
  if (begins(0, 0, 0, 0, 0, 0)) return groups[6] === 0 ? address : v4Of(groups, 6);
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}::/64`;
}

/** `"[2001:DB8::1%eth0]:443"` → `2001:DB8::1`, `192.0.2.1:443` → `192.0.2.1` */
function withoutOrnaments(said: string): string {
  const [, unquoted = ""] = /^"?([^"]*)"?$/.exec(said.trim()) ?? [];
  const [, bracketed] = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(unquoted) ?? [];
  const [, withPort] = /^([\d.]+):\d{1,5}$/.exec(unquoted) ?? [];
  const [address = ""] = (bracketed ?? withPort ?? unquoted).split("%");
  return address;
}

function shortest(v6: string): string {
  return new URL(`http://[${v6}]/`).hostname.slice(1, -1);
}

/** Eight numbers, whatever was left out of the text. */
function groupsOf(v6: string): readonly number[] {
  const [before = "", after] = shortest(v6).split("::");
  const numbers = (text: string) => (text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16)));
  const [head, tail] = [numbers(before), numbers(after ?? "")];
  const left = Math.max(0, 8 - head.length - tail.length);
  return [...head, ...Array.from({ length: left }, () => 0), ...tail];
}

function v4Of(groups: readonly number[], from: number): string {
  const [high = 0, low = 0] = groups.slice(from, from + 2);
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
