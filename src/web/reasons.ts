/** Why a notification has not been taken, for the reader: our own sentences in their language, a receiver's as they are. */
import type { PageContext } from "./page-context.ts";

export function formatReason({ words }: PageContext, reason: string): string {
  return words.delivery.reasons.reduce((text, [pattern, said]) => text.replace(pattern, said), reason);
}
