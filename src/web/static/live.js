/**
 * Keeps an open page up to date: hears from the server what is new, asks every 30 seconds where no stream comes through, and
 * says since when the page is old where neither does.
 */
import { showOverdue, startSound } from "./attention.js";
import { serverTime, startClocks, timeOf } from "./clocks.js";
import { startKeys } from "./keys.js";
import { concerns, refreshSoon, say } from "./refresh.js";

const line = document.getElementById("live");
const state = document.getElementById("live-state");
const stale = document.createElement("span");
const words = JSON.parse(line.dataset.words);

const silenceMaxMs = 45_000;
/** A stream that was cut comes back by itself in two seconds. */
const cutMaxMs = 5_000;
const firstWordMaxMs = 10_000;
const pollEveryMs = 30_000;
/** After one that failed: the server may be starting. */
const pollAgainMs = 5_000;
/** A server that was starting has started when it is asked again; whoever refuses streams is asked for one every 30 seconds. */
const refusedMs = 4_000;
const streamAgainMs = 5 * 60_000;

let position = Number(line.dataset.position);
let stream = null;
/** Performance time of the last word from the server, and what its clock said then. */
let heardAt = performance.now();
let heardTime = Number(line.dataset.now);
let openedAt = 0;
let hasSpoken = false;
let isCut = false;
let isCrowded = false;
let isSignedOut = false;
let nextPollAt = Infinity;
let noStreamUntil = 0;

function connect() {
  isCrowded = false;
  openedAt = performance.now();
  hasSpoken = false;
  stream = new EventSource(`/live?after=${position}`);
  stream.onmessage = ({ data }) => {
    hasSpoken = true;
    isCut = false;
    nextPollAt = Infinity;
    hear(JSON.parse(data));
  };
  stream.addEventListener("crowded", () => {
    isCrowded = true;
    poll();
  });
  stream.onerror = () => {
    isCut = true;
    // Refused, and the browser does not come back by itself.
    if (stream?.readyState !== EventSource.CLOSED) return;
    noStreamUntil = performance.now() + refusedMs;
    poll();
  };
}

function disconnect() {
  stream?.close();
  stream = null;
}

/** Instead of the stream: now, and every 30 seconds. */
async function poll() {
  disconnect();
  nextPollAt = performance.now() + pollAgainMs;
  try {
    const answer = await fetch(`/live?after=${position}`, { headers: { accept: "application/json" } });
    if (answer.redirected) isSignedOut = true;
    if (!answer.ok || answer.redirected) return;
    hear(await answer.json());
    nextPollAt = performance.now() + pollEveryMs;
    isCut = false;
    if (!isCrowded && performance.now() > noStreamUntil) connect();
  } catch {
    // It is asked again, and the page says since when it is old.
  } finally {
    showState();
  }
}

function hear(news) {
  heardAt = performance.now();
  heardTime = news.now;
  position = news.position;
  isSignedOut = false;
  serverTime(news.now);
  if (news.overdue !== null) showOverdue(news.overdue);
  if (concerns(line.dataset.of, news)) refreshSoon(() => (isSignedOut = true));
  else if (news.others) refreshSoon(() => (isSignedOut = true), true);
  showState();
}

function showState() {
  const silentMs = performance.now() - heardAt;
  const isStale = isSignedOut || silentMs > (isCut ? cutMaxMs : silenceMaxMs);
  document.documentElement.classList.toggle("is-stale", isStale);
  if (!stream || hasSpoken) setText(state, stream ? words.live : words.polling);
  if (!isStale) {
    stale.remove();
    return;
  }
  const since = words.stale.replace("{time}", timeOf(heardTime));
  const text = isSignedOut ? `${words.signedOut} ${since}` : `${since} ${words.retrying}`;
  if (stale.isConnected && stale.firstChild.textContent === `${text} `) return;
  stale.replaceChildren(`${text} `);
  line.prepend(stale);
  if (!isSignedOut) return;
  const back = encodeURIComponent(location.pathname + location.search);
  // In a tab of its own: what was typed here stays here.
  const link = { href: `/sign-in?back=${back}`, textContent: words.signIn, target: "_blank", rel: "noopener" };
  stale.append(Object.assign(document.createElement("a"), link));
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function look() {
  const now = performance.now();
  const waited = stream && now - (hasSpoken ? heardAt : openedAt);
  if (stream && !isCut && waited > (hasSpoken ? silenceMaxMs : firstWordMaxMs)) {
    // It is open and nothing comes through: somebody on the way keeps it back.
    if (!hasSpoken) noStreamUntil = now + streamAgainMs;
    poll();
  } else if (now > nextPollAt) poll();
  showState();
}

function comeBack() {
  if (document.hidden) return;
  if (isCrowded || isSignedOut || performance.now() - heardAt > silenceMaxMs) {
    isCrowded = false;
    poll();
  }
}

document.documentElement.classList.add("is-live");
startClocks(words, look);
startSound(words);
startKeys();
say.words = words;
addEventListener("visibilitychange", comeBack);
addEventListener("online", comeBack);
addEventListener("pagehide", disconnect);
addEventListener("pageshow", ({ persisted }) => persisted && connect());
connect();
