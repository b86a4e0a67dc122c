/** Where the addresses of calendar feeds are kept. `db` implements it. */
export interface CalendarAddress {
  /** A person's id; null: the team's. */
  readonly owner: string | null;
  readonly madeAt: number;
  readonly usedAt: number | null;
}

export interface CalendarAddressStore {
  /** Takes the place of the owner's earlier one, which no longer opens anything. */
  put(address: Omit<CalendarAddress, "usedAt"> & { readonly secretHash: string }): Promise<void>;
  find(secretHash: string): Promise<CalendarAddress | null>;
  of(owner: string | null): Promise<CalendarAddress | null>;
  /** A calendar program has come for it. */
  used(secretHash: string, at: number): Promise<void>;
}
