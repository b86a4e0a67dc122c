/** What the events of promises share. */
import type { Text } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import { itemNumber } from "../../kit/fields.ts";
import { isOnPage, offered, openPromises } from "./items.ts";
import { whenNotOpen } from "./refusals.ts";

export const promiseField = itemNumber({ label: { zh: "承诺编号", en: "Promise number" } });

/** Open, and not made on the public page: that one is kept and renewed there. */
export const ownPromises = (context: IncidentContext) => openPromises(context).filter((promise) => !isOnPage(promise));

export const promiseOptions = (context: IncidentContext) => ({
  promise: offered(ownPromises(context), (promise) => promise.wording),
});

const standsOnThePage: Text = {
  zh: "该承诺写在公开页面上：请在公开页面发布更新，或公布新的更新时间。",
  en: "This promise stands on the public page. Publish an update there, or announce another time for it there.",
};

/** `promise`: the number that was typed. */
export function whenKept(context: IncidentContext, promise: string | undefined): Text | null {
  const isOpenOnPage = openPromises(context).some((one) => isOnPage(one) && String(one.number) === promise);
  if (isOpenOnPage) return standsOnThePage;
  return whenNotOpen({
    items: ownPromises(context),
    typed: promise,
    none: { zh: "目前没有未兑现的承诺。", en: "No promise is open." },
    others: (open) => ({
      zh: `没有该编号的未兑现承诺。未兑现：${open}。`,
      en: `There is no open promise with this number. Open: ${open}.`,
    }),
  });
}
