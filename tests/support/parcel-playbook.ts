/** A playbook that is not ours, with one field of each kind and one state of each kind: a lost parcel is looked for. */
import { assign, setup } from "xstate";
import { z } from "zod";
import { address, choice, choices, flag, instant, line, lines, text } from "../../machines/kit/fields.ts";
import type { ClockView, EventForm, Moment, Playbook, Text } from "../../machines/playbook.ts";

const searchLimitMs = 30 * 60_000;

type Context = {
  readonly title: string;
  readonly size: string;
  readonly lostAt: number;
  readonly note: string;
  readonly by: string;
};
type Sent = { readonly type: string; readonly at?: number; readonly by?: string; readonly note?: string };

const both = (en: string, zh: string): Text => ({ en, zh });

function untilDue({ context, event }: { context: Context; event: Sent }): number {
  return Math.max(0, context.lostAt + searchLimitMs - (event.at ?? context.lostAt));
}

const machine = setup({
  types: { context: {} as Context, events: {} as Sent, input: {} as Context },
  actions: {
    noted: assign({ note: ({ event }) => event.note ?? "" }),
    parcelLost: (_moment, _params: { readonly to: readonly { readonly role: string }[]; readonly title: string }) =>
      undefined,
  },
  delays: { untilDue },
}).createMachine({
  id: "parcel",
  type: "parallel",
  context: ({ input }) => input,
  entry: { type: "parcelLost", params: ({ context }) => ({ to: [{ role: "duty-officer" }], title: context.title }) },
  states: {
    response: {
      initial: "searching",
      states: {
        searching: {
          on: {
            LEAD_FOUND: { target: "asking" },
            FOUND: { target: "closed" },
            NOTED: { actions: "noted" },
          },
        },
        asking: {
          initial: "calling",
          states: {
            calling: { on: { ANSWERED: { target: "comparing" } } },
            comparing: { on: { NOTED: { actions: "noted" } } },
            last: { type: "history" },
          },
          on: { FOUND: { target: "closed" }, LEAD_LOST: { target: "searching" } },
        },
        closed: { on: { REOPENED: { target: "asking.last" } } },
      },
    },
    clock: {
      initial: "running",
      states: { running: { after: { untilDue: { target: "missed" } } }, missed: { type: "final" } },
    },
  },
});

const noFields = z.strictObject({});
const event = (type: string, label: Text, more: Partial<EventForm> = {}): EventForm => ({
  type,
  label,
  done: both(`${label.en}: done`, `${label.zh}：已办`),
  help: both("Say what you know.", "写下您所知道的。"),
  form: noFields,
  by: ["duty-officer"],
  needsConfirmation: false,
  ...more,
});

const events: readonly EventForm[] = [
  event("LEAD_FOUND", both("Follow a lead", "查找线索"), {
    form: z.strictObject({
      where: line({ label: both("Where", "何处"), help: both("A place, not a person.", "写地点，不写人。") }),
      story: text({ label: both("What was seen", "看到什么") }),
    }),
    prefill: () => ({ where: "Platform 3" }),
  }),
  event("ANSWERED", both("Write down the answer", "记录答复")),
  event("LEAD_LOST", both("Give the lead up", "放弃线索")),
  event("NOTED", both("Add a note", "添加备注"), {
    form: z.strictObject({ note: text({ label: both("Note", "备注") }) }),
  }),
  event("FOUND", both("Announce that it is found", "公布已找到"), {
    form: z.strictObject({ where: line({ label: both("Where it was", "在何处找到") }) }),
    needsConfirmation: true,
    confirm: both("The owner is told by mail. This cannot be undone.", "将以邮件告知失主，不可撤回。"),
    by: ["duty-officer", "lead"],
  }),
  event("REOPENED", both("Search again", "重新查找"), { by: ["lead"] }),
];

const contextOf = (moment: Moment): Context => moment.context as Context;
const isClosed = (moment: Moment): boolean => JSON.stringify(moment.value).includes("closed");

function searchClock(moment: Moment): ClockView {
  const { lostAt } = contextOf(moment);
  const isMissed = JSON.stringify(moment.value).includes("missed");
  return {
    id: "search",
    kind: "search",
    label: both("Search", "查找"),
    state: isClosed(moment) ? "met" : isMissed ? "missed" : "running",
    anchor: { what: both("Lost", "丢失"), at: lostAt },
    limitMs: searchLimitMs,
    rule: both("House rule: half an hour", "内部规定：半小时"),
    dueAt: lostAt + searchLimitMs,
    warnAt: null,
    stoppedAt: null,
    level: 0,
    acknowledgedBy: null,
    earlier: [],
  };
}

const opening: Playbook["opening"] = {
  label: both("Report a parcel as lost", "报失"),
  done: both("Parcel reported as lost", "已报失"),
  help: both("What is missing, and since when?", "丢了什么，何时丢的？"),
  form: z.strictObject({
    title: line({ label: both("What is missing", "丢了什么") }),
    lostAt: instant({ label: both("Since when", "何时丢失") }),
    size: choice({ label: both("Size", "大小") }, [
      { value: "small", label: both("Small", "小"), help: both("Fits a pocket", "可放入口袋") },
      { value: "large", label: both("Large", "大") },
    ]),
    marks: choices({ label: both("Marks", "标记") }, [
      { value: "red", label: both("Red", "红") },
      { value: "torn", label: both("Torn", "破损") },
    ]).optional(),
    urgent: flag({ label: both("It is urgent", "紧急") }),
    places: lines({ label: both("Places searched", "已找过的地方") }).optional(),
    link: address({ label: both("Link", "链接") }).optional(),
    note: text({ label: both("Note", "备注") }).optional(),
  }),
  by: ["duty-officer", "lead"],
  needsConfirmation: false,
  prefill: (_context: never, at: number) => ({ lostAt: at }),
};

export const parcelPlaybook: Playbook = {
  id: "lost-parcel",
  version: 1,
  title: both("Lost <parcel> & co", "丢失<包裹>"),
  purpose: both("Finds what was lost.", "找回丢失的物品。"),
  machine,
  policy: z.strictObject({}).prefault({}),
  opening,
  input: (values: never) => {
    const { title, size, lostAt } = values as { title: string; size: string; lostAt: number };
    return { title, size, lostAt, note: "" };
  },
  events,
  notifications: {
    parcelLost: {
      label: both("Lost parcel", "包裹丢失"),
      to: both("Duty officer", "值班员"),
      when: both("At once", "立即"),
      write: (params: { readonly title: string }) => ({
        subject: both(`Lost: ${params.title}`, `丢失：${params.title}`),
        happened: both("A parcel was lost.", "包裹丢失。"),
        asked: both("Look for it.", "请查找。"),
        dueAt: null,
      }),
    },
  },
  states: {
    response: { label: both("Search", "查找") },
    "response.searching": { label: both("Searching", "查找中"), help: both("Nobody knows yet.", "尚无线索。") },
    "response.asking": { label: both("Asking around", "询问") },
    "response.asking.calling": { label: both("Calling the depot on the other side of the river", "致电河对岸的仓库") },
    "response.asking.comparing": { label: both("Comparing \"marks\" & 'labels'", "比对") },
    "response.closed": { label: both("Closed", "已结束") },
    clock: { label: both("Clock", "时限") },
    "clock.running": { label: both("Running", "计时中") },
    "clock.missed": { label: both("Missed", "已超时") },
  },
  delays: {},
  limits: () => [],
  clocks: (moment) => [searchClock(moment)],
  clockKinds: { search: both("Search", "查找") },
  duty: (moment) =>
    isClosed(moment)
      ? { event: null, what: both("Nothing", "无"), by: [], dueAt: null, clock: null }
      : {
          event: JSON.stringify(moment.value).includes("searching") ? "LEAD_FOUND" : "FOUND",
          what: both("Find it", "找到它"),
          by: ["duty-officer"],
          dueAt: searchClock(moment).dueAt,
          clock: "search",
        },
  headline: (moment) => ({
    title: contextOf(moment).title,
    grade: contextOf(moment).size,
    gradeLabel: both(contextOf(moment).size, contextOf(moment).size),
    gradeRank: contextOf(moment).size === "large" ? 0 : 1,
    phase: isClosed(moment) ? "response.closed" : "response.searching",
    open: !isClosed(moment),
  }),
  facts: (moment) => [
    {
      title: both("Parcel", "包裹"),
      rows: [
        { label: both("Lost at", "丢失时间"), value: { kind: "instant", at: contextOf(moment).lostAt } },
        { label: both("Note", "备注"), value: { kind: "text", text: contextOf(moment).note } },
      ],
    },
  ],
  whyNot: () => null,
};
