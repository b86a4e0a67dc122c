/** Words with names in braces. Each is filled once: what is filled in is never looked at again. */

const names = /\{([A-Za-z][A-Za-z0-9]*)\}/g;

/** In their order, each once. */
export const namesIn = (template: string): readonly string[] => [
  ...new Set([...template.matchAll(names)].map(([, name = ""]) => name)),
];

/** A name that nothing is known of becomes a dash. */
export const filled = (template: string, said: Readonly<Record<string, string>>): string =>
  template.replace(names, (_, name: string) => (Object.hasOwn(said, name) ? (said[name] ?? "—") : "—"));
