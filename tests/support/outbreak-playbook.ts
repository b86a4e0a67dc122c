/** A playbook by posts: a commander ends it, and one unit's doctor is told and answers. */
import { z } from "zod";
import { buildMachine } from "../../machines/kit/build-machine.ts";
import { buildPlaybook } from "../../machines/kit/build-playbook.ts";
import { moves, type Chart } from "../../machines/kit/chart.ts";
import { eventsOf, opening } from "../../machines/kit/event.ts";
import { line, optional } from "../../machines/kit/fields.ts";
import { notificationsOf } from "../../machines/kit/notification.ts";
import { inUnit, posts } from "../../machines/kit/posts.ts";
import { forInformation } from "../../machines/kit/sentences.ts";
import type { Duty, Moment, Playbook, Recipient, Text } from "../../machines/playbook.ts";

type Context = {
  readonly title: string;
  readonly school: string;
  readonly at: number;
  readonly findings: string | null;
  readonly handedTo: string | null;
};
type Input = { readonly title: string; readonly school: string; readonly at: number };
type NotificationParams = { readonly to: readonly Recipient[]; readonly title: string };

const both = (zh: string, en: string): Text => ({ zh, en });
const { commander, "school-doctor": doctor } = posts({
  commander: { label: both("指挥长", "commander"), fallsBackTo: "lead" },
  "school-doctor": { label: both("校医", "school doctor"), fallsBackTo: "unit-contact" },
});

const event = eventsOf<Context>();
const words = (label: Text) => ({ label, done: label, help: label });

const reported = notificationsOf<Context>()<NotificationParams>({
  label: both("疫情报告", "Outbreak"),
  to: both("指挥长和该校校医", "The commander and the doctor of that school"),
  when: both("登记时", "When it is registered"),
  params: ({ title, school }) => ({ to: [commander, inUnit(doctor, school)], title }),
  write: ({ title }: NotificationParams) => ({
    subject: both(title, title),
    happened: both(title, title),
    ...forInformation(),
  }),
});

const examined = event("EXAMINED", {
  words: words(both("登记检查结果", "Record the examination")),
  by: [doctor],
  form: z.object({ findings: line({ label: both("结果", "Findings") }) }),
  record: (_context, { findings }) => ({ findings }),
});

const handed = event("HANDED", {
  words: words(both("移交", "Hand it over")),
  by: [commander, "duty-officer"],
  personField: {
    field: "person",
    among: [doctor, "superior"],
    amongNow: ({ school }) => [inUnit(doctor, school), "superior"],
  },
  form: z.object({ person: line({ label: both("接手人", "To whom") }) }),
  record: (_context, { person }) => ({ handedTo: person }),
});

const lifted = event("LIFTED", {
  words: words(both("解除", "Lift the measures")),
  by: [commander],
  form: z.object({}),
});

const chart: Chart<Context> = {
  id: "outbreak",
  initial: "open",
  notify: { reported },
  states: {
    open: { label: both("处置中", "Open"), on: [examined, handed, moves(lifted, "over")] },
    over: { label: both("已解除", "Over"), type: "final" },
  },
};

const machine = buildMachine({
  chart,
  open: ({ title, school, at }: Input): Context => ({ title, school, at, findings: null, handedTo: null }),
  openedAt: ({ at }: Context) => at,
});

function duty({ value, context }: Moment<Context>): Duty {
  const nothing = { dueAt: null, clock: null };
  if (value === "over") return { event: null, what: both("已办结", "Done"), by: [], ...nothing };
  if (context.findings === null)
    return { event: "EXAMINED", what: both("检查", "Examine"), by: [inUnit(doctor, context.school)], ...nothing };
  return { event: "LIFTED", what: both("解除", "Lift"), by: [commander], ...nothing };
}

export const outbreakPlaybook: Playbook = buildPlaybook({
  id: "outbreak",
  version: 1,
  title: both("疫情处置", "Outbreak"),
  purpose: both("学校疫情的处置。", "Handles an outbreak at a school."),
  chart,
  machine,
  policy: z.strictObject({}).prefault({}),
  opening: opening({
    words: words(both("登记疫情", "Register an outbreak")),
    by: ["duty-officer"],
    unit: "school",
    personField: { field: "reporter", among: [doctor] },
    form: z.object({
      title: line({ label: both("事件", "What happened") }),
      school: line({ label: both("学校", "School") }),
      reporter: optional(line({ label: both("报告人", "Reported by") })),
    }),
  }),
  input: (values, _policy, at) => ({ ...(values as Omit<Input, "at">), at }),
  limits: () => [],
  clocks: () => [],
  clockKinds: {},
  duty,
  headline: ({ context, value }: Moment<Context>) => ({
    title: context.title,
    grade: "ordinary",
    gradeLabel: both("一般", "Ordinary"),
    gradeRank: 0,
    phase: String(value),
    open: value !== "over",
  }),
  facts: () => [],
});
