/** Deadlines month by month as columns: what was on time below, late above it, not met on top. The table beside it says the same. */
import type { ClockStatistics } from "../../desk/statistics/statistics.ts";
import type { PageContext } from "../page-context.ts";
import { monthName } from "./statistics-months.ts";

const [step, column, height, below, above] = [44, 26, 120, 22, 18];
/** The parts of a column, in the order in which they stand on one another. */
const parts = ["onTime", "late", "missed"] as const;

export function MonthColumns({ context, clock }: { readonly context: PageContext; readonly clock: ClockStatistics }) {
  const { statistics: words } = context.words;
  const most = Math.max(1, ...clock.months.map(({ onTime, late, missed }) => onTime + late + missed));
  const width = clock.months.length * step;
  const label = words.chart(context.language === "zh" ? clock.label.zh : clock.label.en);
  return (
    <svg
      class="columns"
      viewBox={`0 0 ${width} ${above + height + below}`}
      width={width}
      height={above + height + below}
      role="img"
      aria-label={label}
    >
      <defs>
        <pattern id={`late-${clock.playbook.id}-${clock.kind}`} width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" class="column-late" />
          <path d="M0 6L6 0" class="column-hatch" />
        </pattern>
      </defs>
      <path class="column-ground" d={`M0 ${above + height + 0.5}H${width}`} />
      {clock.months.map((month, index) => (
        <Column key={month.month} context={context} clock={clock} month={month} left={index * step} most={most} />
      ))}
    </svg>
  );
}

interface ColumnProps {
  readonly context: PageContext;
  readonly clock: ClockStatistics;
  readonly month: ClockStatistics["months"][number];
  readonly left: number;
  readonly most: number;
}

function Column({ context, clock, month, left, most }: ColumnProps) {
  const scale = height / most;
  const total = parts.reduce((sum, part) => sum + month[part], 0);
  const middle = left + step / 2;
  let top = above + height;
  const rects = parts
    .filter((part) => month[part] > 0)
    .map((part) => {
      const tall = month[part] * scale;
      top -= tall;
      const look =
        part === "late"
          ? { fill: `url(#late-${clock.playbook.id}-${clock.kind})`, class: "column-striped" }
          : { class: `column-${part}` };
      const place = { x: middle - column / 2, y: top, width: column, height: tall };
      return <rect key={part} {...place} {...look} />;
    });
  return (
    <g>
      {rects}
      {total === 0 ? null : (
        <text x={middle} y={top - 5} text-anchor="middle">
          {total}
        </text>
      )}
      <text class="column-month" x={middle} y={above + height + 16} text-anchor="middle">
        {monthName(context, month.month, "short")}
      </text>
    </g>
  );
}

/** What the parts of a column are, in the same order. */
export function ColumnLegend({ context }: { readonly context: PageContext }) {
  const { statistics: words } = context.words;
  return (
    <ul class="legend">
      {parts.map((part) => (
        <li key={part}>
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <rect x="1.5" y="1.5" width="13" height="13" class={`column-${part}`} />
            {part === "late" ? <path d="M2 14L14 2M2 8L8 2M8 14L14 8" class="column-hatch" /> : null}
          </svg>{" "}
          {words[part]}
        </li>
      ))}
    </ul>
  );
}
