/** Shortcuts of one key, for whoever has not switched them off. Never while something is typed, or composed. */
const key = "answerable-keys";
const sheet = document.getElementById("keys");
const button = document.getElementById("keys-open");
const isOn = document.getElementById("keys-on");

export function startKeys() {
  isOn.checked = localStorage.getItem(key) !== "off";
  isOn.addEventListener("change", () => localStorage.setItem(key, isOn.checked ? "on" : "off"));
  button.hidden = false;
  button.addEventListener("click", () => sheet.showModal());
  addEventListener("keydown", pressed);
  if (location.hash === "#search") search();
}

function pressed(event) {
  const { target, isComposing, ctrlKey, altKey, metaKey, repeat } = event;
  if (!isOn.checked || isComposing || event.keyCode === 229 || ctrlKey || altKey || metaKey || sheet.open) return;
  if (target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return;
  const act = { "?": () => sheet.showModal(), n: register, "/": search, j: () => step(1), k: () => step(-1) }[
    event.key
  ];
  if (!act || (repeat && !"jk".includes(event.key))) return;
  event.preventDefault();
  act();
}

/** Only where the page itself offers it. */
function register() {
  document.querySelector('nav a[href="/register"]')?.click();
}

function search() {
  const field = document.querySelector("input[type=search]");
  if (!field) {
    location.href = "/#search";
    return;
  }
  field.closest("details")?.setAttribute("open", "");
  field.focus();
}

function step(by) {
  const rows = [...document.querySelectorAll(".queue h2 a")];
  const at = rows.indexOf(document.activeElement);
  rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
}
