import type { Preset, PresetAddress } from "./preset.ts";

/** The service that an address belongs to, and the values in its path. Null: none that is known. */
export function recognise(presets: readonly Preset[], address: string): Preset | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return presets.find(({ at }) => isAt(at, url)) ?? null;
}

/** Everybody in a group reads what comes, and a form of text messages has no place for a link: there none is made that acts for a person. */
export function carriesLinks({ reach, json }: Preset): boolean {
  return (
    reach === "person" &&
    json !== undefined &&
    /"acknowledge"|"oneTap"|"\{(?:acknowledge|oneTap)\}"/.test(JSON.stringify(json))
  );
}

function isAt(
  { hosts, path, parameter, parameterForm = /./, others = {} }: PresetAddress,
  { hostname, pathname, searchParams }: URL,
): boolean {
  const isHost = hosts?.some((host) => (host.startsWith(".") ? hostname.endsWith(host) : hostname === host)) ?? true;
  const has = (name: string, form: RegExp) => form.test(searchParams.get(name) ?? "");
  return (
    isHost &&
    path.test(pathname) &&
    (parameter === undefined || has(parameter, parameterForm)) &&
    Object.entries(others).every(([name, form]) => has(name, form))
  );
}
