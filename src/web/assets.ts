/** Static files, served under the hash of their content: a browser keeps them for ever and never has an old one. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface Assets {
  readonly style: string;
  readonly icon: string;
  /** The only script that is needed: browsers give passkeys to scripts alone. */
  readonly passkey: string;
}

export const staticFolder = fileURLToPath(new URL("./static/", import.meta.url));

const hashLength = 12;

/** `/static/HASH/desk.css`: the hash is part of the path, so that the folder can be served as it is. */
export function openAssets(): Assets {
  return { style: hashed("desk.css"), icon: hashed("icon.svg"), passkey: hashed("passkey.js") };
}

function hashed(name: string): string {
  const hash = createHash("sha256").update(readFileSync(new URL(`./static/${name}`, import.meta.url)));
  return `/static/${hash.digest("hex").slice(0, hashLength)}/${name}`;
}
