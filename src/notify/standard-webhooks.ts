/** Signs what goes to a webhook as Standard Webhooks says (github.com/standard-webhooks), so that any of its libraries can check it. */
import { createHmac } from "node:crypto";

const prefix = "whsec_";
const secretBytesMin = 24;
const secretBytesMax = 64;

/** `random`: 32 random bytes as base64url. */
export function webhookSecret(random: string): string {
  return `${prefix}${Buffer.from(random, "base64url").toString("base64")}`;
}

export interface ToSign {
  /** The same on every try. */
  readonly id: string;
  /** Of this try, in ms. */
  readonly at: number;
  readonly body: string;
}

/** One signature for each secret: while one replaces another, both are good. */
export function webhookHeaders({ id, at, body }: ToSign, secrets: readonly string[]): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000));
  const signatures = secrets.map((secret) => {
    const mac = createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest("base64");
    return `v1,${mac}`;
  });
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}

function keyOf(secret: string): Buffer {
  const key = Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : "", "base64");
  if (key.length < secretBytesMin || key.length > secretBytesMax)
    throw new Error(`A webhook's secret is ${prefix} and ${secretBytesMin} to ${secretBytesMax} bytes in base64.`);
  return key;
}
