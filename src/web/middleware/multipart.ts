/** A form with a file chooser, as browsers send it without a script: each part is a text, a file too. */

export type Fields = Record<string, string | string[]>;

const typeOf = /^multipart\/form-data; ?boundary="?([\w'()+,./:=? -]{1,70}?)"?$/i;
const nameIn = /;\s*name="([^"\r\n]{1,100})"/i;
const headMax = 2_000;
const partsMax = 50;

/** Null: it is no such form, or is cut off. Bytes that are no UTF-8 become U+FFFD. */
export function multipartFields(body: Buffer, contentType: string): Fields | null {
  const boundary = typeOf.exec(contentType)?.[1];
  if (boundary === undefined) return null;
  // Without a prototype: a field may have any name.
  const fields = Object.create(null) as Fields;
  const [first, between] = [Buffer.from(`--${boundary}`), Buffer.from(`\r\n--${boundary}`)];
  if (body.indexOf(first) !== 0) return null;
  for (let at = first.length, parts = 0; parts <= partsMax; parts += 1) {
    if (body.subarray(at, at + 2).toString("latin1") === "--") return fields;
    const next = body.indexOf(between, at);
    const part = next < 0 ? null : partOf(body.subarray(at, next));
    if (part === null) return null;
    const before = fields[part.name];
    fields[part.name] = before === undefined ? part.text : [before, part.text].flat();
    at = next + between.length;
  }
  return null;
}

/** It begins with the end of its line of dashes. */
function partOf(bytes: Buffer): { readonly name: string; readonly text: string } | null {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0 || end > headMax) return null;
  const name = nameIn.exec(bytes.subarray(0, end).toString("utf8"))?.[1];
  return name === undefined ? null : { name, text: bytes.subarray(end + 4).toString("utf8") };
}
