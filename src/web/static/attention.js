/** How many deadlines have passed, where somebody sees it who looks at something else: title, icon, and a sound for who wants it. */
const icon = document.querySelector("link[rel=icon]");
const calmIcon = icon.href;
const key = "answerable-sound";

let title = document.title;
let overdue = null;
let sound = null;
let button;
let words;

export function showTitle(text) {
  title = text;
  document.title = overdue ? `(${overdue}) ${title}` : title;
}

export function showOverdue(count) {
  if (overdue !== null && count > overdue) ring();
  overdue = count;
  showTitle(title);
  const href = count > 0 ? icon.dataset.overdue : calmIcon;
  if (icon.getAttribute("href") !== href) icon.href = href;
}

export function startSound(given) {
  words = given;
  button = document.getElementById("live-sound");
  button.hidden = false;
  button.addEventListener("click", () => {
    localStorage.setItem(key, isOn() ? "off" : "on");
    wake();
    if (isOn()) ring();
  });
  // A browser lets a page sound only after somebody has touched it.
  addEventListener("pointerdown", wake);
  addEventListener("keydown", wake);
  showButton();
}

function isOn() {
  return localStorage.getItem(key) === "on";
}

async function wake() {
  if (isOn()) {
    sound ??= new AudioContext();
    await sound.resume();
  }
  showButton();
}

function showButton() {
  button.setAttribute("aria-pressed", String(isOn()));
  button.textContent = !isOn() ? words.sound : sound?.state === "running" ? words.soundOn : words.soundWaits;
}

/** Two short tones. */
function ring() {
  if (!isOn() || sound?.state !== "running") return;
  for (const [index, frequency] of [880, 660].entries()) {
    const at = sound.currentTime + index * 0.25;
    const tone = new OscillatorNode(sound, { frequency });
    const volume = new GainNode(sound, { gain: 0.2 });
    tone.connect(volume).connect(sound.destination);
    tone.start(at);
    tone.stop(at + 0.2);
  }
}
