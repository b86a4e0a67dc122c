import { createHash } from "node:crypto";

/** SHA-256 of a playbook file's text: by it the text is stored and found. */
export const textDigest = (text: string): string => createHash("sha256").update(text).digest("hex");
