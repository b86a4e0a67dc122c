import type { Directory } from "../../../directory/types.ts";
import { layerById } from "../../../directory/directory.ts";
import { gapWords, type Gap } from "../../../roster/gaps.ts";
import { formatTime } from "../../../playbook/times.ts";
import type { PageContext } from "../../page-context.ts";
import { formatText, formatInstant } from "../../format.ts";

interface GapListProps {
  readonly context: PageContext;
  readonly directory: Directory;
  readonly gaps: readonly Gap[];
  /** Only when, not why: of a gap that is no more. */
  readonly plain?: boolean;
}

/** More than these are not read. */
const gapsMax = 12;

export function GapList({ context, directory, gaps, plain = false }: GapListProps) {
  const organisation = context.organisation;
  const shown = gaps.slice(0, gapsMax);
  return (
    <ul class="plain">
      {shown.map((gap) => (
        <li key={`${gap.layer} ${gap.from}`}>
          {plain
            ? `${formatText(context, layerById(directory, gap.layer)?.label ?? { zh: gap.layer, en: gap.layer })}${context.words.colon} ${formatInstant(context, gap.from)} – ${formatInstant(context, gap.until)}`
            : formatText(
                context,
                gapWords(directory, gap, (at, language) => formatTime(at, language, organisation)),
              )}
        </li>
      ))}
      {gaps.length > gapsMax ? <li>{`… + ${gaps.length - gapsMax}`}</li> : null}
    </ul>
  );
}
