/** The beginning of an answer as text: unpacked where it came packed, in the letters that it says it is written in. */
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw, constants } from "node:zlib";

export interface Described {
  readonly encoding: string | string[] | undefined;
  readonly type: string | string[] | undefined;
}

/** Packed twice is taken apart twice; more is somebody's joke. */
const packedMax = 2;

/** At most `bytesMax` bytes of it, however much it would unpack to. */
export async function answerText(bytes: Buffer, { encoding, type }: Described, bytesMax: number): Promise<string> {
  let plain = bytes;
  for (const one of packings(bytes, encoding)) plain = await unpacked(plain, one, bytesMax);
  return decoded(plain.subarray(0, bytesMax), charsetOf(type));
}

type Packing = "gzip" | "deflate" | "br";

function packings(bytes: Buffer, encoding: Described["encoding"]): readonly Packing[] {
  const named = String(encoding ?? "")
    .toLowerCase()
    .split(",")
    .map((word) => word.trim().replace(/^x-/, ""))
    .filter((word): word is Packing => word === "gzip" || word === "deflate" || word === "br")
    .slice(-packedMax)
    .reverse();
  // Some say nothing of it.
  return named.length === 0 && bytes[0] === 0x1f && bytes[1] === 0x8b ? ["gzip"] : named;
}

/** As far as it goes: an answer that was cut off unpacks to its beginning, one that is not packed at all to itself. */
async function unpacked(bytes: Buffer, packing: Packing, bytesMax: number): Promise<Buffer> {
  const stream = unpackerOf(bytes, packing);
  const chunks: Buffer[] = [];
  let length = 0;
  stream.end(bytes);
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= bytesMax) break;
    }
  } catch {
    if (length === 0) return bytes;
  } finally {
    stream.destroy();
  }
  return Buffer.concat(chunks).subarray(0, bytesMax);
}

function unpackerOf(bytes: Buffer, packing: Packing) {
  const asFar = { finishFlush: constants.Z_SYNC_FLUSH };
  if (packing === "br") return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH });
  if (packing === "gzip") return createGunzip(asFar);
  // Half of the world leaves out the two bytes of RFC 1950.
  const hasHeader = ((bytes[0] ?? 0) & 0x0f) === 8 && (((bytes[0] ?? 0) << 8) + (bytes[1] ?? 0)) % 31 === 0;
  return hasHeader ? createInflate(asFar) : createInflateRaw(asFar);
}

function charsetOf(type: Described["type"]): string | null {
  return /charset\s*=\s*"?([\w:.+-]{1,40})/i.exec(String(type ?? ""))?.[1] ?? null;
}

function decoded(bytes: Buffer, charset: string | null): string {
  return (
    inCharset(bytes, charset ?? markedCharset(bytes)) ??
    inCharset(bytes, "utf-8", true) ??
    // What is no UTF-8 comes from a gateway in China, as likely as not.
    inCharset(bytes, "gb18030", true) ??
    bytes.toString("utf8")
  );
}

/** UTF-16 shows itself by its first letter. */
function markedCharset(bytes: Buffer): string | null {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0) ? "utf-16be" : null;
}

function inCharset(bytes: Buffer, charset: string | null, fatal = false): string | null {
  if (charset === null) return null;
  try {
    // `stream`: a letter that was cut in half at the end is left out.
    return new TextDecoder(charset, { fatal }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}
