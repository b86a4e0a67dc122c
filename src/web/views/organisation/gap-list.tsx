import type { Directory } from "../../../directory/types.ts";
import { layerById } from "../../../directory/directory.ts";
import { gapWords, type Gap } from "../../../roster/gaps.ts";
import { sayTime } from "../../../playbook/times.ts";
import type { Scene } from "../../scene.ts";
import { say, sayAt } from "../../format.ts";

interface GapListProps {
  readonly scene: Scene;
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
            ? `${say(scene, layerById(directory, gap.layer)?.label ?? { zh: gap.layer, en: gap.layer })}${scene.words.colon} ${sayAt(scene, gap.from)} – ${sayAt(scene, gap.until)}`
            : say(
                scene,
                gapWords(directory, gap, (at, language) => sayTime(at, language, organisation)),
              )}
        </li>
      ))}
      {gaps.length > gapsMax ? <li>{`… + ${gaps.length - gapsMax}`}</li> : null}
    </ul>
  );
}
