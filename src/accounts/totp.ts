/** Codes from an authenticator app (RFC 6238). Each is taken once, and the one before and after the present one too. */
import { Secret, TOTP } from "otpauth";
import type { Clock } from "../kernel/clock.ts";
import type { CredentialStore, Recorded } from "./ports.ts";

const periodS = 30;
/** So many steps either way: the clock of a telephone may be half a minute off. */
const window = 1;
const secretBytes = 20;

export interface TotpOffer {
  /** Base32, for typing. */
  readonly secret: string;
  /** `otpauth://…`, for the app. */
  readonly address: string;
}

export interface Totp {
  /** A new secret, which counts once a code of it has been given. */
  offer(person: string, account: string, issuer: string): Promise<TotpOffer>;
  /** `record` comes before the codes count: none counts unrecorded. */
  confirm(person: string, code: string, record?: Recorded): Promise<boolean>;
  /** Takes the code: the same one is wrong the second time. */
  check(person: string, code: string): Promise<boolean>;
  isOn(person: string): Promise<boolean>;
  remove(person: string): Promise<void>;
}

export function openTotp(credentials: CredentialStore, clock: Clock): Totp {
  const take = async (person: string, secret: string, code: string): Promise<boolean> => {
    const now = clock.now();
    const digits = code.replace(/\s/g, "");
    if (!/^\d{6}$/.test(digits)) return false;
    const delta = totpOf(secret).validate({ token: digits, timestamp: now, window });
    if (delta === null) return false;
    return credentials.takeTotpStep(person, Math.floor(now / 1000 / periodS) + delta);
  };
  return {
    offer: async (person, account, issuer) => {
      const secret = new Secret({ size: secretBytes }).base32;
      await credentials.setTotp(person, secret);
      const { period, digits } = totpOf(secret);
      const query = new URLSearchParams({
        secret,
        issuer,
        algorithm: "SHA1",
        digits: String(digits),
        period: String(period),
      });
      const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
      return { secret, address: `otpauth://totp/${label}?${query.toString().replaceAll("+", "%20")}` };
    },
    confirm: async (person, code, record) => {
      const row = await credentials.of(person);
      if (!row?.totpSecret || !(await take(person, row.totpSecret, code))) return false;
      await record?.();
      await credentials.confirmTotp(person, clock.now());
      return true;
    },
    check: async (person, code) => {
      const row = await credentials.of(person);
      return row?.totpSecret && row.totpConfirmedAt !== null ? take(person, row.totpSecret, code) : false;
    },
    isOn: async (person) => ((await credentials.of(person))?.totpConfirmedAt ?? null) !== null,
    remove: (person) => credentials.setTotp(person, null),
  };
}

function totpOf(secret: string): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: periodS });
}
