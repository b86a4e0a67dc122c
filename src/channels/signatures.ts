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

/** As the service counts them: RFC 3986, in which these five are no signs of their own. */
const percent = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Names and values of a form. */
export type Form = readonly (readonly [string, string])[];

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
  /** It wants to see the secret itself. */
  plain: (secret: string): Signature => ({ timestamp: "", sign: secret }),
  /** Over all of the form, in the order of its names. The form says the time itself. */
  aliyun: (secret: string, _now: number, form: Form): Signature => {
    const sorted = form.toSorted(([one], [other]) => (one < other ? -1 : 1));
    const query = sorted.map(([name, value]) => `${percent(name)}=${percent(value)}`).join("&");
    const text = `POST&${percent("/")}&${percent(query)}`;
    return { timestamp: "", sign: createHmac("sha1", `${secret}&`).update(text).digest("base64") };
  },
};

export function sign(name: SignatureName, secret: string, now: number, form: Form = []): Signature {
  return signatures[name](secret, now, form);
}
