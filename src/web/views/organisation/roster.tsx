/** The duty roster: now and next, gaps before they happen, swaps, day by day, and what can be planned. */
import { onDutyNow, layersAt } from "../../../roster/duty-now.ts";
import { gapsBetween } from "../../../roster/gaps.ts";
import { addDays } from "../../../roster/days.ts";
import { instantOf, localTime } from "../../../roster/zone.ts";
import { formatText } from "../../format.ts";
import { Layout } from "../layout.tsx";
import { GapList } from "./gap-list.tsx";
import { NowAndNext } from "./now-and-next.tsx";
import type { RosterProps } from "./roster-props.ts";
import { RosterDays } from "./roster-days.tsx";
import { Absences, Changes, Holidays, Rotations } from "./roster-entries.tsx";
import { UnprovenList } from "./unproven-list.tsx";
import { Swaps } from "./swaps.tsx";

const daysShown = 14;
const gapDays = 14;
const dayMs = 24 * 60 * 60_000;

export function RosterPage(props: RosterProps) {
  const { context, view, recorded } = props;
  const { roster } = context.words.organisation;
  const { directory } = view;
  const isEmpty = onDutyNow(directory, view.now).every((one) => !one.isRostered);
  return (
    <Layout context={context} title={roster.title} place="roster" live={{ of: "others", when: "hold" }}>
      <div class="title-row">
        <h1>{roster.title}</h1>
        <nav class="tabs" aria-label={roster.title}>
          <a href="/hand-over">{roster.handOver}</a>
          <a href="/calendar">{roster.calendar}</a>
        </nav>
      </div>
      {recorded === null ? null : (
        <p class="notice" role="status">
          {recorded}
        </p>
      )}
      <p class="quiet">{roster.intro(formatText(context, context.organisation.zoneLabel))}</p>
      {isEmpty ? <p class="caution">{roster.empty}</p> : null}
      <NowAndNext {...props} />
      {isEmpty ? null : <Gaps {...props} />}
      {isEmpty ? null : <UnprovenList {...props} />}
      <Swaps {...props} />
      <Days {...props} />
      <Plan {...props} />
    </Layout>
  );
}

/** "Throughout" is said only of what is kept: of a layer that nobody is rostered in, what happens instead. */
function Gaps({ context, view }: RosterProps) {
  const { roster } = context.words.organisation;
  const { directory, now } = view;
  const duties = onDutyNow(directory, now);
  const kept = duties.filter((one) => one.isRostered);
  const others = duties.filter((one) => !one.isRostered);
  const labels = (some: typeof duties) => context.words.list(some.map(({ label }) => formatText(context, label)));
  const gaps = kept.flatMap(({ layer }) => gapsBetween(directory, layer, now, now + gapDays * dayMs));
  return (
    <section aria-labelledby="gaps">
      <h2 id="gaps">{roster.gaps}</h2>
      {gaps.length === 0 ? (
        <p>
          <span class="shape" aria-hidden="true">
            ✓
          </span>
          {others.length === 0 ? roster.noGaps(gapDays) : roster.noGapsIn(labels(kept), gapDays)}
        </p>
      ) : (
        <div class="caution">
          <b>{roster.gapsIntro(gapDays)}</b>
          <GapList context={context} directory={directory} gaps={[...gaps].sort((a, b) => a.from - b.from)} />
        </div>
      )}
      {others.length === 0 ? null : <p class="caution">{roster.notKept(labels(others))}</p>}
    </section>
  );
}

function Days({ context, view, first }: RosterProps) {
  const { roster } = context.words.organisation;
  const { directory } = view;
  const lastShown = instantOf(directory.organisation.zone, localTime(addDays(first, daysShown), "00:00")) - 1;
  return (
    <section aria-labelledby="days">
      <h2 id="days">{roster.days}</h2>
      <nav class="tabs" aria-label={roster.range}>
        <a href={`/roster?from=${addDays(first, -daysShown)}#days`} rel="prev">
          {roster.earlier}
        </a>
        <a href="/roster#days">{roster.fromToday}</a>
        <a href={`/roster?from=${addDays(first, daysShown)}#days`} rel="next">
          {roster.later}
        </a>
      </nav>
      {layersAt(directory, lastShown).map((layer) => (
        <RosterDays
          key={layer.id}
          context={context}
          directory={directory}
          layer={layer}
          first={first}
          count={daysShown}
          title={formatText(context, layer.label)}
        />
      ))}
    </section>
  );
}

const plans = ["ROTATION_SET", "SHIFT_ADDED", "OVERRIDE_ADDED", "ABSENCE_RECORDED", "HOLIDAY_SET", "LAYER_DESCRIBED"];

/** Who may be chosen there depends on the layer. */
const perLayer = ["ROTATION_SET", "SHIFT_ADDED", "OVERRIDE_ADDED"];

function Plan(props: RosterProps) {
  const { context, view } = props;
  const { roster } = context.words.organisation;
  const offers = view.offers.filter((offer) => offer.permitted && plans.includes(offer.form.type));
  return (
    <section aria-labelledby="plan">
      <h2 id="plan">{roster.plan}</h2>
      <p class="quiet">{roster.planIntro}</p>
      <ul class="actions">
        {offers.flatMap(({ form }) =>
          perLayer.includes(form.type)
            ? view.directory.layers.map((layer) => (
                <li key={`${form.type} ${layer.id}`}>
                  <a href={`/administration/${form.type}?layer=${layer.id}`}>
                    {`${formatText(context, form.label)}${context.words.colon} ${formatText(context, layer.label)}`}
                  </a>
                </li>
              ))
            : [
                <li key={form.type}>
                  <a href={`/administration/${form.type}`}>{formatText(context, form.label)}</a>
                </li>,
              ],
        )}
      </ul>
      <div class="cards">
        <Rotations {...props} />
        <Changes {...props} />
        <Absences {...props} />
        <Holidays {...props} />
      </div>
    </section>
  );
}
