/**
 * Secrets that have to be read again are stored sealed, with a key that lies outside the database. The same text is sealed to the same
 * value, so that a database can compare two without opening them.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac } from "node:crypto";

export interface Sealing {
  seal(text: string): string;
  /** What was stored before there was a key is its own. Null: it was sealed with another key, or is damaged. */
  open(stored: string): string | null;
  /** Is it stored as it should be? */
  isSealed(stored: string): boolean;
}

const prefix = "sealed:1:";
const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;
const keyIdLength = 8;
export const sealingKeyBytes = 32;

/** Without a key: nothing is sealed, and what is sealed stays closed. */
export const unsealed: Sealing = {
  seal: (text) => text,
  open: (stored) => (stored.startsWith(prefix) ? null : stored),
  isSealed: () => true,
};

/** `key`: 32 bytes. */
export function sealingWith(key: Buffer): Sealing {
  if (key.length !== sealingKeyBytes) throw new Error(`A key for sealing has ${sealingKeyBytes} bytes.`);
  const [forText, forNonce] = [derived(key, "text"), derived(key, "nonce")];
  const own = `${prefix}${createHash("sha256").update(derived(key, "name")).digest("hex").slice(0, keyIdLength)}:`;
  return {
    seal: (text) => {
      // A nonce out of the text is never used for another text.
      const nonce = createHmac("sha256", forNonce).update(text).digest().subarray(0, nonceBytes);
      const cipher = createCipheriv(algorithm, forText, nonce, { authTagLength: tagBytes });
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return own + Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString("base64url");
    },
    open: (stored) => {
      if (!stored.startsWith(prefix)) return stored;
      if (!stored.startsWith(own)) return null;
      const bytes = Buffer.from(stored.slice(own.length), "base64url");
      return bytes.length < nonceBytes + tagBytes ? null : opened(forText, bytes);
    },
    isSealed: (stored) => stored.startsWith(prefix),
  };
}

function opened(key: Buffer, bytes: Buffer): string | null {
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

const derived = (key: Buffer, purpose: string): Buffer =>
  createHmac("sha256", key).update(`answerable/channels/${purpose}`).digest();
