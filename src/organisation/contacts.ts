/** Addresses of people: beside the log, so that they can be erased. */

export interface Contacts {
  readonly mail: string | null;
  readonly phone: string | null;
}

/** `Notice`: what people are told of a change, kept beside it until it has arrived. */
export interface ContactStore<Notice = never> {
  of(person: string): Promise<Contacts>;
  all(): Promise<ReadonlyMap<string, Contacts>>;
  /** Null erases it. The notices are kept in the same step. False: somebody else signs in with this address. */
  set(
    person: string,
    kind: keyof Contacts,
    address: string | null,
    at?: number,
    notices?: readonly Notice[],
  ): Promise<boolean>;
  /** Whose mail address this is, in whatever case it is written. */
  personByMail(address: string): Promise<string | null>;
}
