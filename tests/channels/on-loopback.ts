/** The services as they are, with their addresses on this machine: a test's own receiver is recognised by its path. */
import { knownServices } from "../../src/channels/known-services.ts";
import type { Preset } from "../../src/channels/preset.ts";
import { addresses } from "./samples.ts";

export const onLoopback: readonly Preset[] = knownServices.map((preset) => ({
  ...preset,
  at: { ...preset.at, hosts: ["127.0.0.1"] },
}));

/** The service's sample address, with a receiver on this machine behind it. */
export function addressOn(id: string, port: number): string {
  const { pathname, search } = new URL(addresses[id]!);
  return `http://127.0.0.1:${port}${pathname}${search}`;
}
