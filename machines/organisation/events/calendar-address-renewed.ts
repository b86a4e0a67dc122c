/** On record only: an old address of a calendar that works no more. */
import { z } from "zod";
import { optional } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { everybody, person } from "../parts/fields.ts";
import { ownOrAdministrator, whom } from "../parts/people.ts";

export const calendarAddressRenewed = event("CALENDAR_ADDRESS_RENEWED", {
  words: {
    label: { zh: "更换日历地址", en: "Replace a calendar address" },
    done: { zh: "日历地址已更换", en: "Calendar address replaced" },
    help: {
      zh: "旧地址立即失效。不填人员表示全组的日历。",
      en: "The old address stops working immediately. Leave the person empty for the team’s address.",
    },
  },
  by: everybody,
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({ person: optional(person()) }),
  options: whom,
  refuse: (context, asked) => (asked.person === undefined ? null : ownOrAdministrator(context, asked)),
});
