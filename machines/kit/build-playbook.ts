/** A playbook out of its parts: forms, notifications, words and refusals are gathered from the chart and the events in it. */
import type { Playbook, Text } from "../playbook.ts";
import { eventsIn, linksIn, templatesIn, statesIn, type Chart } from "./chart.ts";
import { whyNotBy } from "./why-not.ts";

/** What is gathered needs not be said. */
type Gathered = "events" | "notifications" | "links" | "states" | "delays" | "whyNot";

export type PlaybookSpec<Context> = Omit<Playbook, Gathered> & { readonly chart: Chart<Context> };

export function buildPlaybook<Context>({ chart, ...spec }: PlaybookSpec<Context>): Playbook {
  const states = [...statesIn(chart)];
  const links = linksIn(chart);
  return {
    ...spec,
    events: eventsIn(chart),
    notifications: templatesIn(chart),
    ...(Object.keys(links).length > 0 && { links }),
    states: Object.fromEntries(states.map(([path, state]) => [path.join("."), wordsOf(state)])),
    delays: Object.fromEntries(
      [chart, ...states.map(([, state]) => state)].flatMap(({ after = [] }) =>
        after.map(({ delay }) => [delay.name, delay.label] as const),
      ),
    ),
    whyNot: whyNotBy(chart),
  };
}

const wordsOf = ({ label, help }: { readonly label: Text; readonly help?: Text }) => ({ label, ...(help && { help }) });
