import type { Lines } from "../preset.ts";

/** In a chat: what is most urgent first, and the link at the end. */
export const groupLines: readonly (keyof Lines)[] = ["subject", "happened", "asked", "due", "more", "open"];
