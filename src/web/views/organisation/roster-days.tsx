/** One layer's days: a list on a phone, a week a row on a wide screen. Who has the duty is a name; a gap is a word and a shape. */
import type { Directory } from "../../../directory/types.ts";
import type { RosterLayer } from "../../../directory/entries.ts";
import { nameOf } from "../../../directory/directory.ts";
import { addDays, daysOf, type DayPart, type RosterDay } from "../../../roster/days.ts";
import { isRostered } from "../../../roster/ladder.ts";
import { instantOf, localDate, localTime } from "../../../roster/zone.ts";
import type { PageContext } from "../../page-context.ts";
import { formatDay, formatHour } from "../../short-time.ts";
import { isolate } from "../../../kernel/isolate.ts";

interface RosterDaysProps {
  readonly context: PageContext;
  readonly directory: Directory;
  readonly layer: RosterLayer;
  /** Local date of the first day. */
  readonly first: string;
  readonly count: number;
  readonly title: string;
}

export function RosterDays({ context, directory, layer, first, count, title }: RosterDaysProps) {
  const id = `days-${layer.id}`;
  const { zone } = directory.organisation;
  const today = localDate(zone, context.now);
  const lastMoment = instantOf(zone, localTime(addDays(first, count), "00:00")) - 1;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {isRostered(directory, layer.id, lastMoment) ? (
        <ol class="days">
          {daysOf(directory, layer.id, first, count).map((day) => (
            <Day key={day.date} context={context} directory={directory} day={day} isToday={day.date === today} />
          ))}
        </ol>
      ) : (
        <p class="quiet">{context.words.organisation.frame.notRostered}</p>
      )}
    </section>
  );
}

interface DayProps {
  readonly context: PageContext;
  readonly directory: Directory;
  readonly day: RosterDay;
  readonly isToday: boolean;
}

function Day({ context, directory, day, isToday }: DayProps) {
  const { roster } = context.words.organisation;
  return (
    <li class={isToday ? "day is-today" : "day"} aria-current={isToday ? "date" : undefined}>
      <p class="day-name">
        <time dateTime={day.date}>{formatDay(context, day.date)}</time>
        {isToday ? <span class="chip">{roster.today}</span> : null}
        {day.holidays.map((name) => (
          <span key={name} class="chip">
            {name}
          </span>
        ))}
      </p>
      <ul>
        {day.parts.map((part) => (
          <Part
            key={part.from}
            context={context}
            directory={directory}
            part={part}
            dayEnd={day.until}
            now={context.now}
          />
        ))}
      </ul>
    </li>
  );
}

interface PartProps {
  readonly context: PageContext;
  readonly directory: Directory;
  readonly part: DayPart;
  readonly dayEnd: number;
  readonly now: number;
}

function Part({ context, directory, part, dayEnd, now }: PartProps) {
  const { roster, frame } = context.words.organisation;
  const { slot, from, until } = part;
  const holder = slot?.onDuty ?? null;
  const isOver = until <= now;
  const hours = `${formatHour(context, from, dayEnd)}–${formatHour(context, until, dayEnd)}`;
  return (
    <li class={holder === null && !isOver ? "turn is-overdue" : isOver ? "turn is-over" : "turn"}>
      <span class="turn-hours">{hours}</span>{" "}
      {holder === null ? (
        <b>
          {isOver ? null : (
            <span class="shape" aria-hidden="true">
              ▲
            </span>
          )}
          {roster.nobody}
        </b>
      ) : (
        <b>
          <bdi>{nameOf(directory, holder)}</bdi>
        </b>
      )}
      {slot === null || slot.source === "rotation" ? null : <small>{roster.sources[slot.source]}</small>}
      {slot !== null && slot.onDuty !== slot.person ? (
        <small>
          {holder === null ? (
            <bdi>{nameOf(directory, slot.person)}</bdi>
          ) : (
            frame.actingFor(isolate(nameOf(directory, slot.person)))
          )}
        </small>
      ) : null}
    </li>
  );
}
