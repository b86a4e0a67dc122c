import { gapDays } from "../../../organisation/now.ts";
import type { Consequences } from "../../../desk/consequences.ts";
import { localDate } from "../../../roster/zone.ts";
import type { Directory } from "../../../directory/types.ts";
import { layerById } from "../../../directory/directory.ts";
import type { PageContext } from "../../page-context.ts";
import { formatNames, formatText } from "../../format.ts";
import { isolate } from "../../../kernel/isolate.ts";
import { GapList } from "./gap-list.tsx";
import { RosterDays } from "./roster-days.tsx";

interface ConsequencesProps {
  readonly context: PageContext;
  /** As it would be. */
  readonly directory: Directory;
  readonly consequences: Consequences;
  /** Whose next two weeks are shown; null: no layer's. */
  readonly layer: string | null;
}

const previewDays = 14;

/** What a change means, before it is saved. */
export function ConsequencesView({ context, directory, consequences, layer }: ConsequencesProps) {
  const { check } = context.words.organisation;
  const { newGaps, closedGaps, leaving, closing } = consequences;
  const shown = layer === null ? null : layerById(directory, layer);
  const today = localDate(directory.organisation.zone, context.now);
  return (
    <section aria-labelledby="meaning">
      <h2 id="meaning">{check.meaning}</h2>
      {leaving === null ? null : <LeavingList context={context} leaving={leaving} />}
      {closing === null ? null : <ClosingList context={context} closing={closing} />}
      {newGaps.length === 0 ? (
        <p>{check.noNewGaps(gapDays)}</p>
      ) : (
        <div class="caution">
          <b>{check.newGaps}</b>
          <GapList context={context} directory={directory} gaps={newGaps} />
        </div>
      )}
      {closedGaps.length === 0 ? null : (
        <div class="notice">
          <b>{check.closedGaps}</b>
          <GapList
            context={context}
            directory={directory}
            gaps={closedGaps.map((gap) => ({ ...gap, named: null }))}
            plain
          />
        </div>
      )}
      {shown ? (
        <RosterDays
          context={context}
          directory={directory}
          layer={shown}
          first={today}
          count={previewDays}
          title={check.preview(formatText(context, shown.label))}
        />
      ) : null}
    </section>
  );
}

function ClosingList({
  context,
  closing,
}: {
  readonly context: PageContext;
  readonly closing: NonNullable<Consequences["closing"]>;
}) {
  const { check, administration } = context.words.organisation;
  const held = closing.held.map(
    ({ person, post }) => `${isolate(person)}${context.words.remark(isolate(formatText(context, post)))}`,
  );
  return (
    <ul class="plain">
      <li>{held.length === 0 ? check.heldByNone : check.heldNoMore(formatNames(context, held))}</li>
      {closing.levels.length > 0 ? (
        <li>{check.levelsSkipped(context.words.list(closing.levels.map((level) => administration.level(level))))}</li>
      ) : null}
      <li>{check.keptOnRecord}</li>
    </ul>
  );
}

function LeavingList({
  context,
  leaving,
}: {
  readonly context: PageContext;
  readonly leaving: NonNullable<Consequences["leaving"]>;
}) {
  const { check } = context.words.organisation;
  const { rotations, deputyOf, posts } = leaving;
  return (
    <ul class="plain">
      {rotations > 0 ? <li>{check.inRotations(rotations)}</li> : null}
      {deputyOf.length > 0 ? <li>{check.deputyOf(formatNames(context, deputyOf))}</li> : null}
      {posts.length > 0 ? (
        <li>
          {check.holds(
            formatNames(
              context,
              posts.map((post) => formatText(context, post)),
            ),
          )}
        </li>
      ) : null}
      <li>{check.stays}</li>
    </ul>
  );
}
