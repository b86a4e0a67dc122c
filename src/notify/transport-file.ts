/**
 * Writes notifications as `.eml` files, which every mail program opens: what happens until a mail server is set. A notification that is
 * written again replaces itself, a half-written one is never seen, and one that was sent survives a power cut.
 */
import { mkdir, open, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createTransport } from "nodemailer";
import type { Mailbox } from "../../config/types.ts";
import { digest, envelopeOf } from "./envelope.ts";
import type { OutgoingNotification, Transport } from "./transport.ts";

export interface FileOptions {
  readonly folder: string;
  readonly from: Mailbox;
}

export function fileTransport({ folder, from }: FileOptions): Transport {
  const composer = createTransport({
    streamTransport: true,
    buffer: true,
    newline: "windows",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  let isFolderKept = false;
  return {
    channel: "file",
    keeps: true,
    describe: `as files to ${folder}`,
    send: async (notification) => {
      const { message } = await composer.sendMail(envelopeOf(notification, from));
      const file = join(folder, fileName(notification));
      try {
        const isMade = (await mkdir(folder, { recursive: true })) !== undefined;
        if (isMade || !isFolderKept) await keepNamesIn(dirname(folder));
        isFolderKept = true;
        await writeWhole(file, message as Buffer);
        await keepNamesIn(folder);
      } catch (error) {
        throw withoutPath(error);
      }
      return file;
    },
  };
}

function withoutPath(error: unknown): Error {
  const { code = "no reason given" } = error as NodeJS.ErrnoException;
  return new Error(`The notification could not be written as a file: ${code}.`, { cause: error });
}

/** In a listing the notifications stand in their order: `20261122T225600Z-5f0c….eml`. The delivery log shows it: it names nobody. */
function fileName(notification: OutgoingNotification): string {
  const when = new Date(notification.at).toISOString().replace(/[-:]|\.\d+/g, "");
  return `${when}-${digest(notification.message, notification.recipient).slice(0, 12)}.eml`;
}

async function writeWhole(file: string, content: Buffer): Promise<void> {
  const unfinished = `${file}.part`;
  const handle = await open(unfinished, "w", 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
}

/** A new name in a folder is on the disk when the folder is. Windows does that by itself, and opens no folder. */
async function keepNamesIn(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
