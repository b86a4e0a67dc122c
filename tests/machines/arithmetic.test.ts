/** The pure parts: lengths of time, digests, and a clock on its own. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ownWords } from "../../machines/kit/text-ref.ts";
import { dayMs, hourMs, minuteMs, parseDuration, formatDuration } from "../../machines/kit/duration.ts";
import {
  acknowledgeClock,
  cancelClock,
  moveClock,
  nextFireAt,
  openClock,
  resumeClock,
  fireClock,
  stopClock,
  type Clock,
} from "../../machines/kit/clocks/clock.ts";
import { digestOf } from "../../machines/kit/digest.ts";
import { policySchema } from "../../machines/public-incident/policy.ts";

describe("lengths of time", () => {
  test.each([
    ["30 min", 30 * minuteMs],
    ["12 h", 12 * hourMs],
    ["2 d", 2 * dayMs],
    ["90s", 90_000],
  ])("%s is read", (written, ms) => expect(parseDuration(written)).toBe(ms));

  test.each(["", "0 min", "half an hour", "401 d", "-5 min", "1.5 h", "12"])("%j is refused", (written) => {
    expect(parseDuration(written)).toBeNull();
  });

  test.each([
    [5_400_000, "1 小时 30 分钟", "1 hour 30 minutes"],
    [0, "0 秒", "0 seconds"],
    [2 * dayMs + hourMs + minuteMs, "2 天 1 小时", "2 days 1 hour"],
  ])("%d ms is said", (ms, zh, en) => expect(formatDuration(ms)).toEqual({ zh, en }));
});

test("a digest is the SHA-256 of the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
      expect(digestOf(text)).toBe(createHash("sha256").update(text).digest("hex"));
    }),
  );
});

const { ladder } = policySchema.parse({});
const aClock = (anchorAt: number, limitMs: number): Clock =>
  openClock("reply", "officialReply", ["duty-officer"], ladder, {
    anchor: "occurred",
    anchorAt,
    limitMs,
    warnFraction: 0.75,
    rule: { zh: "依据", en: "rule" },
  });

/** What may happen to a clock, each a little later than the last. */
const happening = fc.oneof(
  fc.constantFrom("fire", "acknowledge", "stop", "cancel", "resume").map((kind) => ({ kind, limitMs: 0 })),
  fc.integer({ min: -2 * hourMs, max: 20 * hourMs }).map((limitMs) => ({ kind: "move", limitMs })),
);

function happen(clock: Clock, { kind, limitMs }: { kind: string; limitMs: number }, at: number): Clock {
  if (kind === "acknowledge") return acknowledgeClock(clock, "lead", at);
  if (kind === "stop") return stopClock(clock, at);
  if (kind === "cancel") return cancelClock(clock, at);
  if (kind === "resume") return resumeClock(clock);
  if (kind === "move") return moveClock(clock, { ...clock, limitMs }, at, ownWords("corrected"));
  return fireClock(clock, ladder, 0, at).clock;
}

test("whatever happens to a clock, its sum is right, it keeps every due time, and it never fires for ever", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(happening, fc.integer({ min: 0, max: 2 * hourMs })), { maxLength: 20 }), (story) => {
      let clock = aClock(0, hourMs);
      let at = 0;
      const due = new Set([clock.dueAt]);
      for (const [what, later] of story) {
        at += later;
        clock = happen(clock, what, at);
        due.add(clock.dueAt);
        expect(clock.dueAt).toBe(clock.anchorAt + clock.limitMs);
        expect(clock.state === "missed").toBe(clock.level > 0 && clock.stoppedAt === null);
      }
      for (const kept of due) expect([clock.dueAt, ...clock.earlier.map((each) => each.dueAt)]).toContain(kept);
      expect(firesUntilQuiet(clock, at)).toBeLessThan(20);
    }),
  );
});

function firesUntilQuiet(start: Clock, from: number): number {
  let [clock, at, fires] = [acknowledgeClock(start, "lead", from), from, 0];
  for (let next = nextFireAt(clock, ladder, 0); next !== null && fires < 100; next = nextFireAt(clock, ladder, 0)) {
    at = Math.max(at, next);
    clock = fireClock(clock, ladder, 0, at).clock;
    fires += 1;
  }
  return fires;
}

test("looking too early changes nothing", () => {
  const { clock } = fireClock(aClock(0, hourMs), ladder, 0, 0);
  expect(fireClock(clock, ladder, 0, 45 * minuteMs - 1)).toEqual({ clock, fired: null });
  expect(fireClock(clock, ladder, 0, 45 * minuteMs).fired).toBe("warning");
});
