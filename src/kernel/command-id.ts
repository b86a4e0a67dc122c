/**
 * Everybody who sends commands has a space of ids of their own, and so has the desk. What one sender calls a command so never
 * stands in another's way, and nobody can take an id that the desk is going to use itself.
 */

/** No id that the desk makes begins so. */
const ofSender = "by:";

function spaceOf(by: string): string {
  return `${ofSender}${encodeURIComponent(by)}:`;
}

/** The id under which a command is recorded. */
export function recordedCommandId(by: string, { commandId, isDesksOwn }: SentCommand): string {
  return isDesksOwn === true ? commandId : `${spaceOf(by)}${commandId}`;
}

interface SentCommand {
  readonly commandId: string;
  readonly isDesksOwn?: true;
}

/** An id as its sender knows it; the desk's own as they are. */
export function commandIdAsSent({ by, commandId }: { by: string; commandId: string | null }): string | null {
  const space = spaceOf(by);
  return commandId?.startsWith(space) === true ? commandId.slice(space.length) : commandId;
}
