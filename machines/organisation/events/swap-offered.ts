/** A time of duty given away, perhaps for another in return. It counts once the other accepts. */
import { z } from "zod";
import type { Sent } from "../../kit/event.ts";
import { instant, optional } from "../../kit/fields.ts";
import type { Text } from "../../playbook.ts";
import type { Swap } from "../context.ts";
import { event } from "../event.ts";
import { layer, person } from "../parts/fields.ts";
import { invalidPeriod, first, isFull, notEligible, isNotOwn } from "../parts/refusals.ts";
import { from, next, onDuty, until, who } from "../parts/roster.ts";
import type { Roster } from "../roster.ts";

const overlap = (
  one: { readonly from: number; readonly until: number },
  from: number | undefined,
  until: number | undefined,
): boolean => from !== undefined && until !== undefined && one.from < until && from < one.until;

const form = z
  .object({
    layer,
    person: person({ zh: "出让班次人员", en: "Whose shift" }),
    from,
    until,
    to: person({ zh: "接班人员", en: "New person" }),
    returnFrom: optional(instant({ label: { zh: "换回的班开始", en: "In return, from" } })),
    returnUntil: optional(instant({ label: { zh: "换回的班结束", en: "In return, until" } })),
  })
  .superRefine(({ returnFrom, returnUntil }, check) => {
    if ((returnFrom === undefined) === (returnUntil === undefined)) return;
    const path = [returnFrom === undefined ? "returnFrom" : "returnUntil"];
    check.addIssue({ code: "custom", path, message: "Enter both times. · 请同时填写两个时间。" });
  });

/** Each gives away only what they hold, and could have what they get. */
function notExchangeable(sent: Sent<typeof form>, roster: Roster): Text | null {
  const { layer, person, from, until, to, returnFrom, returnUntil, by } = sent;
  const given = { from, until };
  const cannot = roster.notHeld(layer, person, given) ?? roster.cannotHave(layer, to, given, by);
  if (cannot || returnFrom === undefined || returnUntil === undefined) return cannot;
  const inReturn = { from: returnFrom, until: returnUntil };
  return roster.notHeld(layer, to, inReturn) ?? roster.cannotHave(layer, person, inReturn, by);
}

export const swapOffered = event("SWAP_OFFERED", {
  words: {
    label: { zh: "提出换班", en: "Offer a swap" },
    done: { zh: "已提出换班", en: "Swap offered" },
    help: {
      zh: "把本人一段班次交给对方，也可同时换回一段；对方同意后生效。",
      en: "Gives part of a shift away, optionally in return for another. Takes effect when the other person accepts.",
    },
  },
  by: onDuty,
  form,
  start: (_, { viewer }) => ({ person: viewer }),
  options: who,
  refuse: (context, asked) =>
    first(
      isFull(context.swaps),
      notEligible(context, asked.layer, asked.person),
      notEligible(context, asked.layer, asked.to),
      isNotOwn(context, asked, asked.person, ["lead"]),
      asked.to !== undefined && asked.to === asked.person
        ? { zh: "请选择其他人员。", en: "Choose another person." }
        : null,
      invalidPeriod(asked),
      invalidPeriod({ at: asked.at, from: asked.returnFrom, until: asked.returnUntil }),
      asked.from !== undefined &&
        asked.until !== undefined &&
        overlap({ from: asked.from, until: asked.until }, asked.returnFrom, asked.returnUntil)
        ? { zh: "换出与换回的时间不能重叠。", en: "The shift given and the shift taken in return must not overlap." }
        : null,
      asked.from !== undefined &&
        context.swaps.some(
          (swap) =>
            swap.state === "offered" &&
            swap.layer === asked.layer &&
            swap.person === asked.person &&
            overlap(swap, asked.from, asked.until),
        )
        ? { zh: "该时段已有待答复的换班，请先取消。", en: "A swap for this shift is already pending. Cancel it first." }
        : null,
    ),
  refuseByRoster: (_context, sent, roster) => notExchangeable(sent, roster),
  record: (context, sent) => {
    const { layer, person, from, until, to, returnFrom, returnUntil, by, at } = sent;
    const { number, lastNumber } = next(context);
    const swap: Swap = {
      id: `swap-${String(number)}`,
      layer,
      person,
      from,
      until,
      to,
      inReturn: returnFrom === undefined || returnUntil === undefined ? null : { from: returnFrom, until: returnUntil },
      state: "offered",
      number,
      offeredBy: by,
      offeredAt: at,
      settledBy: null,
      settledAt: null,
    };
    return { swaps: [...context.swaps, swap], lastNumber };
  },
});
