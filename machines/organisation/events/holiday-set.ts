/** A day with a name. */
import { z } from "zod";
import { line } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { date, planners } from "../parts/fields.ts";
import { entriesMax, isFull } from "../parts/refusals.ts";

export const holidaySet = event("HOLIDAY_SET", {
  words: {
    label: { zh: "设置节假日", en: "Set a holiday" },
    done: { zh: "节假日已设置", en: "Holiday set" },
    help: { zh: "在值班表和空缺提示中注明。", en: "Shown in the roster and next to gaps." },
  },
  by: planners,
  form: z.object({
    date: date({ label: { zh: "日期", en: "Date" } }),
    name: line({ label: { zh: "名称", en: "Name" } }),
  }),
  refuse: ({ holidays }, { date }) =>
    holidays.some((holiday) => holiday.date === date) ? null : isFull(holidays, entriesMax),
  record: ({ holidays }, { date, name }) => ({
    holidays: [...holidays.filter((holiday) => holiday.date !== date), { date, name }].sort((a, b) =>
      a.date < b.date ? -1 : 1,
    ),
  }),
});
