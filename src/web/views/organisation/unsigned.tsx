import { layerById, nameOf } from "../../../directory/directory.ts";
import type { Directory } from "../../../directory/types.ts";
import type { HandoverDue } from "../../../roster/handovers.ts";
import type { PageContext } from "../../page-context.ts";
import { formatText, formatInstant } from "../../format.ts";
import { isolate } from "../../../kernel/isolate.ts";

interface UnsignedProps {
  readonly scene: PageContext;
  readonly directory: Directory;
  readonly handovers: readonly HandoverDue[];
}

/** On the desk, until both have signed. */
export function Unsigned({ scene, directory, handovers }: UnsignedProps) {
  const { frame, handOver } = scene.words.organisation;
  if (handovers.length === 0) return null;
  return (
    <div class="outward">
      <ul>
        {handovers.map((one) => {
          const label = layerById(directory, one.layer)?.label;
          const missing = [one.signedFrom === null ? one.from : null, one.signedTo === null ? one.to : null];
          const names = missing.filter((id) => id !== null).map((id) => isolate(nameOf(directory, id)));
          return (
            <li key={`${one.layer} ${one.moment}`}>
              {frame.unsigned(
                label ? formatText(scene, label) : one.layer,
                formatInstant(scene, one.moment),
                scene.words.list(names),
              )}{" "}
              <a href="/hand-over">{handOver.title}</a>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
