/** A clock as the page explains it. */
import type { ClockView } from "../../playbook.ts";
import type { Clock } from "./clock.ts";
import type { ClockWords } from "./keeper.ts";
import { anchorLabel, clockLabel, limitWords, ruleWords } from "./words.ts";

export function clockView(words: Pick<ClockWords, "kinds" | "anchors" | "label" | "rule">, clock: Clock): ClockView {
  const limit = limitWords(clock);
  return {
    id: clock.id,
    kind: clock.kind,
    label: clockLabel(words, clock),
    state: clock.state,
    anchor: { what: anchorLabel(words, clock), at: clock.anchorAt },
    limitMs: clock.limitMs,
    ...(limit && { limit }),
    rule: ruleWords(words, clock),
    dueAt: clock.dueAt,
    warnAt: clock.state === "running" ? clock.warnAt : null,
    stoppedAt: clock.stoppedAt,
    level: clock.level,
    acknowledgedBy: clock.acknowledged?.by ?? null,
    earlier: clock.earlier,
  };
}
