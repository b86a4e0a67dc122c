/** How long is left for what the incident owes next: on its page, on its forms, and before the last click. */
import type { IncidentView } from "../../desk/views.ts";
import type { PageContext } from "../page-context.ts";
import { Countdown, DueTime, Shape, toneOf, type Tone } from "./clock.tsx";

type Owing = Pick<IncidentView, "clocks" | "duty" | "now">;

export function dutyTone({ clocks, duty: { dueAt, clock: id }, now }: Owing): Tone {
  if (dueAt === null) return "none";
  const clock = clocks.find((one) => one.id === id);
  return clock ? toneOf(clock, now) : now >= dueAt ? "overdue" : "calm";
}

export function DutyDue({ context, view }: { readonly context: PageContext; readonly view: Owing }) {
  const { dueAt } = view.duty;
  if (dueAt === null) return null;
  const tone = dutyTone(view);
  return (
    <p class={`now-due is-${tone}`}>
      <Shape tone={tone} /> <Countdown context={context} dueAt={dueAt} now={view.now} />
      <DueTime context={context} at={dueAt} />
    </p>
  );
}
