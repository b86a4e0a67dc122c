import { z } from "zod";
import { address, choice, choices, flag, instant, line, lines, text } from "../../machines/kit/fields.ts";
import type { ClockView, EventForm, Moment, Playbook, Text } from "../../machines/playbook.ts";
import { answerLimitMs, leakMachine, type LeakContext, type LeakInput } from "./leak-machine.ts";

const both = (zh: string, en: string): Text => ({ zh, en });

const grade = choice({ label: both("级别", "Grade") }, [
  { value: "ordinary", label: both("一般", "Ordinary") },
  { value: "major", label: both("重大", "Major") },
]);

/** A field of every kind, and a rule across two of them. */
const openingForm = z
  .object({
    title: line({ label: both("事件", "What happened"), help: both("一句话", "In one sentence") }),
    grade,
    discoveredAt: instant({ label: both("发现时间", "Discovered at") }).meta({ past: true }),
    summary: text({ label: both("概述", "Summary") }).optional(),
    channels: choices({ label: both("渠道", "Channels") }, [
      { value: "press", label: both("新闻", "Press") },
      { value: "page", label: both("网页", "Page") },
    ]).optional(),
    measures: lines({ label: both("措施", "Measures") }).optional(),
    link: address({ label: both("链接", "Link") }).optional(),
    urgent: flag({ label: both("紧急", "Urgent") }),
  })
  .superRefine(({ urgent, summary }, context) => {
    if (!urgent || summary !== undefined) return;
    const words = both("紧急事件须写概述。", "An urgent incident needs a summary.");
    context.addIssue({ code: "custom", path: ["summary"], message: words.en, params: { text: words } });
  });

const form = (type: string, words: Text, fields: z.ZodObject, more: Partial<EventForm> = {}): EventForm => ({
  type,
  label: words,
  done: words,
  help: words,
  form: fields,
  by: ["duty-officer"],
  needsConfirmation: false,
  ...more,
});

const version = z.string().meta({ field: "hidden", label: both("版本", "Version") });

const events: readonly EventForm[] = [
  form("NOTE_ADDED", both("已记事", "Note added"), z.object({ wording: text({ label: both("内容", "Wording") }) })),
  form("RENAMED", both("已改名", "Renamed"), z.object({ title: line({ label: both("事件", "What happened") }) }), {
    prefill: (context: LeakContext) => ({ title: context.title }),
  }),
  form("DRAFT_SAVED", both("已存稿", "Draft saved"), z.object({ draft: text({ label: both("稿", "Draft") }) }), {
    prefill: (context: LeakContext) => ({ draft: context.draft }),
  }),
  form("DRAFT_SUBMITTED", both("已送审", "Draft submitted"), z.object({ version }), {
    prefill: (context: LeakContext) => ({ version: String(context.version) }),
  }),
  form("DRAFT_APPROVED", both("已审批", "Draft approved"), z.object({ version }), {
    by: ["lead"],
    prefill: (context: LeakContext) => ({ version: String(context.version) }),
  }),
  form("REOPENED", both("已重开", "Reopened"), z.object({}), { by: ["lead"] }),
];

const contextOf = (moment: Moment) => moment.context as LeakContext;

function stands({ value }: Moment) {
  const { response } = value as { response: string };
  return { phase: `response.${response}`, open: response !== "closed" };
}

function answerClock(moment: Moment): ClockView {
  const { discoveredAt, warned, missed, answeredAt } = contextOf(moment);
  const dueAt = discoveredAt + answerLimitMs;
  const running = missed ? "missed" : warned ? "warned" : "running";
  return {
    id: "answer",
    kind: "answer",
    label: both("答复", "Answer"),
    state: answeredAt === null ? running : answeredAt <= dueAt ? "met" : "met-late",
    anchor: { what: both("发现", "Discovery"), at: discoveredAt },
    limitMs: answerLimitMs,
    rule: both("规定", "The rule"),
    dueAt,
    warnAt: discoveredAt + answerLimitMs / 2,
    stoppedAt: answeredAt,
    level: 0,
    acknowledgedBy: null,
    earlier: [],
  };
}

export const leakPlaybook: Playbook = {
  id: "leak",
  version: 1,
  title: both("泄漏", "Leak"),
  purpose: both("试验", "For tests"),
  machine: leakMachine,
  policy: z.object({}).prefault({}),
  opening: {
    label: both("登记", "Register"),
    done: both("已登记", "Registered"),
    help: both("登记", "Register"),
    form: openingForm,
    by: ["duty-officer", "lead"],
    needsConfirmation: false,
  },
  input: (values: LeakInput["values"], _policy: never, at: number, by: string): LeakInput => ({ values, at, by }),
  events,
  notifications: {
    told: {
      label: both("登记通知", "Registration"),
      to: both("带班领导", "Lead"),
      when: both("登记时", "On registration"),
      write: ({ title }: { title: string }) => ({
        subject: both(`已登记:${title}`, `Registered: ${title}`),
        happened: both("登记", "Registered"),
        asked: both("无", "Nothing"),
        dueAt: null,
      }),
    },
    answerDue: {
      label: both("时限提醒", "Reminder"),
      to: both("值班员", "Duty officer"),
      when: both("时限过半", "At half the time"),
      write: ({ title, dueAt }: { title: string; dueAt: number }, say) => ({
        subject: both(`答复期限 ${say.time(dueAt).zh}:${title}`, `Answer due ${say.time(dueAt).en}: ${title}`),
        happened: both("时限过半", "Half the time has passed"),
        asked: both("请答复", "Please answer"),
        dueAt,
      }),
    },
  },
  states: {
    "response.drafting": { label: both("起草", "Drafting") },
    "response.approving": { label: both("审批", "Approval") },
    "response.closed": { label: both("办结", "Closed") },
    "clock.running": { label: both("计时中", "Clock running") },
    "clock.warned": { label: both("已提醒", "Warned") },
    "clock.missed": { label: both("已超时", "Missed") },
  },
  delays: { warning: both("时限过半", "Half the time has passed") },
  limits: () => [],
  clocks: (moment) => [answerClock(moment)],
  clockKinds: { answer: both("答复", "Answer") },
  duty: (moment) => ({
    event: "DRAFT_SAVED",
    what: both("起草答复", "Draft the answer"),
    by: ["duty-officer"],
    dueAt: answerClock(moment).dueAt,
    clock: "answer",
  }),
  headline: (moment) => {
    const { title, grade: value } = contextOf(moment);
    const major = value === "major";
    return {
      title,
      grade: value,
      gradeLabel: major ? both("重大", "Major") : both("一般", "Ordinary"),
      gradeRank: major ? 0 : 1,
      ...stands(moment),
    };
  },
  facts: (moment) => [
    {
      title: both("稿", "Draft"),
      rows: [
        { label: both("稿", "Draft"), value: { kind: "text", text: contextOf(moment).draft } },
        { label: both("发现", "Discovered"), value: { kind: "instant", at: contextOf(moment).discoveredAt } },
      ],
    },
  ],
  whyNot: (moment, type, by) =>
    type === "DRAFT_APPROVED" && contextOf(moment).author === by ? both("您是起草人。", "You wrote it.") : null,
};
