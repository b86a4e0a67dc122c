import type { Preset, PresetAddress } from "./preset.ts";

/** The service that an address belongs to, and the values in its path. Null: none that is known. */
export function recognise(presets: readonly Preset[], address: string): Preset | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return presets.find(({ at }) => isAt(at, url)) ?? null;
}

function isAt(
  { hosts, path, parameter, parameterForm = /./ }: PresetAddress,
  { hostname, pathname, searchParams }: URL,
): boolean {
  const isHost = hosts?.some((host) => (host.startsWith(".") ? hostname.endsWith(host) : hostname === host)) ?? true;
  return (
    isHost && path.test(pathname) && (parameter === undefined || parameterForm.test(searchParams.get(parameter) ?? ""))
  );
}
