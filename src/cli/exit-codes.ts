import { formatFileError } from "../kernel/file-error.ts";
import { codeOfError, rowOf } from "../playbook/codes.ts";

/** What a command's end says to a script. docs/cli.md lists the same. */
export const exitCodes = {
  done: 0,
  /** The desk said no, or a check found a difference. */
  refused: 1,
  /** Wrong arguments, or fields that will not do. */
  usage: 2,
  notFound: 3,
  /** Something happened in between. */
  conflict: 4,
  /** The data cannot be opened, or another process holds it and cannot be reached. */
  cannotOpen: 5,
  /** The settings or the environment are wrong. */
  configuration: 6,
  /** We erred. */
  ours: 70,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with sentences for the person and a code for the script. */
export class CliFailure extends Error {
  override name = "CliFailure";
  readonly code: ExitCode;

  constructor(code: ExitCode, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

/** Errors by which the parts below say what to do; by name, because the command line knows none of those parts. */
const codesByName: Readonly<Record<string, ExitCode>> = {
  ConfigurationError: exitCodes.configuration,
  FileInUseError: exitCodes.cannotOpen,
  SchemaError: exitCodes.cannotOpen,
  UnfitDatabaseError: exitCodes.cannotOpen,
  LeaseHeldError: exitCodes.cannotOpen,
  FileExistsError: exitCodes.refused,
  CopyRefusedError: exitCodes.refused,
};

/** The sentence and the code for an error that a person can mend; null when we erred. */
export function failureOf(error: unknown): CliFailure | null {
  if (error instanceof CliFailure) return error;
  if (!(error instanceof Error)) return null;
  const known = codeOfError(error);
  const code =
    (known === null ? codesByName[error.name] : exitCodes[rowOf(known).exit]) ??
    (/^SQLITE_(CANTOPEN|NOTADB|CORRUPT|READONLY|BUSY|FULL|IOERR)/.test(codeOf(error)) ? exitCodes.cannotOpen : null);
  if (code !== null) return new CliFailure(code, error.message);
  const ofFile = formatFileError(error);
  return ofFile === null ? null : new CliFailure(exitCodes.cannotOpen, ofFile);
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
