/** What holds at every moment of every playbook. */
import { expect } from "@jest/globals";
import type { NotificationText, Text } from "../../../machines/playbook.ts";
import { phrasing, type Night, type Written } from "./night.ts";

export function expectPromisesKept(night: Night): void {
  const { playbook, moment } = night;
  const open = playbook.headline(moment).open;
  for (const clock of playbook.clocks(moment)) {
    expect(clock.dueAt).toBe(clock.anchor.at + clock.limitMs);
    expectWords(clock.label, clock.rule, clock.anchor.what);
  }
  expectDuty(night, open);
  for (const sheet of playbook.facts(moment)) {
    expectWords(sheet.title);
    expect(sheet.rows.length).toBeGreaterThan(0);
  }
  expectPlain(JSON.stringify(playbook.facts(moment)));
  expect(playbook.states[playbook.headline(moment).phase]).toBeDefined();
  const told = night.notifications.filter(({ type }) => !Object.hasOwn(playbook.links ?? {}, type));
  for (const notification of told) writeOut(night, notification);
}

const isPublishing = ({ playbook, moment }: Night): boolean =>
  (playbook.publicStatements?.(moment) ?? []).some(({ releases }) => releases.some(({ isReply }) => isReply));

/** The duty is something that the named roles can do now: a stranger to the incident may at least send it. */
function expectDuty(night: Night, open: boolean): void {
  const { playbook, moment } = night;
  const duty = playbook.duty(moment);
  expectWords(duty.what);
  if (!open) {
    expect(duty.event).toBeNull();
    return;
  }
  // While the page takes a release, whoever gave it has only to wait.
  if (duty.event === null && isPublishing(night)) return;
  const form = playbook.events.find((event) => event.type === duty.event);
  expect(form).toBeDefined();
  expect(duty.by.length).toBeGreaterThan(0);
  for (const role of duty.by) expect(form?.by).toContain(role);
  expect(night.can("somebody-else")).toContain(duty.event);
  for (const type of night.can("somebody-else")) expect(playbook.events.map((event) => event.type)).toContain(type);
}

/** The notification of an effect, as it would be sent; it says everything it has to. */
export function writeOut(
  night: Pick<Night, "playbook">,
  notification: Written,
  more: Parameters<typeof phrasing>[1] = {},
): NotificationText {
  const form = night.playbook.notifications[notification.type];
  if (!form) throw new Error(`no notification for ${notification.type}`);
  const written = form.write(notification.params, phrasing(notification.at, more));
  expectWords(written.subject, written.happened, written.asked);
  expectSubject(written.subject);
  for (const sentence of [written.happened.zh, written.happened.en]) expect(sentence).not.toContain("\n");
  const all = [written.about, written.details, written.dueNote, written.next, written.attached, written.calculation];
  const texts = [written.subject, written.happened, written.asked, ...all.filter((text) => text !== undefined)];
  expectNoIds(...texts);
  for (const text of texts) expectPlain(`${text.zh} ${text.en}`);
  if (written.dueAt !== null) expect(Number.isFinite(written.dueAt)).toBe(true);
  // What publishes tells nobody.
  const isTold = night.playbook.notifications[notification.type]?.publishes === undefined;
  expect((notification.params as { to: readonly unknown[] }).to.length > 0).toBe(isTold);
  return written;
}

/** One line that a lock screen shows whole, and that begins with the incident. */
function expectSubject(subject: Text): void {
  for (const line of [subject.zh, subject.en]) {
    expect(line).toMatch(/^#\d+ [^\n]+$/);
    expect(Array.from(line).length).toBeLessThanOrEqual(60);
  }
}

export function expectWords(...words: readonly Text[]): void {
  for (const text of words) {
    for (const said of [text.zh, text.en])
      if (said.trim() === "") throw new Error(`Says nothing: ${JSON.stringify(text)}`);
    expectPlain(text.zh);
    expectPlain(text.en);
  }
}

const ids = [
  /\b(lead-1|writer|speaker|speaker-1|chief|chief-1|deputy|officer-2|contact-1)\b/,
  /\b(duty-officer|unit-contact|fast-report|(question|slip|promise)-\d|met-late|at-fault|not-so)\b/,
];

/** People are said by name, which is marked; nothing else is said by what the program calls it. */
function expectNoIds(...words: readonly Text[]): void {
  expectNone(ids, words.map(({ zh, en }) => `${zh} ${en}`.replace(/«[^»]*»/g, "")).join(" "));
}

const nothingToSay = /undefined|NaN|null|\[object|Invalid|\d{4}-\d{2}-\d{2}T/;
const twice = /\b([a-z]{2,}) \1\b/i;
const marksTogether = /[。，；：]{2}|\.\.|,,| {2}|。\.|[（(]\s*[)）]/;
const hanTwice = /([\p{Script=Han}]{2,})\1/u;

/** Nothing in it that a program says when it has nothing to say, or that stands there twice. */
function expectPlain(said: string): void {
  expectNone([nothingToSay, twice, marksTogether], said);
  expectNone([hanTwice], said.replace(/慢慢|常常|仅仅/g, ""));
}

/** Asked for hundreds of thousands of sentences: `expect`, which takes 50 µs, is called for what it will refuse alone. */
function expectNone(patterns: readonly RegExp[], said: string): void {
  for (const pattern of patterns) if (pattern.test(said)) expect(said).not.toMatch(pattern);
}
