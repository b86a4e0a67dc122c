/**
 * Opens connections to public addresses only. The check is made on the very address that is connected to, so a name that
 * leads somewhere else a moment later leads nowhere.
 */
import { lookup as systemLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { whyNotSentTo, type OwnNetworks } from "./addresses.ts";

/** Not tried again by itself: the address leads where nothing may be sent. */
export class ForbiddenAddressError extends Error {
  override name = "ForbiddenAddressError";
}

/** As `dns.lookup` with `all: true`. Tests pass others. */
export type Resolve = (
  host: string,
  answer: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

export const systemResolve: Resolve = (host, answer) => {
  systemLookup(host, { all: true, verbatim: true }, answer);
};

export interface ConnectorOptions {
  readonly own: OwnNetworks;
  readonly resolve: Resolve;
  readonly connectLimitMs: number;
}

export function checkedConnector({ own, resolve, connectLimitMs }: ConnectorOptions): buildConnector.connector {
  // Names and addresses both go through the lookup, because Node leaves it out for what is an address already.
  const connect = buildConnector({ timeout: connectLimitMs, lookup: checkedLookup(own, resolve) });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, "");
    const why = isIP(host) === 0 ? null : whyNotSentTo(host, own);
    if (why !== null) {
      callback(new ForbiddenAddressError(`Nothing is sent there: ${why}.`), null);
      return;
    }
    connect(options, (...answer) => {
      const [error, socket] = answer;
      if (error !== null) {
        callback(error, null);
        return;
      }
      const reached = whyNotSentTo(socket.remoteAddress ?? "", own);
      if (reached === null) callback(null, socket);
      else {
        socket.destroy();
        callback(new ForbiddenAddressError(`Nothing is sent there: ${reached}.`), null);
      }
    });
  };
}

/** One address that is refused refuses the name: an honest name does not lead to both sides of the wall. */
function checkedLookup(own: OwnNetworks, resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    resolve(host, (error, addresses) => {
      if (error) {
        callback(error, "", 0);
        return;
      }
      const why = addresses.map(({ address }) => whyNotSentTo(address, own)).find((one) => one !== null);
      const [first] = addresses;
      if (why !== undefined || !first)
        callback(new ForbiddenAddressError(`Nothing is sent to ${host}: ${why ?? "it has no address"}.`), "", 0);
      else if (options.all) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}
