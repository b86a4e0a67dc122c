import { layerById, nameOf } from "../../../directory/directory.ts";
import type { Directory } from "../../../directory/types.ts";
import type { HandoverDue } from "../../../roster/handovers.ts";
import type { PageContext } from "../../page-context.ts";
import { formatText, formatInstant } from "../../format.ts";
import { isolate } from "../../../kernel/isolate.ts";

interface UnsignedProps {
  readonly context: PageContext;
  readonly directory: Directory;
  readonly handovers: readonly HandoverDue[];
}

/** On the desk, until both have signed. */
export function Unsigned({ context, directory, handovers }: UnsignedProps) {
  const { frame, handOver } = context.words.organisation;
  if (handovers.length === 0) return null;
  return (
    <div class="caution">
      <ul>
        {handovers.map((one) => {
          const label = layerById(directory, one.layer)?.label;
          const missing = [one.signedFrom === null ? one.from : null, one.signedTo === null ? one.to : null];
          const names = missing.filter((id) => id !== null).map((id) => isolate(nameOf(directory, id)));
          return (
            <li key={`${one.layer} ${one.moment}`}>
              {frame.unsigned(
                label ? formatText(context, label) : one.layer,
                formatInstant(context, one.moment),
                context.words.list(names),
              )}{" "}
              <a href="/hand-over">{handOver.title}</a>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
