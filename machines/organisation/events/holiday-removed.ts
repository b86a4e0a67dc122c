/** A day like others. */
import { z } from "zod";
import { event } from "../event.ts";
import { date, planners } from "../parts/fields.ts";

export const holidayRemoved = event("HOLIDAY_REMOVED", {
  words: {
    label: { zh: "取消节假日", en: "Remove a holiday" },
    done: { zh: "节假日已取消", en: "Holiday removed" },
    help: { zh: "这一天不再注明。", en: "The day is no longer marked." },
  },
  by: planners,
  besideEntry: true,
  form: z.object({ date: date({ label: { zh: "日期", en: "Date" } }) }),
  refuse: ({ holidays }, { date }) =>
    date === undefined || holidays.some((holiday) => holiday.date === date)
      ? null
      : { zh: "这一天不是节假日。", en: "That day is not a holiday." },
  record: ({ holidays }, { date }) => ({ holidays: holidays.filter((holiday) => holiday.date !== date) }),
});
