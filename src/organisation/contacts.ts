/** Addresses of people: beside the log, so that they can be erased. */

export interface Contacts {
  readonly mail: string | null;
  readonly phone: string | null;
}

export interface ContactStore {
  of(person: string): Promise<Contacts>;
  all(): Promise<ReadonlyMap<string, Contacts>>;
  /** Null erases it. False: somebody else signs in with this address. */
  set(person: string, kind: keyof Contacts, address: string | null, at?: number): Promise<boolean>;
  /** Whose mail address this is, in whatever case it is written. */
  personByMail(address: string): Promise<string | null>;
}
