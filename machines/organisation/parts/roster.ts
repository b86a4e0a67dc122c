/** What the events of the roster share. What has been stays: whoever had the duty keeps having had it. */
import type { AnyAsked, Stamp } from "../../kit/stamp.ts";
import { instant } from "../../kit/fields.ts";
import type { Text } from "../../playbook.ts";
import type { Needed, OrganisationContext, Override, RosterLayer, Swap } from "../context.ts";
import type { FormOpened } from "../form-opened.ts";
import { activePeople, allLayers } from "./fields.ts";
import type { Period, Roster } from "../roster.ts";
import { keptMs } from "./kept.ts";

export const from = instant({ label: { zh: "开始", en: "From" } });

export const until = instant({ label: { zh: "结束", en: "Until" } });

export const who = (context: OrganisationContext) => ({
  layer: allLayers(context),
  person: activePeople(context),
  to: activePeople(context),
});

export const onDuty = ["duty-officer", "lead"] as const;

/** Ends now what is running, and takes out what has not begun. */
export function cutAt<Part extends { readonly id: string; readonly from: number }>(
  parts: readonly Part[],
  id: string,
  at: number,
): readonly Part[] {
  return parts.flatMap((part) => {
    if (part.id !== id) return [part];
    return part.from < at ? [{ ...part, until: at }] : [];
  });
}

export type Numbered = Pick<OrganisationContext, "lastNumber">;

export const next = ({ lastNumber }: Numbered) => ({ number: lastNumber + 1, lastNumber: lastNumber + 1 });

export function overridden(context: OrganisationContext, override: Omit<Override, "id" | "number">) {
  const { number, lastNumber } = next(context);
  return {
    overrides: [...context.overrides, { ...override, id: `override-${String(number)}`, number }],
    ...rosteredIn(context, override.layer, override.recordedAt),
    lastNumber,
  };
}

/** Could the person have it? What is past of it is not given any more. */
export function restOf(
  _context: OrganisationContext,
  sent: Stamp & Period & { readonly layer: string; readonly person: string },
  roster: Roster,
): Text | null {
  const { layer, person, from, until, by, at } = sent;
  return roster.cannotHave(layer, person, { from: Math.max(from, at), until }, by);
}

/** From now on a gap in this layer is a gap: it stays so when what was rostered has long been forgotten. */
export function rosteredIn(
  { layers }: OrganisationContext,
  layer: string,
  at: number,
): Pick<OrganisationContext, "layers"> {
  return { layers: layers.map((one) => (one.id === layer ? { ...one, rosteredSince: one.rosteredSince ?? at } : one)) };
}

/** Who was on duty by what was needed then keeps having been. */
export function needing(layer: RosterLayer, { role, post }: Needed, at: number): RosterLayer {
  const { post: before, earlier = [], ...rest } = layer;
  const isSame = layer.role === role && before?.post === post?.post && before?.unit === post?.unit;
  const passed = { until: at, role: layer.role, ...(before && { post: before }) };
  const kept = [...earlier.filter(({ until }) => until > at - keptMs), passed];
  return { ...rest, role, ...(post && { post }), ...earlierOf(isSame ? layer.earlier : kept) };
}

const earlierOf = (earlier: RosterLayer["earlier"]) => (earlier === undefined ? {} : { earlier });

export const over: Text = { zh: "已过，不能更改。", en: "This is in the past and cannot be changed." };

/** Known and not over; `what` is missing from nothing that is filled in. */
export const notCurrent = (
  entries: readonly { readonly id: string; readonly until: number | null }[],
  id: string | undefined,
  at: number | undefined,
): Text | null => {
  if (id === undefined) return null;
  const entry = entries.find((one) => one.id === id);
  if (!entry) return { zh: "没有这一条。", en: "Entry not found." };
  return at !== undefined && entry.until !== null && entry.until <= at ? over : null;
};

/** The offer that is meant, when it can still be answered. */
const offerOf = (context: OrganisationContext, id: string | undefined): Swap | Text | null => {
  if (id === undefined) return null;
  const swap = context.swaps.find((one) => one.id === id);
  if (!swap) return { zh: "没有这一换班。", en: "Swap not found." };
  if (swap.state === "accepted") return { zh: "对方已经同意。", en: "It has already been accepted." };
  return swap.state === "cancelled" ? { zh: "已经取消。", en: "It has already been cancelled." } : swap;
};

const isText = (found: Swap | Text): found is Text => "zh" in found;

export const answering =
  (answer: (swap: Swap, asked: { readonly by: string; readonly at?: number | undefined }) => Text | null) =>
  (context: OrganisationContext, asked: AnyAsked & { readonly swap?: string | undefined }): Text | null => {
    const found = offerOf(context, asked.swap);
    if (found === null) return null;
    if (isText(found)) return found;
    return answer(found, asked);
  };

const dayMs = 24 * 60 * 60_000;

/** What a single turn's form starts with. */
export const aDayFromTomorrow = (_: OrganisationContext, { calendar }: FormOpened) => {
  const from = calendar.nextMorning();
  return { from, until: from + dayMs };
};
