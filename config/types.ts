/** What the configuration is once it has been read and checked. */

/** A name and an address, as a notification's sender or receiver carries them. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** `starttls` refuses to go on without encryption; `off` is for a relay on this machine. */
  readonly tls: "starttls" | "implicit" | "off";
  readonly user: string | null;
  readonly password: string | null;
}

/** How people sign in at the organisation's own provider (OpenID Connect). */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** What the button says. */
  readonly name: string;
  readonly scopes: string;
  /** `groups`, or `realm_access.roles`. */
  readonly rolesClaim: string;
  /** From a value of that claim to a role here. Empty: roles are given at the desk. */
  readonly roles: Readonly<Record<string, SettingsRole>>;
}

export type SettingsRole =
  "duty-officer" | "lead" | "unit-contact" | "spokesperson" | "superior" | "auditor" | "administrator";

/** The first administrator and the organisation, for a start without anybody at the keyboard. */
export interface UnattendedSetUp {
  readonly name: string;
  readonly mail: string;
  readonly password: string;
  /** Null: as the settings file has it. */
  readonly organisation: string | null;
  readonly zone: string | null;
  readonly language: "zh" | "en";
}
