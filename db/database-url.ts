/** Where the data lives, parsed once: `sqlite:path`, `sqlite::memory:` or `postgres://…`. */
export type DatabaseAddress =
  | { readonly kind: "sqlite"; readonly file: string }
  | { readonly kind: "memory" }
  | { readonly kind: "postgres"; readonly url: string };

/** Throws a sentence that names the forms that are understood. */
export function parseDatabaseUrl(url: string): DatabaseAddress {
  if (url === "sqlite::memory:") return { kind: "memory" };
  if (url.startsWith("sqlite:") && url.length > "sqlite:".length) {
    return { kind: "sqlite", file: url.slice("sqlite:".length).replace(/^\/\/(?=\/)/, "") };
  }
  if (/^postgres(ql)?:\/\//.test(url)) return { kind: "postgres", url };
  // The address may carry a password, so only its beginning is repeated.
  const scheme = url.slice(0, Math.max(0, url.indexOf(":") + 1)) || "(none)";
  throw new Error(
    `The database address begins with ${scheme}, which is not understood. Write sqlite:path/to/file.db, sqlite::memory: or postgres://user:password@host/name.`,
  );
}
