/** A command as the engine records it: whose, in which roles, and how that was known. */
import type { Command } from "../engine/api.ts";
import { recordedCommandId } from "../kernel/command-id.ts";
import type { ActCommand } from "./act-command.ts";

export function recordedCommand(
  { id: by }: { readonly id: string },
  as: readonly string[],
  { auth, ...command }: ActCommand,
): Command {
  return { by, as, ...(auth !== undefined && { auth }), commandId: recordedCommandId(by, command) };
}
