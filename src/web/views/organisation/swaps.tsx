import { notEligible } from "../../../../machines/organisation/parts/refusals.ts";
import { layerById, nameOf } from "../../../directory/directory.ts";
import type { Swap } from "../../../directory/entries.ts";
import { formatText, formatInstant } from "../../format.ts";
import { Pager, partOf } from "../pager.tsx";
import type { RosterProps } from "./roster-props.ts";
import { SmallForm } from "./small-form.tsx";
import { isolate } from "../../../kernel/isolate.ts";

/** Offers that wait for an answer, and what was agreed on and is not over. */
export function Swaps(props: RosterProps) {
  const { context, view } = props;
  const { roster } = context.words.organisation;
  const ahead = view.directory.swaps.filter((swap) => swap.state !== "cancelled" && lastOf(swap) > view.now);
  const { shown, pager } = partOf(context, "pending-swaps", ahead);
  const canOffer = view.offers.some((offer) => offer.form.type === "SWAP_OFFERED" && offer.permitted);
  const layers = canOffer ? layersToSwapIn(props) : [];
  return (
    <section aria-labelledby="swaps">
      <h2 id="swaps">{roster.swaps}</h2>
      {shown.length === 0 ? <p class="quiet">{roster.noSwaps}</p> : null}
      <ul class="notifications">
        {shown.map((swap) => (
          <SwapEntry key={swap.id} {...props} swap={swap} />
        ))}
      </ul>
      <Pager pager={pager} />
      {layers.length === 0 ? null : (
        <p class="buttons">
          {layers.map(({ id, label }) => (
            <a key={id} class="button" href={`/administration/SWAP_OFFERED?layer=${id}`}>
              {`${roster.offerSwap}${context.words.colon} ${formatText(context, label)}`}
            </a>
          ))}
        </p>
      )}
    </section>
  );
}

/** Who may be chosen there depends on the layer. A lead also offers what is somebody else's. */
function layersToSwapIn({ context, view: { directory, roles } }: RosterProps) {
  const me = context.person?.id;
  return directory.layers.filter(({ id }) => roles.includes("lead") || notEligible(directory, id, me) === null);
}

function lastOf({ until, inReturn }: Swap): number {
  return Math.max(until, inReturn?.until ?? 0);
}

function SwapEntry({ context, view, seen, swap }: RosterProps & { readonly swap: Swap }) {
  const { roster } = context.words.organisation;
  const { directory, roles } = view;
  const me = context.person?.id;
  const name = (id: string) => isolate(nameOf(directory, id));
  const label = layerById(directory, swap.layer)?.label;
  const isOpen = swap.state === "offered";
  const canCancel =
    isOpen &&
    ([swap.person, swap.to, swap.offeredBy].includes(me ?? "") ||
      roles.some((role) => role === "lead" || role === "administrator"));
  return (
    <li>
      <p>
        {label ? `${formatText(context, label)}${context.words.colon} ` : ""}
        {roster.swap(
          name(swap.person),
          name(swap.to),
          formatInstant(context, swap.from),
          formatInstant(context, swap.until),
        )}
        {swap.inReturn
          ? ` ${roster.inReturn(formatInstant(context, swap.inReturn.from), formatInstant(context, swap.inReturn.until))}`
          : ""}
      </p>
      <p class="state">
        <span class="shape" aria-hidden="true">
          {isOpen ? "○" : "●"}
        </span>
        {roster.swapStates[swap.state]}
        {swap.settledBy === null ? null : ` ${roster.by(name(swap.settledBy))}`}
      </p>
      <div class="buttons">
        {isOpen && me === swap.to ? (
          <SmallForm
            context={context}
            type="SWAP_ACCEPTED"
            seen={seen}
            values={{ swap: swap.id }}
            label={roster.accept}
            class="strong"
          />
        ) : null}
        {canCancel ? (
          <SmallForm
            context={context}
            type="SWAP_CANCELLED"
            seen={seen}
            values={{ swap: swap.id }}
            label={roster.cancelSwap}
          />
        ) : null}
      </div>
    </li>
  );
}
