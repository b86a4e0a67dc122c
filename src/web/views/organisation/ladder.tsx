import { nameOf } from "../../../directory/directory.ts";
import { ladderAt } from "../../../roster/ladder.ts";
import { formatNames, formatText } from "../../format.ts";
import { AdministrationFrame, OwnActions, type AdministrationProps } from "./administration.tsx";
import { levelWords } from "./level-words.ts";
import { isolate } from "../../../kernel/isolate.ts";

/** Each level in words, with whom it would reach now and whom it passes over. */
export function LadderPage({ context, view, recorded }: AdministrationProps) {
  const { administration: words } = context.words.organisation;
  const { directory, now } = view;
  return (
    <AdministrationFrame context={context} recorded={recorded} title={words.ladder} intro={words.ladderIntro}>
      <ol class="clocks">
        {directory.ladder.map((level, index) => {
          const step = ladderAt(directory, index + 1, now);
          const people = step?.people ?? [];
          return (
            <li key={index} class={people.length === 0 ? "clock is-overdue" : "clock is-calm"}>
              <h2>
                {words.level(index + 1)}
                {context.words.colon} {levelWords(context, directory, level)}
              </h2>
              <p>
                {words.wouldReach}
                {context.words.colon}{" "}
                <b>
                  {people.length === 0
                    ? `▲ ${context.words.organisation.roster.nobody}`
                    : formatNames(
                        context,
                        people.map(({ person }) => isolate(nameOf(directory, person))),
                      )}
                </b>
              </p>
              {(step?.skipped ?? []).length === 0 ? null : (
                <p class="quiet">
                  {words.skipped}
                  {context.words.colon}{" "}
                  {formatNames(
                    context,
                    (step?.skipped ?? []).map(({ why }) => formatText(context, why)),
                  )}
                </p>
              )}
            </li>
          );
        })}
      </ol>
      <OwnActions context={context} view={view} types={["LADDER_SET"]} />
    </AdministrationFrame>
  );
}
