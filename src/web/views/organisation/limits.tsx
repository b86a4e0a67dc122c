import type { PlaybookLimits } from "../../../organisation/desk-types.ts";
import { contradicts } from "../../../playbook/rule-words.ts";
import { formatText } from "../../format.ts";
import { LimitTable } from "../limit-table.tsx";
import { Contradiction } from "./setting-changes.tsx";
import { AdministrationFrame, type AdministrationProps } from "./administration.tsx";

interface LimitsProps extends AdministrationProps {
  readonly all: readonly PlaybookLimits[];
}

/** Every limit that a new incident would have, with the rule it is taken from. */
export function LimitsPage({ context, view, recorded, all }: LimitsProps) {
  const { administration: words } = context.words.organisation;
  const mayChange = view.offers.some((offer) => offer.form.type === "POLICY_CHANGED" && offer.permitted);
  return (
    <AdministrationFrame context={context} recorded={recorded} title={words.limits} intro={words.limitsIntro}>
      {all.map(({ playbook, changedHere, limits, section }) => (
        <section key={playbook.id} class="limits">
          <LimitTable
            context={context}
            id={`limits-${playbook.id}`}
            title={formatText(context, playbook.title)}
            limits={limits}
          />
          {limits.filter(contradicts).map((limit, index) => (
            <Contradiction key={index} context={context} limit={limit} />
          ))}
          <p class="quiet">{changedHere ? words.fromDesk : words.fromSettings}</p>
          <details>
            <summary>{words.inFull}</summary>
            <pre class="frozen-text">{section}</pre>
          </details>
          {mayChange ? (
            <p class="buttons">
              <a class="button" href={`/administration/POLICY_CHANGED?playbook=${playbook.id}`}>
                {words.change}
              </a>
            </p>
          ) : null}
        </section>
      ))}
    </AdministrationFrame>
  );
}
