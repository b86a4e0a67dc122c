/** The worst of everything that a request consists of, just under the lengths that are read. */

/** What Node reads of all headers, and of them and the address together, is 16 kB. */
export const headerBytes = 14_000;
/** Just under what is read of a stranger's form. */
const bodyBytes = 31_000;

export const fill = (text: string, bytes: number) => text.repeat(Math.floor(bytes / Buffer.byteLength(text)));
const count = (bytes: number, each: (number: number) => string) => {
  const parts: string[] = [];
  for (let length = 0, number = 0; length < bytes; number += 1) length += parts[parts.push(each(number)) - 1]!.length;
  return parts.join("");
};
/** Two marks that have to be put in order, as an address and a form write them. */
const marks = "%CC%81%CC%96";

export const texts: Readonly<Record<string, string>> = {
  notifications: "a",
  marks,
  "marks of all classes": "%CC%81%CC%96%CD%85%E3%82%99%CC%B4",
  "what grows when composed": "%EF%B7%BA",
  "broken escapes": "%zz",
  "half characters": "%E6",
  slashes: "/",
  spaces: "%20",
  "line breaks": "%0D%0A",
  zeros: "%00",
  capitals: "%C4%B0",
};

export const headers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "many cookies": { cookie: fill("a=b; ", headerBytes) },
  "empty cookies": { cookie: fill(";", headerBytes) },
  "a long cookie": { cookie: `answerable=${fill("a", headerBytes)}` },
  "cookies of escapes": {
    cookie: ["answerable", "answerable-device", "answerable-form", "answerable-step", "answerable_language"]
      .map((name) => `${name}=${fill("%CC%81", headerBytes / 5)}`)
      .join("; "),
  },
  "cookies of signs": { cookie: fill("=", headerBytes) },
  "a long token": { authorization: `Bearer ${fill("a", headerBytes)}` },
  "a token of spaces": { authorization: `Bearer ${fill(" a", headerBytes)}` },
  "another authorization": { authorization: `Basic ${fill("Bearer ", headerBytes)}` },
  "many languages": { "accept-language": count(headerBytes, (number) => `l${String(number)};q=0.1,`) },
  "short languages": { "accept-language": fill("a,", headerBytes) },
  "empty languages": { "accept-language": fill(",", headerBytes) },
  "a language in quotation marks": { "accept-language": `zh;q="${fill(",", headerBytes)}` },
  "language with parameters": { "accept-language": `zh${fill(";q=1", headerBytes)}` },
  "many types": { accept: fill("a/b,", headerBytes) },
  "types in quotation marks": { accept: `a/b;c="${fill(",", headerBytes)}` },
  "types with parameters": { accept: `text/html${count(headerBytes, (number) => `;p${String(number)}="`)}` },
  "many encodings": { "accept-encoding": fill("a,", headerBytes) },
  "a type of spaces": { "content-type": `application/x-www-form-urlencoded;${fill(" ", headerBytes)}x` },
  "a type of parameters": { "content-type": `application/x-www-form-urlencoded${fill(";a=b", headerBytes)}` },
  "a type in quotation marks": { "content-type": `application/x-www-form-urlencoded;a="${fill("\\a", headerBytes)}` },
  "many tags": { "if-none-match": fill('"a",', headerBytes) },
  "a date of brackets": { "if-modified-since": fill("(", headerBytes) },
  "a date of numbers": { "if-modified-since": fill("1 ", headerBytes) },
  "many ranges": { range: `bytes=${fill("0-0,", headerBytes)}` },
  "ranges apart": { range: `bytes=${count(headerBytes, (number) => `${String(number * 2)}-${String(number * 2)},`)}` },
  "an origin of labels": { origin: `http://${fill("a.", headerBytes)}` },
  "an encoded origin": { origin: `http://xn--${fill("a", headerBytes)}` },
  "an origin of encoded labels": { origin: `http://${fill("xn--fiqs8s.", headerBytes)}` },
  "an origin of escapes": { origin: `http://${fill("%CC%81%CC%96", headerBytes)}` },
  "many hops": { "x-forwarded-for": fill("1,", headerBytes) },
  "a long hop": { "x-forwarded-for": fill("[", headerBytes) },
  "a foreign host": { host: `localhost${fill(":1", headerBytes)}` },
  "a long agent": { "user-agent": fill("a ", headerBytes) },
  "a long key": { "idempotency-key": fill("a", headerBytes), "if-match": fill('"a",', 100) },
  "a site of spaces": { "sec-fetch-site": fill("a ", headerBytes) },
  "many headers": Object.fromEntries(Array.from({ length: 900 }, (_, number) => [`x-a${String(number)}`, "a"])),
};

export const queries: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) =>
      ["back", "text", "code"].map((field) => [`${field} of ${name}`, `${field}=${fill(text, headerBytes)}`]),
    ),
  ),
  "many names": count(headerBytes, (number) => `${String(number)}&`),
  "one name many times": fill("a=&", headerBytes),
  "many addresses back": fill("back=/&", headerBytes),
  "names in brackets": `a${fill("[b]", headerBytes)}=1`,
  signs: fill("=", headerBytes),
  "question marks": fill("?", headerBytes),
};

export const paths: Readonly<Record<string, string>> = {
  slashes: fill("/", headerBytes),
  steps: fill("/a", headerBytes),
  "steps back": fill("/..", headerBytes),
  points: `/${fill(".", headerBytes)}`,
  escapes: fill("/%2e%2e", headerBytes),
  numbers: `/incidents/${fill("1", headerBytes)}`,
};

const fields = ["mail", "password", "code", "answer", "back", "language", "commandId", "name", "zone", "kept"];
const asJson = (value: unknown) => encodeURIComponent(JSON.stringify(value));
const keptFields = (times: number, one: readonly string[]) => Array.from({ length: times }, () => one);
const kept: Readonly<Record<string, string>> = {
  depth: fill("[", bodyBytes),
  "depth of objects": fill('{"a":', bodyBytes),
  "balanced depth": `${fill("[", bodyBytes / 2)}${fill("]", bodyBytes / 2)}`,
  "many fields": asJson({ path: "/letters", fields: keptFields(1_000, ["a", "b"]) }),
  "wrong fields": `{"path":"/","fields":[${fill("[[],[]],", 20_000)}[]]}`,
  "a form of a playbook": asJson({ path: "/incidents/1/events/NOTE_ADDED", fields: keptFields(300, ["text", "水"]) }),
  "a long address": asJson({ path: `/${fill("incidents/1/events/", 28_000)}`, fields: [["a", "b"]] }),
  "long values": asJson({ path: "/account/phone", fields: [["phone", fill("<&'\"", 9_000)]] }),
  "escapes of JSON": `"${fill("\\u0301", bodyBytes)}"`,
  numbers: fill("9", bodyBytes),
};

export const bodies = (token: string): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]): [string, string][] => [
      ...fields.map((field): [string, string] => [
        `${field} of ${name}`,
        `form-token=${token}&${field}=${fill(text, bodyBytes)}`,
      ]),
      [`all of ${name}`, [`form-token=${token}`, ...fields.map((one) => `${one}=${fill(text, 3_000)}`)].join("&")],
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(kept).map(([name, text]) => [`kept of ${name}`, `form-token=${token}&mail=a&kept=${text}`]),
  ),
  "as many fields as are read": `form-token=${token}&${Array.from({ length: 299 }, (_, number) => `f${String(number)}=${fill("<", 95)}`).join("&")}`,
  "one field as often": `form-token=${token}&${Array.from({ length: 299 }, () => `mail=${fill("a", 95)}`).join("&")}`,
  "more fields": fill("a&", bodyBytes),
  "names in brackets": `form-token=${token}&a${fill("[b]", bodyBytes)}=1`,
  "a name of marks": `form-token=${token}&${fill(marks, bodyBytes)}=1`,
  "one name again and again": `form-token=${token}&${fill("roles=lead&", 3_200)}`,
  JSON: fill('{"a":', bodyBytes),
});
