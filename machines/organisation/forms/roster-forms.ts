/** Forms about the duty roster: who is on when, swaps, taking over, handing over. */
import { z } from "zod";
import { choice, instant, line, optional, text } from "../../fields.ts";
import type { OrganisationContext } from "../context.ts";
import { roleOptions } from "../vocabulary.ts";
import {
  activePeople,
  allLayers,
  date,
  entry,
  everybody,
  layer,
  person,
  planners,
  reason,
  administrators,
  type Form,
} from "./fields.ts";
import { rotationForm } from "./rotation-form.ts";

const from = instant({ label: { zh: "开始", en: "From" } });
const until = instant({ label: { zh: "结束", en: "Until" } });
const internal = { outward: false } as const;
const who = (context: OrganisationContext) => ({
  layer: allLayers(context),
  person: activePeople(context),
  to: activePeople(context),
});
const onDuty = ["duty-officer", "lead"] as const;

const planForms = {
  LAYER_DESCRIBED: {
    label: { zh: "设置值班层级", en: "Describe a roster layer" },
    done: { zh: "值班层级已设置", en: "Roster layer described" },
    help: { zh: "排入此层级的人须承担相应角色。", en: "Whoever is rostered here must hold the role." },
    form: z.object({
      layer,
      zh: line({ label: { zh: "中文名称", en: "Name in Chinese" } }),
      en: line({ label: { zh: "英文名称", en: "Name in English" } }),
      role: choice({ label: { zh: "所需角色", en: "Role needed" } }, roleOptions),
    }),
    by: administrators,
    ...internal,
    options: who,
  },
  ROTATION_SET: rotationForm,
  ROTATION_ENDED: {
    label: { zh: "结束轮值", en: "End a rotation" },
    done: { zh: "轮值已结束", en: "Rotation ended" },
    help: { zh: "已经过去的班次不变。", en: "Turns that are over stay as they were." },
    form: z.object({ rotation: entry({ zh: "轮值", en: "Rotation" }), until }),
    by: planners,
    ...internal,
  },
  SHIFT_ADDED: {
    label: { zh: "单独排班", en: "Add a shift" },
    done: { zh: "已单独排班", en: "Shift added" },
    help: { zh: "优先于轮值。", en: "It counts before the rotations." },
    form: z.object({ layer, person: person(), from, until }),
    by: planners,
    ...internal,
    options: who,
  },
  SHIFT_REMOVED: {
    label: { zh: "取消单独排班", en: "Remove a shift" },
    done: { zh: "单独排班已取消", en: "Shift removed" },
    help: { zh: "已值的部分保留。", en: "What has been done of it stays." },
    form: z.object({ shift: entry({ zh: "班次", en: "Shift" }) }),
    by: planners,
    ...internal,
  },
  OVERRIDE_ADDED: {
    label: { zh: "安排替班", en: "Override the roster" },
    done: { zh: "已安排替班", en: "Override added" },
    help: { zh: "优先于轮值和单独排班；有重叠时以后安排的为准。", en: "Counts before all else; of two the later." },
    form: z.object({ layer, person: person(), from, until, reason }),
    by: planners,
    ...internal,
    options: who,
  },
  OVERRIDE_REMOVED: {
    label: { zh: "取消替班", en: "Remove an override" },
    done: { zh: "替班已取消", en: "Override removed" },
    help: { zh: "已值的部分保留。", en: "What has been done of it stays." },
    form: z.object({ override: entry({ zh: "替班", en: "Override" }) }),
    by: planners,
    ...internal,
  },
  HOLIDAY_SET: {
    label: { zh: "设置节假日", en: "Set a holiday" },
    done: { zh: "节假日已设置", en: "Holiday set" },
    help: { zh: "在值班表和空缺提示中注明。", en: "Named in the roster and where it has gaps." },
    form: z.object({
      date: date({ label: { zh: "日期", en: "Date" } }),
      name: line({ label: { zh: "名称", en: "Name" } }),
    }),
    by: planners,
    ...internal,
  },
  HOLIDAY_REMOVED: {
    label: { zh: "取消节假日", en: "Remove a holiday" },
    done: { zh: "节假日已取消", en: "Holiday removed" },
    help: { zh: "这一天不再注明。", en: "The day is no longer named." },
    form: z.object({ date: date({ label: { zh: "日期", en: "Date" } }) }),
    by: planners,
    ...internal,
  },
} satisfies Record<string, Form>;

const dutyForms = {
  SWAP_OFFERED: {
    label: { zh: "提出换班", en: "Offer a swap" },
    done: { zh: "已提出换班", en: "Swap offered" },
    help: {
      zh: "把自己的一段值班交给对方，也可以同时接对方的一段；对方同意后生效。",
      en: "Gives a time of duty away, and may take one in return. It counts once the other accepts.",
    },
    form: z
      .object({
        layer,
        person: person({ zh: "谁的班", en: "Whose duty" }),
        from,
        until,
        to: person({ zh: "换给谁", en: "To whom" }),
        returnFrom: optional(instant({ label: { zh: "换回的班开始", en: "In return, from" } })),
        returnUntil: optional(instant({ label: { zh: "换回的班结束", en: "In return, until" } })),
      })
      .superRefine(({ returnFrom, returnUntil }, check) => {
        if ((returnFrom === undefined) === (returnUntil === undefined)) return;
        const path = [returnFrom === undefined ? "returnFrom" : "returnUntil"];
        check.addIssue({ code: "custom", path, message: "give both times · 请同时填写两个时间" });
      }),
    by: onDuty,
    ...internal,
    options: who,
  },
  SWAP_ACCEPTED: {
    label: { zh: "同意换班", en: "Accept the swap" },
    done: { zh: "已同意换班", en: "Swap accepted" },
    help: { zh: "换班立即生效。", en: "It counts from now on." },
    form: z.object({ swap: entry({ zh: "换班", en: "Swap" }) }),
    by: onDuty,
    ...internal,
  },
  SWAP_CANCELLED: {
    label: { zh: "取消换班", en: "Cancel the swap" },
    done: { zh: "换班已取消", en: "Swap cancelled" },
    help: { zh: "双方或带班领导可以取消尚未同意的换班。", en: "Either side or a lead may, until it is accepted." },
    form: z.object({ swap: entry({ zh: "换班", en: "Swap" }) }),
    by: [...onDuty, "administrator"],
    ...internal,
  },
  DUTY_TAKEN_OVER: {
    label: { zh: "现在接管", en: "Take over now" },
    done: { zh: "已接管值班", en: "Duty taken over" },
    help: { zh: "从现在起由您值班，到本班结束。", en: "You are on duty from now until this turn ends." },
    form: z.object({ layer, until, reason: optional(reason) }),
    by: onDuty,
    ...internal,
    options: who,
  },
  HANDOVER_SIGNED: {
    label: { zh: "签字交接", en: "Sign the hand-over" },
    done: { zh: "交接已签字", en: "Hand-over signed" },
    help: { zh: "交班人和接班人各签一次。", en: "Who leaves and who comes each sign once." },
    form: z.object({
      layer,
      moment: instant({ label: { zh: "交接时间", en: "Hand-over at" } }),
      from: person({ zh: "交班人", en: "Who leaves" }),
      to: person({ zh: "接班人", en: "Who comes" }),
      note: optional(text({ label: { zh: "交接说明", en: "Note" } })),
    }),
    by: everybody,
    ...internal,
  },
} satisfies Record<string, Form>;

export const rosterForms = { ...planForms, ...dutyForms };
