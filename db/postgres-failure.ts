import { SamePersonError, StaleInstanceError, StorageUnavailableError } from "../src/engine/failures.ts";
import { isPreconditionFailed, samePersonSentence, staleSentence } from "./precondition.ts";

/** What PostgreSQL or the way to it threw, in the words of the engine's port; what is none of these is somebody's bad row. */
export function postgresFailure(error: unknown): Error {
  if (isPreconditionFailed(error) || error instanceof StorageUnavailableError) return error;
  const { message = String(error), constraint = "" } = error as { message?: string; constraint?: string };
  const code = sqlState(error);
  const cause = { cause: error };
  // Two writers wrote the same place of the same history, or the same command twice.
  if (code === "23505" && collisions.has(constraint)) return new StaleInstanceError(staleSentence, cause);
  if (code === "23505" && constraint === "sign_offs_same_person") return new SamePersonError(samePersonSentence, cause);
  if (code === "53100") {
    return new StorageUnavailableError(
      "full",
      "The database's disk is full: nothing can be recorded until there is room.",
      cause,
    );
  }
  if (code === "25006") {
    return new StorageUnavailableError(
      "read-only",
      "The database server takes no writes: it is a standby, or was set to read-only.",
      cause,
    );
  }
  if (code !== null && /^(XX|58)/.test(code)) {
    return new StorageUnavailableError("broken", `The database is damaged: ${message} (${code}).`, cause);
  }
  if (code === null || unavailable.test(code)) {
    return new StorageUnavailableError("away", `The database cannot be reached or is too busy: ${message}`, cause);
  }
  return new Error(`The database refused the rows: ${message} (${code}).`, cause);
}

/** Two transactions got in each other's way and one was undone: it may simply be run again. */
export function mayBeRunAgain(error: unknown): boolean {
  return ["40001", "40P01"].includes(sqlState(error) ?? "");
}

/** The server itself has said no, so it hears us: a connection without an answer is not asked anything more. */
export function isFromServer(error: unknown): boolean {
  return isPreconditionFailed(error) || sqlState(error) !== null;
}

const collisions = new Set(["log_pkey", "log_instance_seq", "log_command", "instances_pkey", "instances_id"]);

/**
 * Connections (08), rollbacks (40), no resources (53), a lock or a statement that took too long (55P03, 57014), a server
 * that is starting, stopping, standing by or unwilling (57P0x, 28, 3D), a session that stood still (25P03).
 */
const unavailable = /^(08|28|3D|40|53|55P03|57|25P03)/;

/** The server's own code; null when it was the driver or the network that failed. */
function sqlState(error: unknown): string | null {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith("E") ? code : null;
}
