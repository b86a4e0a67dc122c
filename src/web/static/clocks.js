/** Countdowns by the server's clock, and what is said of them aloud. */
const line = document.getElementById("live");

let words;
let aheadMs = Number(line.dataset.now) - Date.now();
/** At so many minutes before a deadline a reader hears of it. */
const spokenMinutes = [30, 10, 5, 1, 0];
const spoken = document.createElement("p");
spoken.id = "live-spoken";
spoken.className = "away";
spoken.setAttribute("role", "status");
spoken.dataset.keep = "";

export function serverTime(now) {
  aheadMs = now - Date.now();
}

function serverNow() {
  return Date.now() + aheadMs;
}

/** `03:12`, with its day when that is another one, as the organisation's clocks have it. */
export function timeOf(at) {
  const timeZone = line.dataset.zone;
  const day = (ms) => new Intl.DateTimeFormat("en", { timeZone, dateStyle: "short" }).format(ms);
  const isToday = day(at) === day(serverNow());
  const date = isToday ? {} : { day: "numeric", month: "short" };
  const language = document.documentElement.lang;
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    ...date,
  }).format(at);
}

export function startClocks(given, look) {
  words = given;
  document.body.append(spoken);
  tick(look);
}

/** At the turn of each second. */
function tick(look) {
  const now = serverNow();
  // What is replayed shows the time as it was.
  if (!document.querySelector("[data-past]"))
    for (const one of document.querySelectorAll("[data-due]")) show(one, Number(one.dataset.due) - now);
  look();
  setTimeout(() => tick(look), 1_000 - (serverNow() % 1_000));
}

function show(element, leftMs) {
  const isOverdue = leftMs <= 0;
  const seconds = isOverdue ? Math.floor(-leftMs / 1_000) : Math.ceil(leftMs / 1_000);
  const two = (number) => String(number).padStart(2, "0");
  const digits = `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const shown = element.querySelector(".digits");
  if (shown.textContent !== digits) shown.textContent = digits;
  if (isOverdue && element.querySelector(".word").textContent !== words.digitsOverdue) pass(element, shown);
  if (element.closest(".now")) speak(leftMs);
}

/** The deadline has come while somebody watched: in words, shape and colour, as the next page will have it. */
function pass(element, digits) {
  element.querySelector(".word").textContent = words.digitsOverdue;
  element.append(" ", digits);
  element.prepend(element.querySelector(".word"), " ");
  for (const place of [element.closest(".case, .clock, .now"), element.closest(".now-due")]) {
    place?.classList.remove("is-calm", "is-soon");
    place?.classList.add("is-overdue");
    for (const shape of place?.querySelectorAll(".state .shape, .now-due .shape") ?? []) shape.textContent = "▲";
  }
  const state = element.closest(".case, .clock")?.querySelector(".state");
  if (state) state.lastChild.textContent = ` ${words.missed}`;
}

let leftBefore = null;

function speak(leftMs) {
  const passed = spokenMinutes.find((one) => leftBefore > one * 60_000 && leftMs <= one * 60_000);
  leftBefore = leftMs;
  if (passed === undefined) return;
  spoken.textContent = passed === 0 ? words.overdue : words.left.replace("{minutes}", passed);
}
