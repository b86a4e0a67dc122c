/** A deadline in all the places it appears: state in words, a shape and a colour; digits; the due time; and why this time. */
import type { Named } from "../../directory/person.ts";
import type { ClockView } from "../../../machines/playbook.ts";
import { remaining, formatDuration } from "../../playbook/times.ts";
import type { PageContext } from "../page-context.ts";
import { isoTime, formatText, formatInstant } from "../format.ts";
import { isolate } from "../../kernel/isolate.ts";

/** How urgent something looks; `none` has no deadline. */
export type Tone = "overdue" | "soon" | "calm" | "kept" | "late" | "none";

const shapes: Readonly<Record<Tone, string>> = { overdue: "▲", soon: "◆", calm: "●", kept: "✓", late: "✓", none: "–" };

export function Shape({ tone }: { readonly tone: Tone }) {
  return (
    <span class="shape" aria-hidden="true">
      {shapes[tone]}
    </span>
  );
}

export function toneOf(clock: Pick<ClockView, "state" | "dueAt">, now: number): Tone {
  switch (clock.state) {
    case "running":
      return now >= clock.dueAt ? "overdue" : "calm";
    case "warned":
      return now >= clock.dueAt ? "overdue" : "soon";
    case "missed":
      return "overdue";
    case "met":
      return "kept";
    case "met-late":
      return "late";
    case "cancelled":
      return "none";
  }
}

function isOwed(clock: Pick<ClockView, "state">): boolean {
  return clock.state === "running" || clock.state === "warned" || clock.state === "missed";
}

interface CountdownProps {
  readonly context: PageContext;
  readonly dueAt: number;
  readonly now: number;
}

/** Digits with their word, overdue said in words and never by a minus; the absolute time, zone named, below. */
export function Countdown({ context, dueAt, now }: CountdownProps) {
  const { words } = context;
  const { state, digits } = remaining(dueAt, now);
  const isBefore = state === "overdue" || context.language === "zh";
  const word = <span class="word">{state === "overdue" ? words.clock.overdueBy : words.clock.left}</span>;
  return (
    <span class="countdown" role="timer" data-due={String(dueAt)}>
      {isBefore ? word : null} <span class="digits">{digits}</span> {isBefore ? null : word}
    </span>
  );
}

export function DueTime({ context, at }: { readonly context: PageContext; readonly at: number }) {
  return (
    <span class="due">
      {context.words.clock.due} <time dateTime={isoTime(at)}>{formatInstant(context, at)}</time>
    </span>
  );
}

interface ClocksProps {
  readonly context: PageContext;
  readonly title: string;
  readonly clocks: readonly ClockView[];
  readonly now: number;
  readonly people: readonly Named[];
}

export function Clocks({ context, title, clocks, now, people }: ClocksProps) {
  return (
    <section aria-labelledby="clocks">
      <h2 id="clocks">{title}</h2>
      {clocks.length === 0 ? <p class="quiet">{context.words.incident.noClocks}</p> : null}
      <ul class="clocks">
        {clocks.map((clock) => (
          <ClockCard key={clock.id} context={context} clock={clock} now={now} people={people} />
        ))}
      </ul>
    </section>
  );
}

interface ClockCardProps {
  readonly context: PageContext;
  readonly clock: ClockView;
  readonly now: number;
  readonly people: readonly Named[];
}

function ClockCard({ context, clock, now, people }: ClockCardProps) {
  const tone = toneOf(clock, now);
  const isLate = tone === "overdue" && clock.state !== "missed";
  return (
    <li class={`clock is-${tone}`}>
      <h3>{formatText(context, clock.label)}</h3>
      <p class="state">
        <Shape tone={tone} /> {context.words.clock.states[isLate ? "missed" : clock.state]}
        {clock.level > 0 ? <span class="level"> · {context.words.clock.levelIs(clock.level)}</span> : null}
      </p>
      {isOwed(clock) ? <Countdown context={context} dueAt={clock.dueAt} now={now} /> : null}
      <DueTime context={context} at={clock.dueAt} />
      <details>
        <summary>{context.words.clock.why}</summary>
        <WhyThisTime context={context} clock={clock} people={people} />
      </details>
    </li>
  );
}

type WhyProps = Omit<ClockCardProps, "now">;

/** The sum is printed in full, so that anybody can do it again. */
export function WhyThisTime({ context, clock, people }: WhyProps) {
  const words = context.words.clock;
  const limit = clock.limit ? formatText(context, clock.limit) : formatDuration(clock.limitMs, context.language);
  const rows: readonly (readonly [string, string] | null)[] = [
    [
      words.from,
      `${formatText(context, clock.anchor.what)}${context.words.colon}${formatInstant(context, clock.anchor.at)}`,
    ],
    [words.limit, limit],
    [words.rule, formatText(context, clock.rule)],
    [words.sum, `${formatInstant(context, clock.anchor.at)} + ${limit} = ${formatInstant(context, clock.dueAt)}`],
    clock.warnAt === null ? null : [words.warning, formatInstant(context, clock.warnAt)],
    clock.stoppedAt === null ? null : [words.stopped, formatInstant(context, clock.stoppedAt)],
    clock.level === 0 ? null : [words.level, escalation(context, clock, people)],
  ];
  return (
    <dl class="why">
      {rows.map((row) => (row === null ? null : <Row key={row[0]} label={row[0]} text={row[1]} />))}
      {clock.earlier.length === 0 ? null : (
        <div>
          <dt>{words.earlier}</dt>
          {clock.earlier.map((was) => (
            <dd key={`${was.changedAt} ${was.dueAt}`}>
              {words.earlierWas(formatInstant(context, was.dueAt), formatInstant(context, was.changedAt), was.reason)}
            </dd>
          ))}
        </div>
      )}
    </dl>
  );
}

function Row({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function escalation(context: PageContext, clock: ClockView, people: readonly Named[]): string {
  const words = context.words.clock;
  const by = clock.acknowledgedBy;
  const name = people.find((person) => person.id === by)?.name ?? by;
  const answer = name === null ? words.notAcknowledged : words.acknowledgedBy(isolate(name));
  return words.levelWas(words.levelIs(clock.level), answer);
}
