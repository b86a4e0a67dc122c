/** The playbook file that an argument means: a path, a shipped one, or a version of the office's own. */
import { playbookKey } from "../../../machines/playbook.ts";
import { shippedFiles, type TextFile } from "../../playbook-files/shipped-files.ts";
import type { CliContext } from "../cli-context.ts";
import { CliFailure, exitCodes } from "../exit-codes.ts";
import { fileAt, isPath } from "../files-at.ts";

/** Without a version the one that new incidents begin with, or the newest that comes with the program. */
export async function textFileOf(argument: string, world: CliContext): Promise<TextFile> {
  if (isPath(argument)) return fileAt(argument);
  const shipped = shippedFiles().map(({ path, text }) => ({ path, text, key: keyOf(path) }));
  const own = await ownSource(argument, world);
  const found = own ?? shipped.findLast(({ key }) => key === argument || key.split("@")[0] === argument);
  if (found) return found;
  const ids = [...new Set(shipped.map(({ key }) => key.split("@")[0]))].join(", ");
  throw new CliFailure(exitCodes.notFound, `There is no playbook file ${argument}. Shipped as files: ${ids}.`);
}

/** Files of the office, which a file may link. */
export async function ownTexts(world: CliContext): Promise<readonly TextFile[]> {
  const shelf = await world.openShelf();
  try {
    return (await shelf?.ownTexts()) ?? [];
  } finally {
    await shelf?.close();
  }
}

async function ownSource(argument: string, world: CliContext): Promise<TextFile | null> {
  const shelf = await world.openShelf();
  if (shelf === null) return null;
  try {
    const text = await shelf.source(argument);
    return text === null ? null : { path: argument, text };
  } finally {
    await shelf.close();
  }
}

/** `machines/liaison-slip/v1.yaml` */
function keyOf(path: string): string {
  const [, id = "", file = ""] = path.split("/");
  return playbookKey({ id, version: Number(/[0-9]+/.exec(file)?.[0]) });
}
