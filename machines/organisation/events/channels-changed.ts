/** How somebody wants to be told, and when not. */
import { z } from "zod";
import { choice, optional } from "../../kit/fields.ts";
import type { ChannelKind, ChannelChoice } from "../context.ts";
import { event } from "../event.ts";
import { activePeople, everybody, person, timeOfDay } from "../parts/fields.ts";
import { first, noActivePerson, isNotOwn } from "../parts/refusals.ts";
import { channelOptions } from "../vocabulary.ts";
import { personById } from "../people.ts";

interface Chosen {
  readonly first: ChannelKind;
  readonly second?: ChannelKind | undefined;
  readonly quietFrom?: string | undefined;
  readonly quietUntil?: string | undefined;
}

function channelsOf({ first, second }: Chosen): readonly ChannelChoice[] {
  const chosen = second === undefined ? [first] : [first, second];
  const left = (["mail", "webhook"] as const).filter((kind) => !chosen.includes(kind));
  return [...chosen.map((kind) => ({ kind, on: true })), ...left.map((kind) => ({ kind, on: false }))];
}

function quietHoursOf({ quietFrom, quietUntil }: Chosen) {
  return quietFrom === undefined || quietUntil === undefined ? null : { from: quietFrom, until: quietUntil };
}

export const channelsChanged = event("CHANNELS_CHANGED", {
  words: {
    label: { zh: "修改通知方式", en: "Change notification channels" },
    done: { zh: "通知方式已修改", en: "Notification channels changed" },
    help: { zh: "免打扰时段对当班人员不生效。", en: "Quiet hours do not apply to the person on duty." },
  },
  by: everybody,
  page: "people",
  needsProof: true,
  form: z
    .object({
      person: person(),
      first: choice({ label: { zh: "首选", en: "First" } }, channelOptions),
      second: optional(choice({ label: { zh: "其次", en: "Then" } }, channelOptions)),
      quietFrom: optional(timeOfDay({ label: { zh: "免打扰开始", en: "Quiet from" } })),
      quietUntil: optional(timeOfDay({ label: { zh: "免打扰结束", en: "Quiet until" } })),
    })
    .superRefine(({ quietFrom, quietUntil }, check) => {
      if ((quietFrom === undefined) === (quietUntil === undefined)) return;
      const path = [quietFrom === undefined ? "quietFrom" : "quietUntil"];
      check.addIssue({ code: "custom", path, message: "Enter both times. · 请同时填写两个时间。" });
    }),
  start: (context, { asked, viewer }) => {
    const id = asked["person"] ?? viewer;
    const { channels = [], quietHours } = personById(context, id) ?? {};
    const [first, second] = channels.filter(({ on }) => on).map(({ kind }) => kind);
    return { person: id, first, second, quietFrom: quietHours?.from, quietUntil: quietHours?.until };
  },
  options: (context) => ({ person: activePeople(context) }),
  refuse: (context, asked) =>
    first(
      noActivePerson(context, asked.person),
      isNotOwn(context, asked, asked.person, ["administrator"]),
      asked.second !== undefined && asked.second === asked.first
        ? { zh: "首选与其次须不同。", en: "Choose two different channels." }
        : null,
    ),
  record: ({ people }, sent) => ({
    people: people.map((person) =>
      person.id === sent.person ? { ...person, channels: channelsOf(sent), quietHours: quietHoursOf(sent) } : person,
    ),
  }),
});
