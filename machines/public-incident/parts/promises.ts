/** What the events of promises share. */
import type { Text } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import { itemNumber } from "../../kit/fields.ts";
import { offered, openPromises } from "./items.ts";
import { whenNotOpen } from "./refusals.ts";

export const promiseField = itemNumber({ label: { zh: "承诺编号", en: "Promise number" } });

export const promiseOptions = (context: IncidentContext) => ({
  promise: offered(openPromises(context), (promise) => promise.wording),
});

/** `promise`: the number that was typed. */
export const whenKept = (context: IncidentContext, promise: string | undefined): Text | null =>
  whenNotOpen({
    items: openPromises(context),
    typed: promise,
    none: { zh: "目前没有未兑现的承诺。", en: "No promise is open." },
    others: (open) => ({
      zh: `没有该编号的未兑现承诺。未兑现：${open}。`,
      en: `There is no open promise with this number. Open: ${open}.`,
    }),
  });
