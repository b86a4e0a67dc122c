/** The only way by which this program speaks HTTP to somebody else's machine. */
import { Agent, request } from "undici";
import { systemClock, type Clock } from "../kernel/clock.ts";
import { OwnNetworks } from "./addresses.ts";
import { answerText } from "./answer-text.ts";
import { InFlight } from "./in-flight.ts";
import { checkedConnector, ForbiddenAddressError, systemResolve, type Resolve } from "./connector.ts";

export interface OutgoingLimits {
  /** From the first look at the name until the last byte of the answer. */
  readonly tryMs: number;
  /** Read of an answer; the rest is thrown away. */
  readonly answerBytes: number;
  readonly connectMs: number;
}

const outgoingLimits: OutgoingLimits = { tryMs: 20_000, answerBytes: 64 * 1024, connectMs: 10_000 };
const headerBytesMax = 16 * 1024;
const addressLengthMax = 2_000;

export interface OutgoingOptions {
  readonly limits?: Partial<OutgoingLimits>;
  /** The organisation's own networks to which notifications may go all the same; there also without encryption. */
  readonly own?: readonly string[];
  readonly resolve?: Resolve;
  /** Measures tries: the clock on the wall, because networks keep no other. */
  readonly wall?: Clock;
}

export interface OutgoingAnswer {
  readonly status: number;
  /** The beginning of what was answered, as text. */
  readonly text: string;
  /** Milliseconds that the receiver asks us to wait, or null. */
  readonly retryAfterMs: number | null;
}

export interface Outgoing {
  /**
   * Any answer is an answer, redirects included: none is followed. Throws `ForbiddenAddressError` for an address that is
   * refused, and an error with a sentence when there is no answer.
   */
  post(address: string, headers: Readonly<Record<string, string>>, body: string): Promise<OutgoingAnswer>;
  /** Begins nothing more. Resolves when everything is answered, or broken off at the limit. */
  rest(limit: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export function openOutgoing(options: OutgoingOptions = {}): Outgoing {
  const { resolve = systemResolve, wall = systemClock } = options;
  const limits = { ...outgoingLimits, ...options.limits };
  const own = new OwnNetworks(options.own ?? []);
  const agent = new Agent({
    connect: checkedConnector({ own, resolve, connectLimitMs: limits.connectMs }),
    // Not limited by host, where one receiver that hangs would keep its neighbours from theirs: see `Turns`.
    connections: null,
    pipelining: 0,
    allowH2: false,
    maxHeaderSize: headerBytesMax,
    headersTimeout: limits.tryMs,
    bodyTimeout: limits.tryMs,
  });
  const inFlight = new InFlight();
  const tryOnce = async (url: URL, headers: Readonly<Record<string, string>>, body: string, closing: AbortSignal) => {
    const limit = new AbortController();
    const sentence = `${url.host} did not answer within ${limits.tryMs / 1000} s.`;
    const takeBack = wall.after(limits.tryMs, () => limit.abort(new Error(sentence)));
    const signal = AbortSignal.any([limit.signal, closing]);
    try {
      const answer = await request(url, { method: "POST", dispatcher: agent, headers, body, signal });
      const bytes = await beginningOf(answer.body, limits.answerBytes);
      const { "content-encoding": encoding, "content-type": type } = answer.headers;
      const text = await answerText(bytes, { encoding, type }, limits.answerBytes);
      return { status: answer.statusCode, text, retryAfterMs: retryAfterMs(answer.headers["retry-after"], wall) };
    } catch (error) {
      if (closing.aborted) throw closing.reason;
      throw limit.signal.aborted ? new Error(sentence) : formatFailure(error, url.host);
    } finally {
      takeBack();
    }
  };
  return {
    post: async (address, headers, body) => {
      const url = checkedAddress(address, own);
      return inFlight.begin(({ signal, handOver }) => {
        handOver();
        return tryOnce(url, headers, body, signal);
      });
    },
    rest: (limit) => inFlight.rest(limit),
    close: () => agent.destroy(),
  };
}

/** An address that notifications may be sent to, as far as can be said before its name is resolved. Throws a sentence. */
export function checkedAddress(address: string, own: OwnNetworks): URL {
  if (address.length > addressLengthMax || !URL.canParse(address))
    throw new ForbiddenAddressError("This is no address.");
  const url = new URL(address);
  if (url.username !== "" || url.password !== "")
    throw new ForbiddenAddressError("The address must not carry a name or a password.");
  const isOwn = own.has(url.hostname.replace(/^\[|\]$/g, ""));
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isOwn))
    throw new ForbiddenAddressError("The address must begin with https://.");
  url.hash = "";
  return url;
}

/** What comes after the limit is neither read nor kept. */
async function beginningOf(body: AsyncIterable<Buffer> & { destroy(): unknown }, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= bytesMax) break;
  }
  body.destroy();
  return Buffer.concat(chunks).subarray(0, bytesMax);
}

/** Seconds or a date (RFC 9110, 10.2.3). */
function retryAfterMs(header: string | string[] | undefined, wall: Clock): number | null {
  if (typeof header !== "string") return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - wall.now());
}

function formatFailure(error: unknown, host: string): Error {
  if (error instanceof ForbiddenAddressError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new Error(`${host} ${whatItDid[code ?? ""] ?? "could not be reached"} (${code ?? message}).`, {
    cause: error,
  });
}

const brokeOff = "closed the connection before it had answered";
const unknown = "has no known address";

const whatItDid: Readonly<Partial<Record<string, string>>> = {
  ECONNREFUSED: "refused the connection",
  ECONNRESET: brokeOff,
  EPIPE: brokeOff,
  UND_ERR_SOCKET: brokeOff,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: brokeOff,
  ENOTFOUND: unknown,
  EAI_AGAIN: unknown,
};
