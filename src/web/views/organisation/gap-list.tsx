import type { Directory } from "../../../directory/types.ts";
import { layerById } from "../../../directory/directory.ts";
import { gapWords, type Gap } from "../../../roster/gaps.ts";
import { formatTime } from "../../../playbook/times.ts";
import type { PageContext } from "../../page-context.ts";
import { formatText, formatInstant } from "../../format.ts";

interface GapListProps {
  readonly scene: PageContext;
  readonly directory: Directory;
  readonly gaps: readonly Gap[];
  /** Only when, not why: of a gap that is no more. */
  readonly plain?: boolean;
}

/** More than these are not read. */
const gapsMax = 12;

export function GapList({ scene, directory, gaps, plain = false }: GapListProps) {
  const organisation = scene.organisation;
  const shown = gaps.slice(0, gapsMax);
  return (
    <ul class="plain">
      {shown.map((gap) => (
        <li key={`${gap.layer} ${gap.from}`}>
          {plain
            ? `${formatText(scene, layerById(directory, gap.layer)?.label ?? { zh: gap.layer, en: gap.layer })}${scene.words.colon} ${formatInstant(scene, gap.from)} – ${formatInstant(scene, gap.until)}`
            : formatText(
                scene,
                gapWords(directory, gap, (at, language) => formatTime(at, language, organisation)),
              )}
        </li>
      ))}
      {gaps.length > gapsMax ? <li>{`… + ${gaps.length - gapsMax}`}</li> : null}
    </ul>
  );
}
