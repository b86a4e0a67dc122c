#!/usr/bin/env node
/**
 * Checks the exported record of one incident (format 1, docs/record.md). One file, no dependencies, no network, Node 20 or newer.
 *
 *   node verify.mjs FOLDER --vkey KEY [--vkey OLDER]… [--witness KEY]… [--since FILE[=TIME]]… [--texts] [--json]
 *   node verify.mjs FOLDER --self
 *   node verify.mjs RECEIPT --vkey KEY [--witness KEY]…
 *
 * KEY: the record's key, taken from anywhere but the folder. FILE: a checkpoint that you hold; TIME: since when, for instance
 * 2026-11-28T16:00:00Z: rows that it does not cover must be later. --self takes the key out of the folder: that says only that
 * the folder agrees with itself.
 *
 * Ends with 0 sound · 1 wrong use, or two things that cannot be compared · 2 altered or incomplete · 3 unreadable.
 */
import { createHash, createPublicKey, verify as verifySignature } from "node:crypto";
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const MiB = 2 ** 20;
const limits = {
  note: 64 * 1024,
  receipt: 8 * MiB,
  events: 256 * MiB,
  texts: 256 * MiB,
  tree: 700 * MiB,
  state: 64 * MiB,
  definition: 16 * MiB,
  consistency: 16 * MiB,
  line: 4 * MiB,
  rows: 2_000_000,
  stubs: 10_000_000,
  signatures: 64,
  depth: 64,
  files: 32,
  proof: 63,
  clocks: 10_000,
};
/** Each file of an export, and which limit it has. */
const known = {
  "checkpoint.txt": "note",
  "events.jsonl": "events",
  "texts.jsonl": "texts",
  "tree.txt": "tree",
  "state.json": "state",
  "definition.json": "definition",
  "consistency.txt": "consistency",
};
const optional = new Set(["consistency.txt"]);
/** For people: nothing proves them, and nothing is read from them. */
const unproven = new Set(["README.txt", "report.html", "vkey.txt"]);

/** How it ends, by which rule, and a sentence for a person. */
class Verdict extends Error {
  constructor(code, rule, sentence) {
    super(sentence);
    this.code = code;
    this.rule = rule;
  }
}
const unfit = (rule, sentence) => new Verdict(1, rule, sentence);
const altered = (rule, sentence) => new Verdict(2, rule, sentence);
const unreadable = (rule, sentence) => new Verdict(3, rule, sentence);

// Bytes and hashes ---------------------------------------------------------------------------------------------------

function sha256(...parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
const ofLeaf = Buffer.from([0]);
const ofNode = Buffer.from([1]);
const leafOf = (stub) => sha256(ofLeaf, stub);
const nodeOf = (left, right) => sha256(ofNode, left, right);

/** Null unless these letters are the only ones that say these bytes. */
function strictBase64(text, encoding, bytes) {
  const data = Buffer.from(text, encoding);
  const isStrict = data.toString(encoding) === text && (bytes === undefined || data.length === bytes);
  return isStrict ? data : null;
}

function utf8(data, name) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    throw unreadable("not-text", `${name} is not UTF-8.`);
  }
}

const dangerous = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** For the terminal: nothing that somebody wrote moves its cursor or turns its direction. */
function shown(text) {
  return String(text).replace(dangerous, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

// JSON, RFC 8785 -----------------------------------------------------------------------------------------------------

function canonical(value) {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new Error("no number");
    return JSON.stringify(value);
  }
  if (typeof value === "string") {
    if (/\p{Surrogate}/u.test(value)) throw new Error("half a surrogate pair");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const parts = Object.keys(value)
    .sort()
    .map((key) => `${canonical(key)}:${canonical(value[key])}`);
  return `{${parts.join(",")}}`;
}

/** How deep brackets stand in one another, before anything is parsed. */
function depthOf(text) {
  let depth = 0;
  let deepest = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at];
    if (isQuoted) {
      if (one === "\\") at += 1;
      else if (one === '"') isQuoted = false;
    } else if (one === '"') isQuoted = true;
    else if (one === "[" || one === "{") deepest = Math.max(deepest, (depth += 1));
    else if (one === "]" || one === "}") depth -= 1;
  }
  return deepest;
}

/** Null unless the text is the canonical JSON of an object. */
function canonicalObject(text) {
  if (depthOf(text) > limits.depth) return null;
  try {
    const value = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject && canonical(value) === text ? value : null;
  } catch {
    return null;
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isObject = (value) => typeof value === "object" && value !== null;
const own = (object, key) => (isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined);
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const asList = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

// Keys and notes, C2SP signed-note and tlog-checkpoint ---------------------------------------------------------------

const ofLog = 1;
const ofWitness = 4;
/** What stands before the 32 bytes of an Ed25519 key in its usual form. */
const keyPrefix = Buffer.from("302a300506032b6570032100", "hex");

function parseVkey(text, type) {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text.trim());
  const data = match && strictBase64(match[3], "base64", 33);
  if (!data || data[0] !== type) throw unfit("key", `This is no key that can be used here: ${shown(text)}`);
  const [, name, id] = match;
  if (sha256(name, "\n", data).subarray(0, 4).toString("hex") !== id)
    throw unfit("key", "The key does not fit its own number: was it copied whole?");
  const raw = data.subarray(1);
  return {
    name,
    id,
    type,
    key: createPublicKey({ key: Buffer.concat([keyPrefix, raw]), format: "der", type: "spki" }),
  };
}

/** Origin, size, root, and which of the keys have signed. */
function readCheckpoint(data, keys, what) {
  const bad = (why) => unreadable("note", `${what} ${why}.`);
  if (data.length > limits.note) throw unreadable("too-large", `${what} is larger than a checkpoint may be.`);
  const note = utf8(data, what);
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) throw bad("holds control characters");
  const cut = note.lastIndexOf("\n\n");
  if (cut < 0 || !note.endsWith("\n")) throw bad("is no signed note");
  const body = note.slice(0, cut + 1);
  const lines = note.slice(cut + 2, -1).split("\n");
  if (lines.length > limits.signatures) throw bad(`has more than ${limits.signatures} signatures`);
  const [origin, size, root, ...more] = body.slice(0, -1).split("\n");
  const hash = strictBase64(root ?? "", "base64", 32);
  const isHead = origin && /^(0|[1-9]\d{0,15})$/.test(size ?? "") && hash !== null && !more.includes("");
  if (!isHead) throw bad("is no checkpoint");
  const signers = lines.flatMap((line) => signersOf(line, { keys, body, what, bad }));
  return { what, origin, size: Number(size), root: hash, signers };
}

function signersOf(line, { keys, body, what, bad }) {
  const match = /^\u2014 ([^+\s]+) ([A-Za-z0-9+/]+=*)$/.exec(line);
  const signed = match && strictBase64(match[2], "base64");
  if (!signed || signed.length < 5) throw bad("has a line that is no signature");
  const id = signed.subarray(0, 4).toString("hex");
  return keys
    .filter((key) => key.name === match[1] && key.id === id)
    .map(({ name, type, key }) => {
      const time = type === ofWitness && signed.length === 76 ? Number(signed.readBigUInt64BE(4)) : null;
      const message = type === ofWitness ? `cosignature/v1\ntime ${time}\n${body}` : body;
      const signature = signed.subarray(type === ofWitness ? 12 : 4);
      if (signature.length !== 64 || !verifySignature(null, Buffer.from(message), key, signature))
        throw altered("signature", `${what}: the signature of ${shown(name)} does not fit.`);
      return { name, type, time };
    });
}

const hasSigned = ({ signers }, type) => signers.some((one) => one.type === type);

// The tree, RFC 6962 and RFC 9162 ------------------------------------------------------------------------------------

class Frontier {
  constructor(size, roots) {
    this.size = size;
    this.roots = roots;
  }
  append(leaf) {
    let joined = leaf;
    for (let n = this.size; n % 2 === 1; n = Math.floor(n / 2)) joined = nodeOf(this.roots.pop(), joined);
    this.roots.push(joined);
    this.size += 1;
  }
  root() {
    return this.size === 0 ? sha256() : this.roots.reduceRight((right, left) => nodeOf(left, right));
  }
}

function onesIn(n) {
  let count = 0;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

function readTree(data) {
  const bad = (why) => unreadable("tree", `tree.txt ${why}.`);
  const text = utf8(data, "tree.txt");
  if (!text.endsWith("\n")) throw bad("does not end where a line ends");
  const lines = text.slice(0, -1).split("\n");
  const number = (line, word) => {
    const match = /^([a-z]+) (0|[1-9]\d{0,9})$/.exec(line ?? "");
    if (match?.[1] !== word) throw bad(`has no "${word}" where it belongs`);
    return Number(match[2]);
  };
  if (lines[0] !== "answerable/tree/1") throw bad("is of another format");
  const first = number(lines[1], "first");
  const roots = number(lines[2], "frontier");
  if (roots !== onesIn(first)) throw bad("has a frontier of another size than its first leaf needs");
  const frontier = lines.slice(3, 3 + roots).map((line) => strictBase64(line, "base64", 32));
  const count = number(lines[3 + roots], "stubs");
  if (count > limits.stubs) throw unreadable("too-large", `tree.txt has more than ${limits.stubs} stubs.`);
  const stubs = lines.slice(4 + roots).map((line) => strictBase64(line, "base64", 48));
  const isWhole = stubs.length === count && count > 0 && !frontier.includes(null) && !stubs.includes(null);
  if (!isWhole) throw bad("has other lines than it says");
  return { first, frontier, stubs };
}

/** RFC 9162, 2.1.4.2. */
function isConsistent(old, now, proof) {
  if (old.size >= now.size || old.size === 0 || proof.length === 0 || proof.length > limits.proof) return false;
  const path = onesIn(old.size) === 1 ? [old.root, ...proof] : [...proof];
  let [fn, sn] = [old.size - 1, now.size - 1];
  const up = () => ([fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]);
  while (fn % 2 === 1) up();
  let [fr, sr] = [path[0], path[0]];
  for (const hash of path.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [nodeOf(hash, fr), nodeOf(hash, sr)];
      while (fn % 2 === 0 && fn !== 0) up();
    } else sr = nodeOf(sr, hash);
    up();
  }
  return sn === 0 && fr.equals(old.root) && sr.equals(now.root);
}

/** By the size of the earlier tree. */
function readConsistency(data) {
  const proofs = new Map();
  if (data === undefined) return proofs;
  const [head, ...blocks] = utf8(data, "consistency.txt")
    .replace(/\n$/, "")
    .split(/\n(?=old )/);
  const bad = (why) => unreadable("consistency", `consistency.txt ${why}.`);
  if (head !== "answerable/consistency/1") throw bad("is of another format");
  for (const block of blocks) {
    const [old, ...lines] = block.replace(/\n$/, "").split("\n");
    const match = /^old ([1-9]\d{0,15})$/.exec(old);
    const hashes = lines.map((line) => strictBase64(line, "base64", 32));
    if (!match || hashes.includes(null) || hashes.length > limits.proof) throw bad("has a block that is no proof");
    proofs.set(Number(match[1]), hashes);
  }
  return proofs;
}

// The rows -----------------------------------------------------------------------------------------------------------

const envelopeKeys = "as,at,auth,by,command,detail,due,event,instance,kind,seq,state,timer,v";
const kinds = new Set(["start", "event", "timer", "void", "delivered", "parked", "erased"]);
const tagOf = (instance, seq) => sha256(`answerable/tag/1\0${instance}\0${seq}`).latin1Slice(0, 16);

function linesOf(data) {
  const isEnded = data.length > 1 && data.at(-1) === 10;
  if (!isEnded) throw altered("events-cut", "events.jsonl does not end where a line ends.");
  const lines = [];
  for (let from = 0; from < data.length;) {
    const end = data.indexOf(10, from);
    if (end - from > limits.line || lines.length >= limits.rows)
      throw unreadable("too-large", "events.jsonl has more or longer lines than this program reads.");
    lines.push(data.subarray(from, end));
    from = end + 1;
  }
  return lines;
}

/** Where in the log the rows with each tag stand. */
function placesIn({ stubs }) {
  const places = new Map();
  for (const [index, stub] of stubs.entries()) {
    const tag = stub.latin1Slice(0, 16);
    const before = places.get(tag);
    places.set(tag, before === undefined ? index : [before, index].flat());
  }
  return places;
}

function isEnvelope(row) {
  return (
    Object.keys(row).join(",") === envelopeKeys &&
    row.v === 1 &&
    kinds.has(row.kind) &&
    typeof row.instance === "string" &&
    isCount(row.at) &&
    typeof own(row.event, "type") === "string" &&
    typeof row.state === "string" &&
    /^[0-9a-f]{64}$/.test(row.state)
  );
}

function readRows(data, tree) {
  const places = placesIn(tree);
  const rows = [];
  let last = -1;
  for (const [seq, line] of linesOf(data).entries()) {
    const bad = (rule, sentence) => altered(rule, `Row ${seq}: ${sentence}`);
    const text = line.toString("utf8");
    const row = canonicalObject(text);
    if (row === null || !Buffer.from(text).equals(line))
      throw bad("not-canonical", "these are not the bytes that were recorded.");
    if (!isEnvelope(row)) throw bad("envelope", "this is not the form of a row of the record.");
    if (row.instance !== (rows[0] ?? row).instance) throw bad("other-incident", "belongs to another incident.");
    if (row.seq !== seq)
      throw bad("sequence", `says that it is row ${shown(row.seq)}: a row is missing, doubled, or in another place.`);
    if ((seq === 0) !== (row.kind === "start"))
      throw bad("start", "the record begins with the start, and only it does.");
    const place = places.get(tagOf(row.instance, seq));
    if (place === undefined) throw bad("not-in-log", "is not in the log.");
    if (Array.isArray(place)) throw bad("forked", `the log holds ${place.length} rows in this place of this incident.`);
    if (!tree.stubs[place].subarray(16).equals(sha256(line))) throw bad("altered", "is not what was recorded.");
    if (place <= last) throw bad("order", "stands in the log before the row that it follows.");
    last = place;
    rows.push({ ...row, index: tree.first + place });
  }
  if (places.has(tagOf(rows[0].instance, rows.length)))
    throw altered("incomplete", `The log holds a row ${rows.length} of this incident, which is missing here.`);
  return rows;
}

// Texts --------------------------------------------------------------------------------------------------------------

const references = /t1:[A-Za-z0-9_-]{43}/g;
/** An erasure names what it takes away, and does not bring it; a command's id may look like anything. */
const refsOf = ({ kind, event }) =>
  kind === "start" || kind === "event" ? [...canonical(event).matchAll(references)].map(([ref]) => ref) : [];

function readTexts(data, rows) {
  const used = new Map();
  const erased = new Map();
  for (const row of rows) {
    for (const ref of refsOf(row)) if (!used.has(ref)) used.set(ref, row.seq);
    const refs = row.kind === "erased" ? own(row.event, "refs") : undefined;
    for (const ref of Array.isArray(refs) ? refs : []) erased.set(ref, row);
  }
  const content = utf8(data, "texts.jsonl");
  if (content !== "" && !content.endsWith("\n"))
    throw altered("texts-cut", "texts.jsonl does not end where a line ends.");
  const texts = new Map();
  let before = "";
  for (const [n, line] of content.split("\n").slice(0, -1).entries()) {
    const { ref, text } = readText(line, n + 1, used);
    if (!used.has(ref)) throw altered("text-foreign", `Line ${n + 1} of texts.jsonl belongs to no row.`);
    if (ref <= before) throw altered("text-order", `Line ${n + 1} of texts.jsonl is there twice or out of order.`);
    before = ref;
    texts.set(ref, text);
  }
  for (const [ref, seq] of used)
    if (!texts.has(ref) && !erased.has(ref))
      throw altered("text-missing", `A text of row ${seq} is missing, and no row says that it was erased.`);
  return { texts, erased, kept: [...erased.keys()].filter((ref) => texts.has(ref)) };
}

function readText(line, number, used) {
  const entry = line.length > limits.line ? null : canonicalObject(line);
  const salt = typeof own(entry, "salt") === "string" ? strictBase64(entry.salt, "base64url", 16) : null;
  const isText = entry && Object.keys(entry).join(",") === "ref,salt,text" && typeof entry.text === "string" && salt;
  if (!isText) throw altered("text", `Line ${number} of texts.jsonl is no text.`);
  const digest = sha256("answerable/text/1\0", salt, Buffer.from(entry.text, "utf8")).toString("base64url");
  if (`t1:${digest}` === entry.ref) return entry;
  const where = `${shown(entry.ref)}, first in row ${used.get(entry.ref) ?? "?"}`;
  throw altered("text-altered", `Line ${number} of texts.jsonl (${where}) is not the text that was recorded.`);
}

// Deadlines: the clocks of an incident from its rows alone, by the table of its definition (answerable/clocks/1) ------

class Clocks {
  constructor(table, rows) {
    const input = own(rows[0].event, "input");
    const opening = own(input, "opening");
    this.table = table;
    this.policy = own(input, "policy") ?? {};
    this.beganAt = rows[0].at;
    this.facts = {};
    for (const [name, fact] of Object.entries(table.facts)) this.facts[name] = own(opening, fact.opening) ?? null;
    this.counts = new Map();
    this.all = [];
    for (const row of rows) this.take(row);
  }

  take(row) {
    const { table } = this;
    const { event, kind } = row;
    if (kind === "start")
      for (const spec of table.clocks.filter(({ start }) => start === undefined))
        this.open(spec, spec.id, this.planOf(spec), row);
    if (kind !== "event") return;
    this.setFacts(event);
    if (table.recomputed.includes(event.type)) this.recompute(row);
    for (const spec of table.clocks) this.takeFor(spec, row);
    if (table.cancelled.includes(event.type))
      for (const clock of this.all.filter(({ stoppedAt }) => stoppedAt === null)) {
        stop(clock, row.at, row);
        clock.isCancelled = true;
      }
    if (table.resumed.includes(event.type))
      for (const clock of this.all.filter(({ isCancelled }) => isCancelled))
        Object.assign(clock, { isCancelled: false, stoppedAt: null, stoppedBy: null });
  }

  setFacts(event) {
    for (const [name, fact] of Object.entries(this.table.facts))
      for (const change of fact.set.filter((one) => one.on === event.type && holds(one.if, event))) {
        const isCleared = change.cleared !== undefined && own(event, change.cleared) === true;
        this.facts[name] = isCleared ? null : (own(event, change.field) ?? this.facts[name]);
      }
  }

  recompute(row) {
    for (const clock of this.all.filter(({ spec }) => spec.limit)) {
      const { anchor, anchorAt, spec } = clock;
      setPlan(clock, this.planOf(spec, spec.start === undefined ? undefined : { anchor, anchorAt }), row);
    }
  }

  takeFor(spec, row) {
    const { event } = row;
    const mine = this.all.filter((clock) => clock.spec === spec);
    const item = (field) =>
      mine.filter(({ id }) => field === undefined || id === `${spec.id}-${String(own(event, field))}`);
    if (spec.mark && asList(spec.mark.on).includes(event.type))
      for (const clock of item(spec.mark.item)) clock.marks.add(spec.mark.as);
    for (const met of spec.met.filter((one) => asList(one.on).includes(event.type) && holds(one.if, event))) {
      const reached = met.marked === undefined ? item(met.item) : mine.filter(({ marks }) => marks.has(met.marked));
      for (const clock of reached) stop(clock, claimedAt(row, met.at), row);
    }
    if (asList(spec.moved?.on).includes(event.type))
      for (const clock of item(spec.moved.item)) {
        const { anchor, anchorAt, rule } = clock;
        setPlan(clock, { anchor, anchorAt, limitMs: own(event, spec.moved.until) - anchorAt, rule }, row);
      }
    for (const start of asList(spec.start)) if (startsWith(start, event)) this.start(spec, start, row);
  }

  start(spec, start, row) {
    const n = (this.counts.get(spec.id) ?? 0) + 1;
    this.counts.set(spec.id, n);
    const plan =
      start.until === undefined
        ? this.planOf(spec, { anchor: "event", anchorAt: claimedAt(row, start.at) })
        : { anchor: "promise", anchorAt: row.at, limitMs: own(row.event, start.until) - row.at, rule: null };
    this.open(spec, `${spec.id}-${n}`, plan, row, start.mark);
  }

  open(spec, id, plan, row, mark) {
    if (this.all.length >= limits.clocks)
      throw unreadable("too-large", `There are more than ${limits.clocks} deadlines.`);
    const clock = { id, spec, stoppedAt: null, stoppedBy: null, isCancelled: false, earlier: [], marks: new Set() };
    if (mark !== undefined) clock.marks.add(mark);
    setPlan(clock, plan, row);
    this.all.push(clock);
  }

  planOf(spec, anchor) {
    const withFacts = (key) => key.replace(/\{(\w+)\}/g, (_, name) => String(this.facts[name]));
    const limit = spec.limit.policy.reduce((part, key) => own(part, withFacts(key)), this.policy);
    return { ...(anchor ?? this.anchorOf(limit.from)), limitMs: limit.within, rule: limit.rule };
  }

  anchorOf(from) {
    const name = (this.table.anchors[from] ?? []).find((fact) => this.facts[fact] !== null);
    return name === undefined ? { anchor: from, anchorAt: this.beganAt } : { anchor: name, anchorAt: this.facts[name] };
  }
}

const holds = (condition, event) =>
  Object.entries(condition ?? {}).every(([field, values]) => values.includes(own(event, field)));

const startsWith = (start, event) =>
  start.on === event.type && holds(start.if, event) && (start.until === undefined || isCount(own(event, start.until)));

/** A time that somebody claims counts, and is never later than when it was recorded. */
function claimedAt(row, field) {
  const value = field === undefined ? undefined : own(row.event, field);
  return isCount(value) ? Math.min(value, row.at) : row.at;
}

function setPlan(clock, plan, row) {
  const dueAt = plan.anchorAt + plan.limitMs;
  if (clock.dueAt !== undefined && clock.dueAt !== dueAt) clock.earlier.push({ dueAt: clock.dueAt, row: row.seq });
  Object.assign(clock, plan, { dueAt });
}

function stop(clock, at, row) {
  if (clock.stoppedAt === null) Object.assign(clock, { stoppedAt: at, stoppedBy: row.seq });
}

function stateOf({ isCancelled, stoppedAt, dueAt }) {
  if (isCancelled) return "cancelled";
  if (stoppedAt === null) return "open";
  return stoppedAt <= dueAt ? "met" : "met-late";
}

/** What the state after the last row says of its clocks, against what the rows lead to. */
function compareClocks(clocks, state) {
  const stored = Object.values(own(own(state, "context"), "clocks") ?? {}).flatMap(asList);
  const words = ({ id, anchorAt, limitMs, dueAt, stoppedAt }, named) =>
    [id, anchorAt, limitMs, dueAt, stoppedAt, named].join(" ");
  const isOpen = (named) => ["running", "warned", "missed"].includes(named);
  const ours = clocks.map((clock) => words(clock, stateOf(clock))).sort();
  const theirs = stored.map((clock) => words(clock, isOpen(clock.state) ? "open" : clock.state)).sort();
  for (let n = 0; n < Math.max(ours.length, theirs.length); n += 1) {
    if (ours[n] === theirs[n]) continue;
    const both = `rows say ${shown(ours[n] ?? "nothing")}, the state says ${shown(theirs[n] ?? "nothing")}`;
    throw altered("deadline", `A deadline of the recorded state is not what the rows lead to: ${both}.`);
  }
}

/** Every act on a version names the wording that was saved under it; nobody approves their own; what is published was approved. */
function checkBinding(binding, rows) {
  const saved = [];
  const said = [];
  let submitted = null;
  let approvals = [];
  for (const { seq, by, event } of rows.filter(({ kind }) => kind === "event")) {
    const refused = () => altered("approval", `Row ${seq}: this approval does not count, or there is none.`);
    if (event.type === binding.saved) saved.push({ by, digest: digestOf(fieldsThere(binding.of, event)) });
    if (!binding.bound.includes(event.type)) continue;
    const version = saved[Number(event.version) - 1];
    if (version?.digest !== event.digest || event.digest === undefined)
      throw altered("wording", `Row ${seq}: ${shown(event.type)} names another wording than the one that was saved.`);
    if (event.type === binding.submitted) [submitted, approvals] = [event.digest, []];
    if (event.type === binding.approved) {
      const isTheirs = version.by === by || approvals.some((one) => one.by === by);
      if (isTheirs || submitted !== event.digest) throw refused();
      approvals.push({ by, role: event.role });
    }
    if (!asList(binding.published).includes(event.type)) continue;
    if (submitted !== event.digest || approvals.length === 0) throw refused();
    said.push({ row: seq, version: Number(event.version), digest: event.digest, author: version.by, approvals });
  }
  return said;
}

const fieldsThere = (fields, event) => fields.map((field) => own(event, field) ?? null).filter((part) => part !== null);
const digestOf = (parts) => sha256(parts.join("\n\n")).toString("hex");

// Deadlines of procedures from files (answerable/clocks/2) ----------------------------------------------------------

const minuteMs = 60_000;
const dayMs = 86_400_000;
const unitMs = { s: 1000, min: minuteMs, h: 3_600_000, d: dayMs };

/** Local time as the incident keeps it from its opening: offsets, days off, working days at weekends. */
class Calendar {
  constructor(calendar) {
    this.offsets = asList(own(calendar, "offsets"));
    this.holidays = new Set(asList(own(calendar, "holidays")));
    this.workdays = new Set(asList(own(calendar, "workdays")));
  }

  /** The wall clock, written as if it were UTC. */
  wall(at) {
    return at + (this.offsets.findLast(([from]) => from <= at) ?? this.offsets[0] ?? [0, 0])[1] * minuteMs;
  }

  instant(wall) {
    const tried = [wall - dayMs, wall + dayMs].map((near) => wall - (this.wall(near) - near));
    const fitting = [Math.min(...tried), Math.max(...tried)].find((at) => this.wall(at) === wall);
    return fitting ?? Math.max(...tried);
  }

  isWorkday(day) {
    const date = dateOf(day);
    if (this.workdays.has(date) || this.holidays.has(date)) return this.workdays.has(date);
    return new Date(day).getUTCDay() % 6 !== 0;
  }

  add(anchorAt, length) {
    const [, digits, unit] = /^([0-9]{1,4}) ?(s|min|h|d|wd|mo|y)$/.exec(length) ?? [null, "0", "s"];
    const count = Number(digits);
    if (unit === "wd") return this.workdayEnd(anchorAt, count);
    if (unit === "mo" || unit === "y") return this.sameDate(anchorAt, unit === "y" ? 12 * count : count);
    const ms = count * unitMs[unit];
    return anchorAt + (ms <= 400 * dayMs ? ms : 0);
  }

  sameDate(anchorAt, months) {
    const wall = new Date(this.wall(anchorAt));
    const [year, month] = [wall.getUTCFullYear(), wall.getUTCMonth() + months];
    const date = Math.min(wall.getUTCDate(), lastDayOf(year, month));
    return this.instant(Date.UTC(year, month, date) + (wall.getTime() % dayMs));
  }

  workdayEnd(anchorAt, count) {
    const wall = this.wall(anchorAt);
    let day = wall - (wall % dayMs);
    let left = count;
    for (let looked = 0; left > 0 && looked < 10_000; looked += 1) {
      day += dayMs;
      if (this.isWorkday(day)) left -= 1;
    }
    return this.instant(day + dayMs - minuteMs);
  }

  /** The first time after `at` on which something that comes again is due; null: there is none. */
  next(rhythm, at) {
    const [hour, minute] = rhythm.time.split(":").map(Number);
    const wall = this.wall(at);
    for (let ahead = 0; ahead <= 8 * 366; ahead += 1) {
      const day = wall - (wall % dayMs) + ahead * dayMs;
      if (!this.falls(rhythm, day)) continue;
      const due = this.instant(day + (60 * hour + minute) * minuteMs);
      if (due > at) return due;
    }
    return null;
  }

  falls({ every, on = [] }, day) {
    const or = (days) => (on.length === 0 ? days : on);
    const date = new Date(day);
    const last = lastDayOf(date.getUTCFullYear(), date.getUTCMonth());
    const isDay = () =>
      or(["last"]).some((one) => (typeof one === "number" ? Math.min(one, last) : last) === date.getUTCDate());
    const weekday = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"][date.getUTCDay()];
    const falls = {
      day: () => true,
      workday: () => this.isWorkday(day),
      week: () => or(["fri"]).includes(weekday),
      month: isDay,
      quarter: () => date.getUTCMonth() % 3 === 2 && isDay(),
      "half-year": () => or(["06-30", "12-31"]).includes(dateOf(day).slice(5)),
      year: () => or(["12-31"]).includes(dateOf(day).slice(5)),
    };
    return own(falls, every)?.() ?? false;
  }
}

const dateOf = (wall) => new Date(wall).toISOString().slice(0, 10);
const lastDayOf = (year, month) => new Date(Date.UTC(year, month + 1, 0)).getUTCDate();

/** Conditions: every key holds; any key that is no word is a field with the values that it may have. */
function guardHolds(guard, valueOf, marks) {
  return Object.entries(guard).every(([key, wanted]) => {
    const each = (one) => guardHolds(one, valueOf, marks);
    if (key === "all") return wanted.every(each);
    if (key === "any") return wanted.some(each);
    if (key === "not") return !each(wanted);
    if (key === "known") return wanted.every((name) => valueOf(name) !== null);
    if (key === "unknown") return wanted.every((name) => valueOf(name) === null);
    if (key === "recorded") return wanted.every((type) => marks.has(type));
    return wanted.some((one) => asList(valueOf(key)).includes(one));
  });
}

class FileClocks {
  constructor(table, rows, state) {
    const input = own(rows[0].event, "input");
    this.table = table;
    this.context = own(state, "context");
    this.limits = own(own(input, "policy"), "limits");
    this.calendar = new Calendar(own(input, "calendar"));
    this.plain = new Calendar({});
    this.facts = {};
    this.marks = new Set(["open"]);
    this.items = new Map(table.lists.map(({ id }) => [id, []]));
    this.started = new Map();
    this.byId = new Map();
    /** When anything can have begun or ended. */
    this.moments = new Set();
    for (const row of rows) this.take(row);
  }

  get all() {
    return [...this.byId.values()];
  }

  take(row) {
    const { event, kind } = row;
    this.moments.add(row.at);
    const type = kind === "start" ? "open" : event.type;
    if (kind === "start") this.open(row, own(event, "input"));
    else if (kind !== "event" && kind !== "timer") return;
    const spec = own(this.table.events, type);
    const said = kind === "event" ? event : {};
    const holds = (cause) =>
      cause.on === type &&
      (cause.if === undefined || guardHolds(cause.if, (name) => own(said, name) ?? this.fact(name), this.marks));
    // What leads to a state is asked before the event has done its own.
    const leading = new Set(
      [
        ...this.table.clocks.flatMap(({ start, met, cancelled }) => [...(start ?? []), ...(met ?? []), ...cancelled]),
        ...(this.table.ends ?? []),
      ].filter(holds),
    );
    if (kind === "event" && spec !== undefined) this.record(row, spec, leading);
    const when = this.last.at === row.at ? this.last.when : row.at;
    for (const clock of this.table.clocks) this.touch(clock, leading, { row, when, isState: true });
    if ((this.table.ends ?? []).some((cause) => leading.has(cause)))
      for (const clock of this.all) stopFile(clock, row.at, row, true);
  }

  open(row, input) {
    const { fields, adds } = this.table.events.open;
    const at = own(input, "at");
    this.last = { at, when: at };
    this.moments.add(at);
    const values = own(input, "values");
    this.say(fields, values);
    if (adds !== undefined) this.add(adds, pick(fields, values), { row, when: at });
    for (const clock of this.table.clocks)
      if ((clock.start ?? []).some(({ on, state }) => on === "open" && state === undefined))
        this.start(clock, { row, when: at, by: "open" });
  }

  record(row, spec, leading) {
    const { event } = row;
    const claimed = spec.asOf === undefined ? undefined : own(event, spec.asOf);
    const when = typeof claimed === "number" ? Math.min(claimed, row.at) : row.at;
    this.last = { at: row.at, when };
    this.moments.add(when);
    this.marks.add(event.type);
    if (spec.adds !== undefined) this.add(spec.adds, pick(spec.fields, event), { row, when });
    else if (spec.moves) this.move(spec, event, { row, when });
    else this.say(spec.fields, event);
    for (const clock of this.table.clocks) this.touch(clock, leading, { row, when, isState: false });
    for (const clock of this.table.clocks) this.replan(clock, row);
  }

  fact(name) {
    return own(this.facts, name) ?? null;
  }

  say(fields, values) {
    Object.assign(this.facts, pick(fields, values));
  }

  /** Stops first, then starts. */
  touch(clock, leading, { row, when, isState }) {
    const isTold = (triggers) =>
      (triggers ?? []).some((one) => leading.has(one) && (one.state !== undefined) === isState);
    const known = this.byId.get(clock.id);
    if (known && isTold(clock.met)) stopFile(known, when, row, false);
    else if (known && isTold(clock.cancelled)) stopFile(known, when, row, true);
    if (!isTold(clock.start)) return;
    const by = isState
      ? (clock.start ?? []).find((one) => leading.has(one) && one.state !== undefined).state
      : row.event.type;
    this.start(clock, { row, when, by });
  }

  start(clock, { row, when, by }) {
    if (clock.if && !guardHolds(clock.if, (name) => this.fact(name), this.marks)) return;
    this.started.set(clock.id, { at: when, by });
    const plan = this.planOf(clock);
    const known = this.byId.get(clock.id);
    if (plan === null) return;
    if (known) Object.assign(known, { stoppedAt: null, stoppedBy: null, isCancelled: false });
    this.keep(clock.id, plan, row, clock.met === null ? "when it stopped" : undefined);
  }

  keep(id, plan, row, unshown) {
    const known = this.byId.get(id);
    if (known) setPlan(known, plan, row);
    else {
      if (this.byId.size >= limits.clocks)
        throw unreadable("too-large", `There are more than ${limits.clocks} deadlines.`);
      const clock = { id, unshown, stoppedAt: null, stoppedBy: null, isCancelled: false, earlier: [] };
      setPlan(clock, plan, row);
      this.byId.set(id, clock);
    }
  }

  replan(clock, row) {
    const plan = this.started.has(clock.id) ? this.planOf(clock) : null;
    if (plan !== null) this.keep(clock.id, plan, row, clock.met === null ? "when it stopped" : undefined);
  }

  /** Null: it has no end yet. */
  planOf(clock, started = this.started.get(clock.id)) {
    const from = asList(clock.from).find((name) => typeof this.fact(name) === "number");
    const [anchor, anchorAt] = from === undefined ? [started.by, started.at] : [from, this.fact(from)];
    const end = clock.until === undefined ? null : this.fact(clock.until);
    if (clock.limit === undefined && typeof end !== "number") return null;
    const before = clock.before === undefined ? 0 : this.plain.add(0, clock.before);
    const dueAt =
      clock.limit === undefined
        ? end - before
        : this.calendar.add(anchorAt, this.length(clock.id, clock.limit, this.facts));
    return { anchor, anchorAt, limitMs: Math.max(0, dueAt - anchorAt) };
  }

  /** What the settings say; while the choice is not made, the shortest. */
  length(kind, limit, facts) {
    const set = own(this.limits, kind) ?? (typeof limit === "string" ? limit : limit.values);
    if (typeof set === "string") return set;
    const chosen = typeof limit === "string" ? undefined : own(facts, limit.by);
    const byChoice = typeof chosen === "string" ? own(set, chosen) : undefined;
    const nominal = (length) => this.plain.add(0, length);
    return byChoice ?? Object.values(set).sort((one, other) => nominal(one) - nominal(other))[0];
  }

  add(list, values, { row, when }) {
    const spec = this.table.lists.find(({ id, isShown }) => id === list && isShown);
    const items = this.items.get(list);
    if (!spec || items.length >= spec.max) return;
    const item = { number: items.length + 1, stage: spec.stages[0], values };
    items.push(item);
    const plan = this.itemPlan(spec, item, when);
    if (plan !== null) this.keep(`${list}-${item.number}`, plan, row, spec.isStopShown ? undefined : "when it stopped");
  }

  itemPlan({ id, clock }, { values }, from) {
    const facts = { ...this.facts, ...values };
    const dueAt =
      clock.limit === undefined
        ? own(values, clock.until)
        : this.calendar.add(from, this.length(`list ${id}`, clock.limit, facts));
    return typeof dueAt === "number" ? { anchor: "item", anchorAt: from, limitMs: Math.max(0, dueAt - from) } : null;
  }

  /** At its stage it is met, past it cancelled; back before it, it runs again from its beginning. */
  move({ moves, fields }, event, { row, when }) {
    const spec = this.table.lists.find(({ id, isShown }) => id === moves.list && isShown);
    if (!spec) return;
    const movable = this.items.get(moves.list).filter(({ stage }) => moves.from.includes(stage));
    const number = own(event, "item");
    const item =
      number === undefined
        ? movable.length === 1
          ? movable[0]
          : undefined
        : movable.find((one) => String(one.number) === number);
    if (!item) return;
    Object.assign(item, { stage: moves.to, values: { ...item.values, ...pick(fields, event) } });
    const clock = this.byId.get(`${moves.list}-${item.number}`);
    if (!clock) return;
    const [stands, waits] = [spec.stages.indexOf(item.stage), spec.stages.indexOf(spec.clock.met)];
    if (stands >= waits) return void stopFile(clock, when, row, stands > waits);
    const plan = this.itemPlan(spec, item, clock.anchorAt);
    if (plan === null || (clock.stoppedAt === null && plan.limitMs === clock.limitMs)) return;
    Object.assign(clock, { stoppedAt: null, stoppedBy: null, isCancelled: false });
    setPlan(clock, plan, row);
  }

  /** What the state says, where rows do not: since when, until when. What follows from that is reckoned all the same. */
  compare() {
    const stored = asList(own(this.context, "clocks"));
    const theirs = new Map(stored.map((clock) => [clock.id, clock]));
    for (const clock of this.all)
      if (!theirs.has(clock.id)) throw notAsRows(clock.id, "rows start it, and the state does not have it");
    return stored.map((one) => this.compared(one));
  }

  compared(one) {
    const ours = this.byId.get(one.id) ?? this.fromState(one);
    const isOver = one.state === "cancelled" && this.table.ends === null && ours.stoppedAt === null;
    if (isOver) ours.unshown ??= "when it was cancelled";
    if (ours.unshown !== undefined) {
      if (one.stoppedAt !== null && !this.moments.has(one.stoppedAt))
        throw notAsRows(one.id, "it stopped when no row was recorded");
      Object.assign(ours, { stoppedAt: one.stoppedAt, stoppedBy: null, isCancelled: one.state === "cancelled" });
    }
    const isOpen = ["running", "warned", "missed"].includes(one.state);
    const theirs = [one.anchorAt, one.limitMs, one.dueAt, one.stoppedAt, isOpen ? "open" : one.state].join(" ");
    const rows = [ours.anchorAt, ours.limitMs, ours.dueAt, ours.stoppedAt, stateOf(ours)].join(" ");
    if (rows !== theirs) throw notAsRows(one.id, `rows say ${shown(rows)}, the state says ${shown(theirs)}`);
    return ours;
  }

  fromState(one) {
    const plan = this.planFromState(one);
    const clock = {
      id: one.id,
      unshown: "since when it runs",
      stoppedAt: null,
      stoppedBy: null,
      isCancelled: false,
      earlier: [],
    };
    setPlan(clock, plan ?? { anchor: one.anchor, anchorAt: one.anchorAt, limitMs: one.limitMs }, { seq: 0 });
    return plan === null ? { ...clock, unshown: "since when it runs and how long" } : clock;
  }

  planFromState(one) {
    const { clocks, lists, recurring } = this.table;
    const clock = clocks.find(({ id }) => id === one.kind);
    if (clock) {
      if (clock.start !== null) throw notAsRows(one.id, "the state has it, and no row starts it");
      const started = own(own(this.context, "started"), one.id);
      if (!this.moments.has(own(started, "at"))) throw notAsRows(one.id, "it began when no row was recorded");
      return this.planOf(clock, started);
    }
    const list = lists.find(({ id }) => `list ${id}` === one.kind);
    if (list?.isShown) throw notAsRows(one.id, "the state has it, and no row starts it");
    if (list && typeof list.clock.limit === "string") return this.itemPlan(list, { values: {} }, one.anchorAt);
    const duty = recurring.find(({ id }) => `recurring ${id}` === one.kind);
    if (!list && !duty) throw notAsRows(one.id, "the procedure does not know it");
    const dueAt = duty ? this.calendar.next(duty, one.anchorAt) : null;
    if (duty && (dueAt === null || one.id !== `${duty.id}-${dateOf(this.calendar.wall(dueAt))}`))
      throw notAsRows(one.id, "it is no period of this duty");
    return dueAt === null ? null : { anchor: "period", anchorAt: one.anchorAt, limitMs: dueAt - one.anchorAt };
  }
}

const pick = (fields, values) =>
  Object.fromEntries(fields.map((name) => [name, own(values, name)]).filter(([, value]) => value !== undefined));

function stopFile(clock, at, row, isCancelled) {
  if (clock.stoppedAt !== null) return;
  Object.assign(clock, { stoppedAt: at, stoppedBy: row.seq, isCancelled });
}

const notAsRows = (id, why) =>
  altered("deadline", `A deadline of the recorded state is not what the rows lead to: ${shown(id)}: ${why}.`);

// All of it ----------------------------------------------------------------------------------------------------------

function readFolder(folder) {
  const files = {};
  for (const name of namesIn(folder)) {
    if (unproven.has(name)) continue;
    if (!Object.hasOwn(known, name))
      throw altered("unknown-file", `${shown(name)} belongs to no export: nothing proves it.`);
    files[name] = readPlainFile(join(folder, name), name, limits[known[name]]);
  }
  for (const name of Object.keys(known))
    if (!optional.has(name) && files[name] === undefined) throw unreadable("file-missing", `${name} is missing.`);
  return files;
}

function namesIn(folder) {
  let names;
  try {
    names = readdirSync(folder).sort();
  } catch {
    throw unreadable("folder", `${shown(folder)} is no folder that can be read.`);
  }
  if (names.length > limits.files) throw unreadable("folder", "There are more files than an export has.");
  return names;
}

/** No link, no pipe, nothing that is larger than it says. */
function readPlainFile(path, name, max) {
  if (!lstatSync(path).isFile()) throw unreadable("folder", `${name} is no plain file.`);
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    if (fstatSync(descriptor).size > max) throw unreadable("too-large", `${name} is larger than this program reads.`);
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function check(folder, asked) {
  const files = readFolder(folder);
  const { logKeys, witnesses, keys } = keysFor(folder, asked);
  const now = readCheckpoint(files["checkpoint.txt"], keys, "checkpoint.txt");
  requireSigned(now, logKeys, witnesses);
  const tree = readTree(files["tree.txt"]);
  const size = tree.first + tree.stubs.length;
  if (size !== now.size)
    throw altered("size", `The checkpoint covers ${now.size} rows of the log, and the export ${size}.`);
  const held = asked.since.map(({ name, data, at }) => ({ at, ...readCheckpoint(data, keys, name) }));
  const roots = rootsOf(tree, now, new Set(held.map((one) => one.size)));
  const rows = readRows(files["events.jsonl"], tree);
  const proofs = readConsistency(files["consistency.txt"]);
  for (const old of held) requireHolds(now, old, roots, proofs);
  checkTimes(rows, [...held, now]);
  const texts = readTexts(files["texts.jsonl"], rows);
  return { now, held, tree, rows, texts, ...checkState(files, rows) };
}

/** Of one row alone: a C2SP tlog-proof whose extra data is the row. */
function checkReceipt(file, asked) {
  if (asked.isSelf || asked.since.length > 0)
    throw unfit("usage", "A receipt is checked with --vkey and --witness alone.");
  const { logKeys, witnesses, keys } = keysFor(file, asked);
  const { index, hashes, extra, note } = readReceipt(readPlainFile(file, "The receipt", limits.receipt));
  const now = readCheckpoint(note, keys, "The receipt's checkpoint");
  requireSigned(now, logKeys, witnesses);
  const row = canonicalObject(extra.toString("utf8"));
  if (row === null || !Buffer.from(extra.toString("utf8")).equals(extra))
    throw altered("not-canonical", "These are not the bytes of a row.");
  if (!isEnvelope(row) || !isCount(row.seq)) throw altered("envelope", "This is not the form of a row of the record.");
  const stub = Buffer.concat([Buffer.from(tagOf(row.instance, row.seq), "latin1"), sha256(extra)]);
  if (!isIncluded(leafOf(stub), index, now, hashes))
    throw altered("not-in-log", "The row is not in the log where the receipt says.");
  return { now, row, index };
}

function readReceipt(data) {
  const bad = unreadable("receipt", "This is no receipt: it must be a tlog-proof with a row as its extra data.");
  const text = utf8(data, "The receipt");
  const cut = text.indexOf("\n\n");
  const [first, extra, index, ...encoded] = text.slice(0, Math.max(cut, 0)).split("\n");
  const row = strictBase64(/^extra (\S+)$/.exec(extra ?? "")?.[1] ?? "", "base64");
  const place = /^index (0|[1-9]\d{0,15})$/.exec(index ?? "")?.[1];
  const hashes = encoded.map((line) => strictBase64(line, "base64", 32));
  const isWhole = first === "c2sp.org/tlog-proof@v1" && place !== undefined && row !== null && row.length > 0;
  if (!isWhole || hashes.includes(null) || hashes.length > limits.proof) throw bad;
  return { index: Number(place), hashes, extra: row, note: Buffer.from(text.slice(cut + 2)) };
}

/** RFC 9162, 2.1.3.2. */
function isIncluded(leaf, index, now, proof) {
  if (index >= now.size) return false;
  let [fn, sn, root] = [index, now.size - 1, leaf];
  for (const hash of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      root = nodeOf(hash, root);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    } else root = nodeOf(root, hash);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && root.equals(now.root);
}

function keysFor(folder, { isSelf, vkeys, witnesses }) {
  const texts = isSelf
    ? utf8(readPlainFile(join(folder, "vkey.txt"), "vkey.txt", limits.note), "vkey.txt")
        .trim()
        .split("\n")
    : vkeys;
  const logKeys = texts.map((text) => parseVkey(text, ofLog));
  const witnessKeys = witnesses.map((text) => parseVkey(text, ofWitness));
  return { logKeys, witnesses: witnessKeys, keys: [...logKeys, ...witnessKeys] };
}

function requireSigned(now, logKeys, witnesses) {
  if (!hasSigned(now, ofLog)) throw altered("signer", "The checkpoint is not signed with the key that you gave.");
  if (!logKeys.some(({ name }) => name === now.origin))
    throw altered("other-origin", `The checkpoint is of ${shown(now.origin)}, not of the record whose key you gave.`);
  for (const { name } of witnesses)
    if (!now.signers.some((one) => one.name === name && one.type === ofWitness))
      throw altered("witness", `The witness ${shown(name)} has not signed this checkpoint.`);
}

/** The roots at the sizes that somebody holds, taken on the way to the signed one. */
function rootsOf({ first, frontier, stubs }, now, wanted) {
  const tree = new Frontier(first, [...frontier]);
  const roots = new Map([
    [0, sha256()],
    [first, tree.root()],
  ]);
  for (const stub of stubs) {
    tree.append(leafOf(stub));
    if (wanted.has(tree.size)) roots.set(tree.size, tree.root());
  }
  if (!tree.root().equals(now.root))
    throw altered("root", "The rows do not lead to the signed root: at least one was changed, added or taken away.");
  return roots;
}

function requireHolds(now, old, roots, proofs) {
  const what = shown(old.what);
  if (!hasSigned(old, ofLog)) throw altered("signer", `${what} is not signed with the key that you gave.`);
  if (old.origin !== now.origin) throw altered("other-origin", `${what} is of another record.`);
  if (old.size > now.size)
    throw altered(
      "rolled-back",
      `You hold a checkpoint of ${old.size} rows, and this export knows only ${now.size}: the log has lost rows, or the export is older. Ask for a new one.`,
    );
  const root = roots.get(old.size);
  const proof = proofs.get(old.size);
  if (root === undefined && proof === undefined)
    throw unfit(
      "not-comparable",
      `${what} (${old.size} rows) is older than this incident: ask for an export made for it.`,
    );
  const isHeld = root === undefined ? isConsistent(old, now, proof) : root.equals(old.root);
  if (!isHeld)
    throw altered(
      "history",
      `${what}: the ${old.size} rows that it covers are not those of this log: something was changed.`,
    );
}

const skewMs = 60_000;

/** A row that was not there at a time cannot be older than that; one that was there cannot be younger. */
function checkTimes(rows, points) {
  const seen = points.flatMap(({ size, signers, at = null }) => [
    ...signers.filter(({ type }) => type === ofWitness).map(({ time }) => ({ size, at: time * 1000 })),
    ...(at === null ? [] : [{ size, at }]),
  ]);
  for (const row of rows)
    for (const { size, at } of seen) {
      if (row.index < size && row.at > at + skewMs)
        throw altered("time", `Row ${row.seq} says a time that is later than it was seen.`);
      if (row.index >= size && row.at < at - skewMs)
        throw altered("time", `Row ${row.seq} says a time before ${iso(at)}, when the log was seen without it.`);
    }
}

function checkState(files, rows) {
  const last = rows.at(-1);
  if (sha256(files["state.json"]).toString("hex") !== last.state)
    throw altered("state", `state.json is not the state that row ${last.seq} recorded.`);
  if (sha256(files["definition.json"]).toString("hex") !== own(rows[0].event, "hash"))
    throw altered("definition", "definition.json is not the procedure that this incident was opened under.");
  const stateText = utf8(files["state.json"], "state.json");
  const definitionText = utf8(files["definition.json"], "definition.json");
  if (depthOf(stateText) > limits.depth) throw unreadable("too-deep", "state.json is nested too deep.");
  // A procedure need not be JSON; only one that is can carry a table.
  const definition = depthOf(definitionText) > limits.depth ? null : parsed(definitionText);
  const table = own(own(own(definition, "config"), "meta"), "clocks");
  if (!["answerable/clocks/1", "answerable/clocks/2"].includes(own(table, "vocabulary")))
    return { clocks: null, published: [] };
  return accounts(table, rows, parsed(stateText));
}

/** The deadlines and wordings that the rows lead to, by the table of the procedure; the state must say the same. Throws what does not fit. */
export function accounts(table, rows, state) {
  if (table.vocabulary === "answerable/clocks/2")
    return { clocks: new FileClocks(table, rows, state).compare(), published: [] };
  const clocks = new Clocks(table, rows).all;
  compareClocks(clocks, state);
  return { clocks, published: asList(table.bindings).flatMap((binding) => checkBinding(binding, rows)) };
}

// What is said -------------------------------------------------------------------------------------------------------

const iso = (ms) => (Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString().replace(".000Z", "Z") : `${ms} ms`);

function lengthOf(ms) {
  const parts = [
    [Math.floor(ms / 86_400_000), "d"],
    [Math.floor(ms / 3_600_000) % 24, "h"],
    [Math.floor(ms / 60_000) % 60, "min"],
    [Math.floor(ms / 1000) % 60, "s"],
  ];
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return said.join(" ") || "0 s";
}

function clockLine(clock, at) {
  const { id, anchor, anchorAt, limitMs, dueAt, stoppedAt, stoppedBy, earlier } = clock;
  const verdicts = {
    met: () => `kept ${lengthOf(dueAt - stoppedAt)} before it was due`,
    "met-late": () => `LATE by ${lengthOf(stoppedAt - dueAt)}`,
    cancelled: () =>
      `not owed any more${dueAt < stoppedAt ? `, after it was OVERDUE by ${lengthOf(stoppedAt - dueAt)}` : ""}`,
    open: () => (dueAt < at ? `OVERDUE by ${lengthOf(at - dueAt)} at the last row` : "still open"),
  };
  const by = stoppedBy === null ? "" : ` (row ${stoppedBy})`;
  const done = stoppedAt === null || clock.isCancelled ? "" : `done ${iso(stoppedAt)}${by}, `;
  const moved = earlier.map((one) => `; was due ${iso(one.dueAt)} until row ${one.row}`).join("");
  const unshown = clock.unshown === undefined ? "" : `; not shown by rows: ${clock.unshown}`;
  const sum = `${shown(anchor)} ${iso(anchorAt)} + ${lengthOf(limitMs)} = ${iso(dueAt)}`;
  return `Deadline   ${shown(id)}: ${sum}; ${done}${verdicts[stateOf(clock)]()}${moved}${unshown}`;
}

function textLine({ texts, erased, kept }) {
  const rows = new Set(erased.values());
  const by = [...rows].map(
    (row) => `, row ${row.seq} (${iso(row.at)}, by ${shown(row.by)}: ${shown(own(row.event, "reason"))})`,
  );
  const still = kept.length > 0 ? `; ${kept.length} are here although they were erased` : "";
  return `Texts      ${texts.size} shown, ${erased.size} erased${by.join("")}${still}`;
}

const notProved =
  "Not proved: that what people claimed is true (when it occurred, when it went out); that the clock was right between checkpoints; that the rule of a deadline is the law; who a person id belongs to; that nothing was kept out of the record.";

function recordLines(now) {
  return [
    `Record     ${shown(now.origin)}, checkpoint over ${now.size} rows, root ${now.root.toString("base64")}`,
    ...continuedLine(now.origin),
    ...now.signers
      .filter(({ type }) => type === ofWitness)
      .map(({ name, time }) => `Witness    ${shown(name)} saw this log at ${iso(time * 1000)}`),
  ];
}

function receiptReport({ now, row, index }) {
  return [
    "SOUND: this row is in the log, as it was recorded.",
    ...recordLines(now),
    `Row        ${row.seq} of incident ${shown(row.instance)}, row ${index + 1} of the log`,
    `Recorded   ${iso(row.at)} by ${shown(row.by)}: ${shown(row.event.type)}`,
    ...Object.entries(row.event)
      .filter(([name]) => name !== "type")
      .map(
        ([name, value]) => `           ${shown(name)}: ${shown(typeof value === "string" ? value : canonical(value))}`,
      ),
    "Not proved: anything about other rows of the incident; for that ask for its export. That the clock was right between checkpoints.",
  ].join("\n");
}

function report({ now, held, tree, rows, texts, clocks, published }, asked) {
  const [first] = rows;
  const last = rows.at(-1);
  const twice =
    tree.first === 0
      ? ", and none is there twice"
      : `; what the log held before its row ${tree.first + 1} was not looked at`;
  const when = `rows 0 to ${last.seq}, ${iso(first.at)} to ${iso(last.at)}`;
  return [
    asked.isSelf
      ? "AGREES WITH ITSELF ONLY: no key from outside was given, so anybody may have made this."
      : "SOUND: nothing in this record was changed, left out or put in another order.",
    ...recordLines(now),
    ...held.map(({ what, size }) => `Holds      what ${shown(what)} covered (${size} rows)`),
    `Incident   ${shown(first.instance)} by ${shown(own(first.event, "machine"))}: ${when}; none is missing up to the checkpoint${twice}`,
    textLine(texts),
    ...(clocks === null
      ? ["Deadlines  not recomputed: this procedure has no table of clocks that this program knows"]
      : clocks.map((clock) => clockLine(clock, last.at))),
    ...published.map(({ row, version, author, approvals }) => {
      const who = approvals.map(({ by, role }) => `${shown(by)} (${shown(role)})`).join(" and ");
      return `Published  row ${row}: version ${version} by ${shown(author)}, approved by ${who}`;
    }),
    notProved,
    ...(asked.withTexts ? rows.flatMap((row) => rowLines(row, texts)) : []),
  ].join("\n");
}

/** A name with a number says that two people have gone on after a loss, each time once. */
function continuedLine(origin) {
  const times = Number(/^.+\/record\/([1-9]\d{0,3})$/.exec(origin)?.[1] ?? 1) - 1;
  if (times < 1) return [];
  return [
    `Continued  after a loss, ${times === 1 ? "once" : `${times} times`}: what the record was called before, what was missing then and who decided stands in the organisation's own record (RECORD_CONTINUED)`,
  ];
}

function rowLines(row, { texts, erased }) {
  const words = refsOf(row).map((ref) => texts.get(ref) ?? `[erased by row ${erased.get(ref)?.seq}]`);
  return [
    `${String(row.seq).padStart(4)}  ${iso(row.at)}  ${shown(row.by)}  ${shown(row.event.type)}`,
    ...words.map((text) => `        ${shown(text)}`),
  ];
}

function forPrograms(result) {
  const { code, rule, sentence = null } = result;
  if (code !== 0) return { code, rule, sentence };
  const { now, row, rows, texts, clocks, published } = result;
  const deadlines = clocks?.map(({ id, anchorAt, limitMs, dueAt, stoppedAt, ...clock }) => ({
    ...{ id, anchorAt, limitMs, dueAt, stoppedAt },
    state: stateOf({ dueAt, stoppedAt, ...clock }),
    unshown: clock.unshown ?? null,
  }));
  const head = { origin: now.origin, size: now.size, root: now.root.toString("base64") };
  if (row !== undefined) return { code, rule, sentence, ...head, index: result.index, row };
  const counts = { rows: rows.length, texts: texts.texts.size, erased: texts.erased.size };
  return { code, rule, sentence, ...head, ...counts, deadlines: deadlines ?? null, published };
}

// The command --------------------------------------------------------------------------------------------------------

function readSince(value) {
  const [, name, time] = /^(.*?)(?:=(\d{4}-\d\d-\d\dT[\d:.]+Z))?$/s.exec(value);
  const at = time === undefined ? null : Date.parse(time);
  if (Number.isNaN(at)) throw unfit("usage", `This is no time: ${shown(time)}`);
  try {
    return { name, data: readPlainFile(name, name, limits.note), at };
  } catch {
    throw unfit("usage", `${shown(name)} cannot be read.`);
  }
}

function optionsIn(args) {
  const asked = { folder: null, vkeys: [], witnesses: [], since: [], isSelf: false, withTexts: false, isJson: false };
  const rest = [...args];
  const valueOf = (option) => {
    const value = rest.shift();
    if (value === undefined) throw unfit("usage", `${option} needs a value.`);
    return value;
  };
  while (rest.length > 0) {
    const one = rest.shift();
    if (one === "--vkey") asked.vkeys.push(valueOf(one));
    else if (one === "--witness") asked.witnesses.push(valueOf(one));
    else if (one === "--since") asked.since.push(readSince(valueOf(one)));
    else if (one === "--self") asked.isSelf = true;
    else if (one === "--texts") asked.withTexts = true;
    else if (one === "--json") asked.isJson = true;
    else if (one.startsWith("-") || asked.folder !== null)
      throw unfit("usage", `This is not understood: ${shown(one)}`);
    else asked.folder = one;
  }
  if (asked.folder === null) throw unfit("usage", "Name the folder of the export.");
  if (asked.vkeys.length === 0 && !asked.isSelf)
    throw unfit(
      "no-key",
      "Give the record's key with --vkey, taken from outside this folder; or --self, which proves less.",
    );
  return asked;
}

/** The same as the command, as a value: for tests. */
export function verifyExport(folder, asked) {
  try {
    const whole = { vkeys: [], witnesses: [], since: [], isSelf: false, ...asked };
    return { code: 0, rule: "sound", ...(isFile(folder) ? checkReceipt(folder, whole) : check(folder, whole)) };
  } catch (error) {
    return failureOf(error);
  }
}

const isFile = (path) => lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

function failureOf(error) {
  if (error instanceof Verdict) return { code: error.code, rule: error.rule, sentence: error.message };
  const why = error instanceof Error ? error.message : String(error);
  return { code: 3, rule: "failed", sentence: `This program failed: ${shown(why)}` };
}

function run(args) {
  let asked = { isJson: args.includes("--json") };
  let result;
  try {
    asked = optionsIn(args);
    result = verifyExport(asked.folder, asked);
  } catch (error) {
    result = failureOf(error);
  }
  const heads = ["", "CANNOT SAY", "ALTERED OR INCOMPLETE", "UNREADABLE"];
  if (asked.isJson) console.log(JSON.stringify(forPrograms(result)));
  else if (result.code === 0) console.log(result.row === undefined ? report(result, asked) : receiptReport(result));
  else console.error(`${heads[result.code]} (${result.rule}): ${result.sentence}`);
  return result.code;
}

// By real paths: a command that is started through a link and does nothing would end with 0, which means sound.
const isStarted =
  process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href;
if (isStarted) process.exitCode = run(process.argv.slice(2));
