import type { PageContext } from "../page-context.ts";

interface ChartProps {
  readonly context: PageContext;
  /** Made by src/diagram, which escapes every word in it; null while it is being made. */
  readonly svg: string | null;
}

/** Wider than a phone by nature: it scrolls in its own frame, by keyboard too. */
export function Chart({ context, svg }: ChartProps) {
  if (svg === null) return <p class="quiet">{context.words.playbook.chartLater}</p>;
  return (
    <figure>
      <div
        class="chart-frame"
        role="region"
        aria-label={context.words.playbook.drawing}
        tabIndex={0}
        dangerouslySetInnerHTML={{ __html: svg }}
      />
      <figcaption class="quiet">{context.words.playbook.chartHint}</figcaption>
    </figure>
  );
}
