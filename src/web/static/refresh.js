/** Puts the new page in the place of the old one without taking anything from whoever is at it. */
import { showTitle } from "./attention.js";
import { timeOf } from "./clocks.js";

/** Nobody waits longer for what is new, and a crowd of open pages does not ask in the same moment. */
const spreadMs = 700;
const pauseMs = 1_000;
const pauseOfListsMs = 5_000;

const line = document.getElementById("live");

let next = null;
let lastAt = -Infinity;
let isWaitingToBeSeen = null;
let isLeaving = false;
let isPressed = false;

export const say = { words: {} };

/** Whether what has changed is what the page shows. */
export function concerns(of, { incidents, others, isReset }) {
  if (of === "") return false;
  if (isReset) return true;
  if (of === "others") return others;
  return of === "incidents" ? incidents.length > 0 : incidents.includes(Number(of.split(" ")[1]));
}

/** `isOfFrame`: only what every page shows has changed, such as who is on duty. */
export function refreshSoon(onSignedOut, isOfFrame = false) {
  const { when } = line.dataset;
  if (when === "" || (when === "say" && isOfFrame)) return;
  if (when === "say") {
    sayChanged();
    return;
  }
  if (next !== null) return;
  const waitMs = Math.max(
    Math.random() * spreadMs,
    lastAt + (when === "hold" ? pauseOfListsMs : pauseMs) - performance.now(),
  );
  next = setTimeout(() => {
    next = null;
    const go = () => {
      lastAt = performance.now();
      refresh(onSignedOut, isOfFrame).catch(() => undefined);
    };
    if (document.hidden) isWaitingToBeSeen = go;
    else go();
  }, waitMs);
}

async function refresh(onSignedOut, isOfFrame) {
  const answer = await fetch(location.href, { headers: { "answerable-live": "refresh" } });
  if (!answer.ok) return;
  const html = await answer.text();
  const page = parsed(html);
  if (page.getElementById("live") === null) {
    onSignedOut();
    return;
  }
  // Never under the finger, and never while a page is on its way to another.
  while (isPressed && !isLeaving) await new Promise((resolve) => setTimeout(resolve, 100));
  if (isLeaving) return;
  if (line.dataset.when === "hold") offerChanges(page, html, isOfFrame);
  morph(page, false);
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

function offerChanges(page, html, isOfFrame) {
  const held = document.querySelector("[data-hold]");
  if (held !== null) {
    const count = changedIn(held, page.querySelector("[data-hold]"));
    if (count > 0) offer(say.words.updated.replace("{count}", count), html);
  } else if (!isOfFrame && textOf(document) !== textOf(page)) offer(say.words.changed, html);
}

const textOf = (page) => page.getElementById("content").textContent;

/** Rows that have come, gone or changed. */
function changedIn(held, fresh) {
  const rows = (element) =>
    new Map([...element.querySelectorAll("[data-seq]")].map((row) => [row.id, row.dataset.seq]));
  const [old, now] = [rows(held), rows(fresh)];
  return new Set([...old, ...now].map(([id]) => id).filter((id) => old.get(id) !== now.get(id))).size;
}

function morph(page, isWhole) {
  const stays = anchor();
  globalThis.Idiomorph.morph(document.body, [...page.body.childNodes], {
    morphStyle: "innerHTML",
    ignoreActiveValue: true,
    restoreFocus: true,
    callbacks: {
      beforeNodeMorphed: (old) => !isKept(old, isWhole),
      beforeNodeRemoved: (old) => !isKept(old, isWhole) && !holdsBusyForm(old),
      beforeAttributeUpdated: (name, element) => !(name === "open" && element.localName === "details"),
    },
  });
  showTitle(page.title);
  stays();
}

/** Lists wait for a click, what a script has put there is the script's, and a form that somebody is at is theirs. */
function isKept(node, isWhole) {
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  if (node.dataset.keep !== undefined) return true;
  if (!isWhole && isHeld(node)) return true;
  if (node.localName !== "form" || !isBusy(node)) return false;
  if (node.method === "post") noteIn(node);
  return true;
}

/** A page that holds and names no part of it holds all of its content. */
function isHeld(node) {
  if (node.dataset.hold !== undefined) return true;
  return line.dataset.when === "hold" && node.localName === "main" && !node.querySelector("[data-hold]");
}

function holdsBusyForm(node) {
  const forms = node.nodeType === Node.ELEMENT_NODE ? [...node.querySelectorAll("form")] : [];
  const busy = forms.filter(isBusy);
  busy.forEach(noteIn);
  return busy.length > 0;
}

const editable = "textarea, select, input:not([type=hidden], [type=submit])";

function isBusy(form) {
  const fields = [...form.elements].filter((field) => field.matches(editable));
  return fields.some((field) => field === document.activeElement || isChanged(field));
}

function isChanged(field) {
  if (field.localName === "select") return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return ["checkbox", "radio"].includes(field.type)
    ? field.checked !== field.defaultChecked
    : field.value !== field.defaultValue;
}

function noteIn(form) {
  const before = form.querySelector(".live-note");
  const note = before ?? document.createElement("p");
  note.className = "note live-note";
  note.setAttribute("role", "status");
  note.textContent = say.words.kept.replace("{time}", timeOf(Date.now()));
  if (before === null) form.prepend(note);
}

/** What is read or pressed stays where it is on the screen, whatever grows above it. */
function anchor() {
  const active = document.activeElement;
  const candidates = [
    active === document.body ? null : active,
    document.elementFromPoint(innerWidth / 2, innerHeight / 3),
  ];
  const before = candidates
    .filter((one) => one !== null && one.closest("main"))
    .map((one) => ({ one, top: one.getBoundingClientRect().top }))
    .filter(({ top }) => top >= 0 && top < innerHeight);
  return () => {
    const found = before.find(({ one }) => one.isConnected);
    if (found && scrollY > 0) scrollBy({ top: found.one.getBoundingClientRect().top - found.top, behavior: "instant" });
  };
}

/** Its nodes go into the page, so it is read once more when it is wanted whole. */
function offer(what, html) {
  const button = pill();
  button.textContent = `${what} · ${say.words.show}`;
  button.onclick = () => {
    button.parentElement.remove();
    morph(parsed(html), true);
    document.getElementById("content").focus({ preventScroll: true });
  };
}

function pill() {
  const there = document.querySelector("#live-news button");
  if (there) return there;
  const box = document.createElement("div");
  box.id = "live-news";
  box.dataset.keep = "";
  box.setAttribute("role", "status");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "strong" });
  box.append(button);
  document.body.append(box);
  return button;
}

function sayChanged() {
  const text = say.words.formChanged.replace("{time}", timeOf(Date.now()));
  const link = { href: `/incidents/${line.dataset.of.split(" ")[1]}`, textContent: say.words.view };
  const said =
    line.querySelector(".live-said") ?? Object.assign(document.createElement("span"), { className: "live-said" });
  said.replaceChildren(
    `${text} `,
    Object.assign(document.createElement("a"), { ...link, target: "_blank", rel: "noopener" }),
  );
  line.append(said);
}

const press = () => (isPressed = true);
/** The click comes after the finger has left. */
const release = () => setTimeout(() => (isPressed = false), 300);
addEventListener("pointerdown", press);
addEventListener("pointerup", release);
addEventListener("pointercancel", release);
addEventListener("submit", () => (isLeaving = true));
addEventListener("pageshow", () => (isLeaving = false));
addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  isWaitingToBeSeen?.();
  isWaitingToBeSeen = null;
});
