/** How some services check that a request is its owner's: each in its own way, by a secret that both know. Pure. */
import { createHmac } from "node:crypto";

/** What is put into the request. */
export interface Signature {
  readonly timestamp: string;
  /** base64 */
  readonly sign: string;
}

export type SignatureName = keyof typeof signatures;

const hmac = (key: string, text: string) => createHmac("sha256", key).update(text).digest("base64");

/** `now` in ms. Sources: the manuals of the presets. */
const signatures = {
  dingtalk: (secret: string, now: number): Signature => {
    const timestamp = String(now);
    return { timestamp, sign: hmac(secret, `${timestamp}\n${secret}`) };
  },
  /** The other way round: what is signed is nothing, and the key is the text. */
  feishu: (secret: string, now: number): Signature => {
    const timestamp = String(Math.floor(now / 1000));
    return { timestamp, sign: hmac(`${timestamp}\n${secret}`, "") };
  },
};

export function sign(name: SignatureName, secret: string, now: number): Signature {
  return signatures[name](secret, now);
}
