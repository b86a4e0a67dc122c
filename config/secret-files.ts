/** Secrets from files: each variable that may carry one, `X`, has an `X_FILE` beside it that names a file with it. */
import { readFileSync, statSync } from "node:fs";
import type { EnvironmentVariable } from "./sign-in-variables.ts";
import type { Problems, Source } from "./values.ts";

const secretBytesMax = 4096;
const othersMayRead = 0o044;
/** A container's and a unit's own: nobody else sees these folders, whatever the mode of their files. */
const ownFolders = ["/run/secrets/", "/run/credentials/"];

/** The variables with, after each secret one, its file. */
export function withSecretFiles(variables: readonly EnvironmentVariable[]): readonly EnvironmentVariable[] {
  return variables.flatMap((variable) => (variable.secret ? [variable, fileOf(variable)] : [variable]));
}

function fileOf({ name }: EnvironmentVariable): EnvironmentVariable {
  return {
    name: `${name}_FILE`,
    type: "file",
    default: "none",
    doc: `A file with ${name} that only its owner may read.`,
  };
}

/** The environment with every secret that a file holds in its own variable; a final line break is not part of it. */
export function readSecretFiles(source: Source, variables: readonly EnvironmentVariable[], problems: Problems): Source {
  const secrets = variables.filter(({ name, secret }) => secret && source[`${name}_FILE`]);
  const read = secrets.map(({ name }) => [name, readSecretFile(source, name, problems)] as const);
  return { ...source, ...Object.fromEntries(read) };
}

function readSecretFile(source: Source, name: string, problems: Problems): string | undefined {
  const file = source[`${name}_FILE`] ?? "";
  if (source[name]) problems.push(`${name} and ${name}_FILE are both set; use one way or the other.`);
  try {
    const { mode, size } = statSync(file);
    if ((mode & othersMayRead) !== 0 && !ownFolders.some((folder) => file.startsWith(folder)))
      problems.push(`${file} (${name}_FILE) is readable by others on this machine. Fix: chmod 600 ${file}`);
    if (size > secretBytesMax) {
      problems.push(`${file} (${name}_FILE) is too large for a secret; is it the right file?`);
      return undefined;
    }
    const secret = readFileSync(file, "utf8").replace(/\r?\n$/, "");
    if (secret === "") problems.push(`${file} (${name}_FILE) is empty.`);
    return secret;
  } catch (error) {
    problems.push(`${file} (${name}_FILE) cannot be read: ${(error as Error).message}.`);
    return undefined;
  }
}
