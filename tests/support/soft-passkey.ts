/** A passkey in software: what a telephone would answer to the two ceremonies (WebAuthn level 2, ES256, no attestation). */
import { createHash, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { systemNewSecret } from "../../src/kernel/secret.ts";

interface Options {
  readonly challenge: string;
  readonly rp?: { readonly id?: string };
  readonly rpId?: string;
  readonly user?: { readonly id: string };
}

const present = 0x01;
const verified = 0x04;
const withKey = 0x40;

export class SoftPasskey {
  readonly id = Buffer.from(systemNewSecret(), "base64url").subarray(0, 16);
  readonly #origin: string;
  readonly #keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  #counter = 0;

  constructor(origin: string) {
    this.#origin = origin;
    this.#keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  }

  /** As `navigator.credentials.create` would, in the JSON that the page's script makes of it. */
  create(options: Options): string {
    const { x = "", y = "" } = this.#keys.publicKey.export({ format: "jwk" });
    const key = map([
      [integer(1), integer(2)],
      [integer(3), integer(-7)],
      [integer(-1), integer(1)],
      [integer(-2), bytes(Buffer.from(x, "base64url"))],
      [integer(-3), bytes(Buffer.from(y, "base64url"))],
    ]);
    const length = Buffer.from([0, this.id.length]);
    const authData = Buffer.concat([
      this.#authData(options.rp?.id ?? "", present | verified | withKey),
      Buffer.alloc(16),
      length,
      this.id,
      key,
    ]);
    const attestation = map([
      [text("fmt"), text("none")],
      [text("attStmt"), map([])],
      [text("authData"), bytes(authData)],
    ]);
    return this.#answer("webauthn.create", options, {
      attestationObject: attestation.toString("base64url"),
      transports: ["internal"],
    });
  }

  /** As `navigator.credentials.get` would; `flags` without the proof that the person unlocked it. */
  get(options: Options, flags = present | verified): string {
    const authData = this.#authData(options.rpId ?? "", flags);
    const client = this.#client("webauthn.get", options);
    const hash = createHash("sha256").update(client).digest();
    const signature = createSign("sha256")
      .update(Buffer.concat([authData, hash]))
      .sign(this.#keys.privateKey);
    const more = { authenticatorData: authData.toString("base64url"), signature: signature.toString("base64url") };
    return this.#answer("webauthn.get", options, more);
  }

  /** As a copy that was made earlier would: it has counted less. */
  goBack(): void {
    this.#counter = 0;
  }

  #authData(host: string, flags: number): Buffer {
    this.#counter += 1;
    const tail = Buffer.alloc(5);
    tail.writeUInt8(flags, 0);
    tail.writeUInt32BE(this.#counter, 1);
    return Buffer.concat([createHash("sha256").update(host).digest(), tail]);
  }

  #client(type: string, { challenge }: Options): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }));
  }

  #answer(type: string, options: Options, response: object): string {
    const id = this.id.toString("base64url");
    const clientDataJSON = this.#client(type, options).toString("base64url");
    return JSON.stringify({
      id,
      rawId: id,
      type: "public-key",
      clientExtensionResults: {},
      response: { clientDataJSON, ...response },
    });
  }
}

/** As much CBOR as this takes. */
function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  return value < 256
    ? Buffer.from([(major << 5) | 24, value])
    : Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
}
const integer = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value));
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value]);
const text = (value: string) => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
const map = (pairs: readonly (readonly [Buffer, Buffer])[]) => Buffer.concat([head(5, pairs.length), ...pairs.flat()]);
