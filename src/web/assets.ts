/** Static files, served under the hash of their content: a browser keeps them for ever and never has an old one. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface Assets {
  readonly style: string;
  readonly icon: string;
  /** The same with something overdue. */
  readonly iconOverdue: string;
  /** Without a script: hides what only a script can use. */
  readonly plain: string;
  /** The only script that is needed: browsers give passkeys to scripts alone. */
  readonly passkey: string;
  /** What keeps an open page up to date, in the order in which it is loaded. */
  readonly live: readonly [morph: string, live: string];
  /** What is served at `style`. */
  readonly styleText: string;
}

export const staticFolder = fileURLToPath(new URL("./static/", import.meta.url));

const hashLength = 12;

/** In this order: a later rule takes the place of an earlier one. */
const styleParts = [
  "ground",
  "frame",
  "duty-desk",
  "incident",
  "rail",
  "record",
  "subject",
  "forms",
  "tables",
  "statistics",
  "first-steps",
  "roster",
  "narrow",
  "live",
  "paper",
];

const liveParts = ["live", "refresh", "clocks", "attention", "keys"];

/** `/static/HASH/desk.css`: the hash is part of the path, so that the folder can be served as it is. */
export function openAssets(): Assets {
  const styleText = styleParts.map((part) => read(`style/${part}.css`).toString()).join("\n");
  return {
    style: hashed("desk.css", styleText),
    icon: hashed("icon.svg", read("static/icon.svg")),
    iconOverdue: hashed("icon-overdue.svg", read("static/icon-overdue.svg")),
    plain: hashed("plain.css", read("static/plain.css")),
    passkey: hashed("passkey.js", read("static/passkey.js")),
    live: [
      hashed("vendor/idiomorph.min.js", read("static/vendor/idiomorph.min.js")),
      // They load each other from where the first one stands: a change of one is a new address of all.
      hashed("live.js", Buffer.concat(liveParts.map((part) => read(`static/${part}.js`)))),
    ],
    styleText,
  };
}

function read(path: string): Buffer {
  return readFileSync(new URL(path, import.meta.url));
}

function hashed(name: string, content: string | Buffer): string {
  const hash = createHash("sha256").update(content);
  return `/static/${hash.digest("hex").slice(0, hashLength)}/${name}`;
}
