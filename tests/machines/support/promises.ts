/** What holds at every moment of every playbook. */
import { expect } from "@jest/globals";
import type { NotificationText, Text } from "../../../machines/playbook.ts";
import { sayPerson, sayTime, type Night, type Written } from "./night.ts";

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
  for (const notification of night.notifications) writeOut(night, notification);
}

/** The duty is something that the named roles can do now: a stranger to the incident may at least send it. */
function expectDuty(night: Night, open: boolean): void {
  const { playbook, moment } = night;
  const duty = playbook.duty(moment);
  expectWords(duty.what);
  if (!open) {
    expect(duty.event).toBeNull();
    return;
  }
  const form = playbook.events.find((event) => event.type === duty.event);
  expect(form).toBeDefined();
  expect(duty.by.length).toBeGreaterThan(0);
  for (const role of duty.by) expect(form?.by).toContain(role);
  expect(night.can("somebody-else")).toContain(duty.event);
  for (const type of night.can("somebody-else")) expect(playbook.events.map((event) => event.type)).toContain(type);
}

/** The notification of an effect, as it would be sent; it says everything it has to. */
export function writeOut(night: Night, notification: Written): NotificationText {
  const form = night.playbook.notifications[notification.type];
  if (!form) throw new Error(`no notification for ${notification.type}`);
  const written = form.write(notification.params, sayTime, sayPerson);
  expectWords(written.subject, written.happened, written.asked);
  expectNoIds(written.subject, written.happened, written.asked);
  if (written.dueAt !== null) expect(Number.isFinite(written.dueAt)).toBe(true);
  expect((notification.params as { to: readonly unknown[] }).to.length).toBeGreaterThan(0);
  return written;
}

export function expectWords(...words: readonly Text[]): void {
  for (const text of words) {
    expect(text.zh.trim()).not.toBe("");
    expect(text.en.trim()).not.toBe("");
    expectPlain(text.zh);
    expectPlain(text.en);
  }
}

/** People are said by name: `sayPerson` marks what went through it. */
function expectNoIds(...words: readonly Text[]): void {
  const rest = words.map(({ zh, en }) => `${zh} ${en}`.replace(/«[^»]*»/g, "")).join(" ");
  expect(rest).not.toMatch(/\b(lead-1|writer|speaker|chief|deputy)\b/);
}

/** Nothing in it that a program says when it has nothing to say. */
function expectPlain(said: string): void {
  expect(said).not.toMatch(/undefined|NaN|\[object|Invalid/);
}
