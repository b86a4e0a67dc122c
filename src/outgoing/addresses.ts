/**
 * Where notifications may be sent over HTTP: the public internet, and nothing of the organisation's own network. Whatever is not plainly a public
 * address is refused: somebody who may type an address must not be able to … or make the desk connect to private addresses.
 */
import { BlockList, isIP, isIPv4, isIPv6 } from "node:net";

/** IANA special-purpose registries (RFC 6890 and its successors); `::/96`, NAT64, 6to4 and Teredo carry an IPv4 address inside. */
const refusedV4: readonly (readonly [string, number, string])[] = [
  ["0.0.0.0", 8, "this network"],
  ["10.0.0.0", 8, "a private network"],
  ["100.64.0.0", 10, "a provider's inner network"],
  ["127.0.0.0", 8, "this machine"],
  ["169.254.0.0", 16, "link-local"],
  ["172.16.0.0", 12, "a private network"],
  ["192.0.0.0", 24, "set aside for protocols"],
  ["192.0.2.0", 24, "set aside for documentation"],
  ["192.31.196.0", 24, "set aside for name servers"],
  ["192.52.193.0", 24, "set aside for relays"],
  ["192.88.99.0", 24, "6to4 relays"],
  ["192.168.0.0", 16, "a private network"],
  ["192.175.48.0", 24, "set aside for name servers"],
  ["198.18.0.0", 15, "set aside for measurements"],
  ["198.51.100.0", 24, "set aside for documentation"],
  ["203.0.113.0", 24, "set aside for documentation"],
  ["224.0.0.0", 4, "multicast"],
  ["240.0.0.0", 4, "reserved"],
];

/** Of IPv6 only 2000::/3 is given out; these parts of it lead elsewhere. */
const refusedV6: readonly (readonly [string, number, string])[] = [
  ["2001::", 23, "set aside for protocols"],
  ["2001:db8::", 32, "set aside for documentation"],
  ["2002::", 16, "6to4, which carries another address inside"],
  ["2620:4f:8000::", 48, "set aside for name servers"],
  ["3fff::", 20, "set aside for documentation"],
];

const lists = [
  ...refusedV4.map(([net, bits, what]) => ({ list: blockOf(net, bits, "ipv4"), what })),
  ...refusedV6.map(([net, bits, what]) => ({ list: blockOf(net, bits, "ipv6"), what })),
];
const givenOut = blockOf("2000::", 3, "ipv6");

/** Addresses and networks inside that this desk may knock at all the same: an SMS gateway, a test. */
export class OwnNetworks {
  readonly #list = new BlockList();

  /** `10.1.2.3`, `10.1.2.0/24`, `fd00::/8`. Throws a sentence when one is none of these. */
  constructor(networks: readonly string[]) {
    for (const network of networks) this.#add(network);
  }

  has(address: string): boolean {
    return isIP(address) !== 0 && this.#list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
  }

  #add(network: string): void {
    const [net = "", bits] = network.split("/");
    const longest = isIPv4(net) ? 32 : 128;
    const length = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN;
    if (isIP(net) === 0 || !(length >= 0 && length <= longest))
      throw new Error(`${JSON.stringify(network)} is no address or network; write 10.1.2.3, 10.1.2.0/24 or fd00::/8.`);
    this.#list.addSubnet(net, length, isIPv6(net) ? "ipv6" : "ipv4");
  }
}

/** Why nothing may be sent to a resolved address; null when it may. */
export function whyNotSentTo(address: string, own: OwnNetworks): string | null {
  if (isIP(address) === 0) return `${JSON.stringify(address)} is no address`;
  if (address.includes("%")) return `${address} is link-local`;
  if (own.has(address)) return null;
  const what = isIPv4(address) ? listed(address, "ipv4") : whatOfV6(address);
  return what === null ? null : `${address} is ${what}`;
}

function whatOfV6(address: string): string | null {
  if (!givenOut.check(address, "ipv6")) return "not an address of the public internet";
  return listed(address, "ipv6");
}

function listed(address: string, family: "ipv4" | "ipv6"): string | null {
  return lists.find(({ list }) => list.check(address, family))?.what ?? null;
}

function blockOf(net: string, bits: number, family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  list.addSubnet(net, bits, family);
  return list;
}
