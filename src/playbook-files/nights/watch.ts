/** What can be heard of a night while it runs. */

/** Told as it happens: what somebody did, or that time passed, and the notifications that came of it. */
export type Watch = (at: number, what: Happening, told: readonly string[]) => void;

export type Happening =
  | { readonly kind: "opened"; readonly by: string }
  | { readonly kind: "sent"; readonly event: string; readonly by: string }
  | { readonly kind: "refused"; readonly event: string; readonly by: string; readonly why: string }
  | { readonly kind: "time" };
