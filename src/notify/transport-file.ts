/**
 * Writes letters as `.eml` files, which every mail program opens: what happens until a mail server is set. A letter that is
 * written again replaces itself, and a half-written one is never seen.
 */
import { mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import type { Mailbox } from "../../config/types.ts";
import { digest, envelopeOf } from "./envelope.ts";
import type { OutgoingLetter, Transport } from "./transport.ts";

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
  return {
    channel: "file",
    describe: `as files to ${folder}`,
    send: async (letter) => {
      const { message } = await composer.sendMail(envelopeOf(letter, from));
      const file = join(folder, fileName(letter));
      await mkdir(folder, { recursive: true });
      await writeWhole(file, message as Buffer);
      return file;
    },
  };
}

/** In a listing the letters stand in their order: `20261122T225600Z-li-5f0c….eml`. */
function fileName(letter: OutgoingLetter): string {
  const when = new Date(letter.at).toISOString().replace(/[-:]|\.\d+/g, "");
  const who = letter.recipient.replace(/[^a-z0-9-]/gi, "_");
  return `${when}-${who}-${digest(letter.message, letter.recipient).slice(0, 12)}.eml`;
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
