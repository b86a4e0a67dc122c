/** The duty roster: now and next, gaps before they happen, swaps, day by day, and what can be planned. */
import { dutyNow } from "../../../roster/duty-now.ts";
import { gapsBetween } from "../../../roster/gaps.ts";
import { addDays } from "../../../roster/days.ts";
import { say } from "../../scene.ts";
import { organisationWords } from "../../words/organisation.ts";
import { Layout } from "../layout.tsx";
import { GapList } from "./gap-list.tsx";
import { NowAndNext } from "./now-and-next.tsx";
import type { RosterProps } from "./roster-props.ts";
import { RosterDays } from "./roster-days.tsx";
import { Absences, Changes, Holidays, Rotations } from "./roster-entries.tsx";
import { Swaps } from "./swaps.tsx";

const daysShown = 14;
const gapDays = 14;
const dayMs = 24 * 60 * 60_000;

export function RosterPage(props: RosterProps) {
  const { scene, view, recorded } = props;
  const { roster } = organisationWords[scene.language];
  const { directory } = view;
  const isEmpty = dutyNow(directory, view.now).every((one) => !one.isRostered);
  return (
    <Layout scene={scene} title={roster.title} place="roster">
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
      <p class="quiet">{roster.intro(say(scene, scene.organisation.zoneLabel))}</p>
      {isEmpty ? <p class="outward">{roster.empty}</p> : null}
      <NowAndNext {...props} />
      {isEmpty ? null : <Gaps {...props} />}
      <Swaps {...props} />
      <Days {...props} />
      <Plan {...props} />
    </Layout>
  );
}

function Gaps({ scene, view }: RosterProps) {
  const { roster } = organisationWords[scene.language];
  const { directory, now } = view;
  const rostered = dutyNow(directory, now).filter((one) => one.isRostered);
  const gaps = rostered.flatMap(({ layer }) => gapsBetween(directory, layer, now, now + gapDays * dayMs));
  return (
    <section aria-labelledby="gaps">
      <h2 id="gaps">{roster.gaps}</h2>
      {gaps.length === 0 ? (
        <p>
          <span class="shape" aria-hidden="true">
            ✓
          </span>
          {roster.noGaps(gapDays)}
        </p>
      ) : (
        <div class="outward">
          <b>{roster.gapsIntro(gapDays)}</b>
          <GapList scene={scene} directory={directory} gaps={[...gaps].sort((a, b) => a.from - b.from)} />
        </div>
      )}
    </section>
  );
}

function Days({ scene, view, first }: RosterProps) {
  const { roster } = organisationWords[scene.language];
  const { directory } = view;
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
      {directory.layers.map((layer) => (
        <RosterDays
          key={layer.id}
          scene={scene}
          directory={directory}
          layer={layer}
          first={first}
          count={daysShown}
          title={say(scene, layer.label)}
        />
      ))}
    </section>
  );
}

const plans = ["ROTATION_SET", "SHIFT_ADDED", "OVERRIDE_ADDED", "ABSENCE_RECORDED", "HOLIDAY_SET", "LAYER_DESCRIBED"];

function Plan(props: RosterProps) {
  const { scene, view } = props;
  const { roster } = organisationWords[scene.language];
  const offers = view.offers.filter((offer) => offer.permitted && plans.includes(offer.form.type));
  return (
    <section aria-labelledby="plan">
      <h2 id="plan">{roster.plan}</h2>
      <p class="quiet">{roster.planIntro}</p>
      <ul class="actions">
        {offers.map(({ form }) => (
          <li key={form.type}>
            <a href={`/administration/${form.type}`}>{say(scene, form.label)}</a>
          </li>
        ))}
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
