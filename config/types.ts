/** What the configuration is once it has been read and checked. */

/** A name and an address, as a letter's sender or receiver carries them. */
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
