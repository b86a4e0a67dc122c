/** What the roster is made of: rotations, single shifts and overrides, absences, holidays; each with its way out. */
import type { ComponentChildren, ComponentProps } from "preact";
import { rotationUnits, weekdayOptions, wordsOf } from "../../../../machines/organisation/vocabulary.ts";
import { layerById, nameOf } from "../../../directory/directory.ts";
import type { Rotation } from "../../../directory/entries.ts";
import { localDate } from "../../../roster/zone.ts";
import { formatNames, formatText, formatInstant } from "../../format.ts";
import { formatDay } from "../../short-time.ts";
import { Pager, partOf } from "../pager.tsx";
import type { RosterProps } from "./roster-props.ts";
import { SmallForm } from "./small-form.tsx";
import { isolate } from "../../../kernel/isolate.ts";

const running =
  (now: number) =>
  ({ until }: { readonly until: number | null }): boolean =>
    until === null || until > now;

const mayPlan = ({ view }: RosterProps): boolean =>
  view.offers.some((offer) => offer.form.type === "SHIFT_REMOVED" && offer.permitted);

export function Rotations(props: RosterProps) {
  const { context, view } = props;
  const { roster } = context.words.organisation;
  const { directory, now } = view;
  const { shown, pager } = partOf(context, "rotations", directory.rotations.filter(running(now)));
  return (
    <Panel title={roster.rotations} none={roster.noChanges} pager={pager}>
      {shown.map((one) => (
        <li key={one.id}>
          <b>{labelOf(props, one.layer)}</b>{" "}
          {roster.rotation(
            formatNames(
              context,
              one.people.map((id) => isolate(nameOf(directory, id))),
            ),
            one.every,
            formatText(context, wordsOf(rotationUnits, one.unit)),
            one.handoverTime,
            one.startDate,
          )}{" "}
          <small>{restrictionsOf(context, one)}</small>{" "}
          {one.until === null ? null : <small>{roster.rotationUntil(formatInstant(context, one.until))}</small>}
          {mayPlan(props) && one.until === null ? (
            <p>
              <a href={`/administration/ROTATION_ENDED?rotation=${one.id}`}>{roster.end}</a>
            </p>
          ) : null}
        </li>
      ))}
    </Panel>
  );
}

/** On which days only, and until what time of day. */
function restrictionsOf(context: RosterProps["context"], { weekdays, dailyUntil, handoverTime }: Rotation): string {
  const { roster } = context.words.organisation;
  const days = weekdays?.map((day) => formatText(context, wordsOf(weekdayOptions, day))) ?? [];
  return [
    ...(days.length === 0 ? [] : [roster.rotationDays(context.words.list(days))]),
    ...(dailyUntil === undefined ? [] : [roster.rotationHours(handoverTime, dailyUntil)]),
  ].join(context.language === "zh" ? "，" : ", ");
}

export function Changes(props: RosterProps) {
  const { context, view, seen } = props;
  const { roster } = context.words.organisation;
  const { directory, now } = view;
  const shifts = directory.shifts.map((one) => ({ ...one, kind: "shift" as const, reason: null }));
  const entries = [...shifts, ...directory.overrides].filter(running(now)).sort((a, b) => a.from - b.from);
  const { shown, pager } = partOf(context, "changes", entries);
  return (
    <Panel title={roster.changes} none={roster.noChanges} pager={pager}>
      {shown.map((one) => (
        <li key={one.id}>
          <b>
            <bdi>{nameOf(directory, one.person)}</bdi>
          </b>{" "}
          {labelOf(props, one.layer)}
          {context.words.colon} {formatInstant(context, one.from)} – {formatInstant(context, one.until)}
          <small>
            {roster.sources[one.kind]}
            {one.reason === null ? "" : `${context.words.colon} ${one.reason}`}
          </small>
          {mayPlan(props) ? (
            <SmallForm
              context={context}
              type={one.kind === "shift" ? "SHIFT_REMOVED" : "OVERRIDE_REMOVED"}
              seen={seen}
              values={one.kind === "shift" ? { shift: one.id } : { override: one.id }}
              label={roster.remove}
            />
          ) : null}
        </li>
      ))}
    </Panel>
  );
}

export function Absences(props: RosterProps) {
  const { context, view, seen } = props;
  const { roster } = context.words.organisation;
  const { directory, now, roles } = view;
  const mayForOthers = roles.some((role) => role === "lead" || role === "administrator");
  const { shown, pager } = partOf(context, "absences", directory.absences.filter(running(now)));
  return (
    <Panel title={roster.absences} none={roster.noAbsences} pager={pager}>
      {shown.map((one) => (
        <li key={one.id}>
          {roster.absence(
            isolate(nameOf(directory, one.person)),
            formatInstant(context, one.from),
            one.until === null ? null : formatInstant(context, one.until),
            one.deputy === null ? null : isolate(nameOf(directory, one.deputy)),
          )}
          {mayForOthers || one.person === context.person?.id ? (
            <SmallForm
              context={context}
              type="ABSENCE_ENDED"
              seen={seen}
              values={{ absence: one.id }}
              label={roster.end}
            />
          ) : null}
        </li>
      ))}
    </Panel>
  );
}

export function Holidays(props: RosterProps) {
  const { context, view, seen } = props;
  const { roster } = context.words.organisation;
  const { directory, now } = view;
  const today = localDate(directory.organisation.zone, now);
  const ahead = directory.holidays.filter(({ date }) => date >= today);
  const { shown, pager } = partOf(context, "holidays", ahead);
  return (
    <Panel title={roster.holidays} none={roster.noChanges} pager={pager}>
      {shown.map(({ date, name }) => (
        <li key={date}>
          <b>{name}</b> <time dateTime={date}>{`${date} · ${formatDay(context, date)}`}</time>
          {mayPlan(props) ? (
            <SmallForm context={context} type="HOLIDAY_REMOVED" seen={seen} values={{ date }} label={roster.remove} />
          ) : null}
        </li>
      ))}
    </Panel>
  );
}

interface PanelProps {
  readonly title: string;
  readonly none: string;
  readonly pager: ComponentProps<typeof Pager>["pager"];
  readonly children: readonly ComponentChildren[];
}

function Panel({ title, none, pager, children }: PanelProps) {
  return (
    <section class="panel">
      <h3>{title}</h3>
      {children.length === 0 ? <p class="quiet">{none}</p> : <ul class="notifications">{children}</ul>}
      <Pager pager={pager} />
    </section>
  );
}

function labelOf({ context, view }: RosterProps, layer: string): string {
  const label = layerById(view.directory, layer)?.label;
  return label ? formatText(context, label) : layer;
}
