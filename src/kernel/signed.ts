/** Words that only this desk can have written: anybody may read them, nobody can change them, each is good for one purpose. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Json } from "./json.ts";

const tokenLengthMax = 1_000;

/** Fits an address. `purpose` is part of what is signed, so that no token passes for one of another kind. */
export function signed(key: string, purpose: string, payload: Json): string {
  const words = Buffer.from(JSON.stringify(payload)).toString("base64url");
  return `${words}.${macOf(key, purpose, words).toString("base64url")}`;
}

/** What was signed; null when it was not, or for another purpose, or by another key. */
export function readSigned(key: string, purpose: string, token: string): Json | null {
  const [words = "", mac = "", ...more] = token.length > tokenLengthMax ? [] : token.split(".");
  const given = Buffer.from(mac, "base64url");
  const right = macOf(key, purpose, words);
  // The same bytes can be written in more than one way, and only one of them is ours.
  const isOurs = given.length === right.length && timingSafeEqual(given, right) && mac === right.toString("base64url");
  if (!isOurs || more.length > 0) return null;
  return JSON.parse(Buffer.from(words, "base64url").toString()) as Json;
}

function macOf(key: string, purpose: string, words: string): Buffer {
  return createHmac("sha256", key).update(`${purpose}\n${words}`).digest();
}
