/** Names and titles inside a sentence, where no `<bdi>` can stand. */

const firstStrongIsolate = "\u2068";
const popIsolate = "\u2069";

/** Letters that are written from right to left, and characters that turn the direction of what follows. */
const turns =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/u;

/** Keeps the direction of a name to itself. A text that turns nothing stays as it is. */
export function isolate(text: string): string {
  return turns.test(text) ? `${firstStrongIsolate}${text}${popIsolate}` : text;
}

/** The same for every text in plain data, before sentences are made of it. */
export function isolateTexts<Data>(data: Data): Data {
  if (typeof data === "string") return isolate(data) as Data;
  if (typeof data !== "object" || data === null) return data;
  if (Array.isArray(data)) return data.map(isolateTexts) as Data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, isolateTexts(value)])) as Data;
}
