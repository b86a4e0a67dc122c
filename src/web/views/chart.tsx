import type { PageContext } from "../page-context.ts";

interface ChartProps {
  readonly scene: PageContext;
  /** Made by src/diagram, which escapes every word in it. */
  readonly svg: string;
}

/** Wider than a phone by nature: it scrolls in its own frame, by keyboard too. */
export function Chart({ scene, svg }: ChartProps) {
  return (
    <figure>
      <div
        class="chart-frame"
        role="region"
        aria-label={scene.words.playbook.drawing}
        tabIndex={0}
        dangerouslySetInnerHTML={{ __html: svg }}
      />
      <figcaption class="quiet">{scene.words.playbook.chartHint}</figcaption>
    </figure>
  );
}
