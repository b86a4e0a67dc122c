/** What every event carries, whatever its form says besides. */

/** When something was recorded, and by whom. */
export type Stamp = {
  readonly at: number;
  readonly by: string;
};

/** Any event, by what all of them carry. */
export type AnySent = Stamp & { readonly type: string };

/** The question whether an event would be accepted, by what all such questions carry. */
export type AnyAsked = { readonly type: string; readonly by: string; readonly at?: number | undefined };
