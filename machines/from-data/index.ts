/** A playbook out of a file: what every door already knows. Nothing else in the program asks where a playbook comes from. */
import { buildMachine } from "../kit/build-machine.ts";
import { buildPlaybook } from "../kit/build-playbook.ts";
import type { Playbook } from "../playbook.ts";
import { behaviourOf } from "./behaviour.ts";
import { plainCalendar } from "./calendar.ts";
import { chartOf } from "./chart.ts";
import { kindsOf } from "./clock-keeper.ts";
import type { Context, Input, Policy } from "./context.ts";
import type { PlaybookFile } from "./format/index.ts";
import { clockTableOf } from "./clock-table.ts";
import { openingForm } from "./forms.ts";
import type { Json } from "./json.ts";
import { modelOf } from "./model.ts";
import { policyOf, policyParts } from "./policy.ts";
import { open } from "./record.ts";
import { clocksOf, parentOf, dutyOf, factsOf, headlineOf, signOffsOf } from "./views.ts";

/** The file has been checked: its names fit together. */
export function playbookFromData(file: PlaybookFile): Playbook {
  const model = modelOf(file);
  const chart = chartOf(model);
  const clocks = clockTableOf(model);
  return buildPlaybook<Context>({
    id: file.id,
    version: file.version,
    title: file.title,
    purpose: file.purpose,
    chart,
    machine: buildMachine({
      chart,
      open: (input: Input) => open(model, input),
      openedAt: ({ opened }: Context) => opened.at,
      behaviour: behaviourOf(file),
      ...(clocks && { clocks }),
    }),
    policy: policyOf(model),
    ...policyParts(model),
    opening: openingForm(model),
    input: (values, policy, at, by, calendar = plainCalendar): Input => ({
      values: values as Readonly<Record<string, Json>>,
      policy: policy as Policy,
      calendar,
      at,
      by,
    }),
    clocks: clocksOf(model),
    clockKinds: kindsOf(model),
    parent: parentOf,
    duty: (moment) => dutyOf(model, moment),
    headline: (moment) => headlineOf(model, moment),
    facts: (moment) => factsOf(model, moment),
    signOffs: (before, after) => signOffsOf(model, before, after),
  });
}
