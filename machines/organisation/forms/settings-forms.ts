/** Forms about the organisation itself: its set-up, its name and zone, the ladder, limits, and each person's channels. */
import { z } from "zod";
import { choice, choices, line, lines, optional, plainLine, text } from "../../fields.ts";
import type { Language, Role } from "../../playbook.ts";
import type { OrganisationContext } from "../context.ts";
import { ladderText } from "../ladder-lines.ts";
import { channelOptions, languageOptions, roleOptions } from "../vocabulary.ts";
import {
  activePeople,
  administrators,
  everybody,
  id,
  nothing,
  person,
  reason,
  timeOfDay,
  zone,
  type Form,
} from "./fields.ts";

const description = {
  nameZh: line({ label: { zh: "单位名称（中文）", en: "Name in Chinese" } }),
  nameEn: line({ label: { zh: "单位名称（英文）", en: "Name in English" } }),
  zone,
  zoneLabelZh: line({ label: { zh: "时区称呼（中文）", en: "What the zone is called in Chinese" } }),
  zoneLabelEn: line({ label: { zh: "时区称呼（英文）", en: "What the zone is called in English" } }),
  languages: choices({ label: { zh: "界面语言", en: "Languages" } }, languageOptions),
};

const languages = languageOptions.map((option) => option.value) as [Language, ...Language[]];
const roles = roleOptions.map((option) => option.value) as unknown as [Role, ...Role[]];

/** People who come with the set-up: from the settings file, not from a form. */
const people = z
  .array(
    z.strictObject({
      id: id({ label: { zh: "编号", en: "Id" } }),
      name: plainLine(),
      language: z.enum(languages),
      roles: z.array(z.enum(roles)),
    }),
  )
  .min(1)
  .max(2000)
  .meta({ field: "hidden", label: { zh: "人员", en: "People" } });

const policies = z
  .record(z.string().max(100), z.record(z.string().max(100), z.json()))
  .meta({ field: "hidden", label: { zh: "限额", en: "Limits" } });

const internal = { outward: false } as const;

/** The log begins before anybody is known: what opens it says nothing. */
export const openingForm: Form = {
  label: { zh: "启用记录", en: "Open the record" },
  done: { zh: "单位记录启用", en: "The organisation's record begins" },
  help: { zh: "首次启动时由系统完成。", en: "The system does it at its first start." },
  form: nothing,
  by: [],
  ...internal,
};

export const settingsForms = {
  ORGANISATION_SET_UP: {
    label: { zh: "设立单位", en: "Set up the organisation" },
    done: { zh: "单位已设立", en: "Organisation set up" },
    help: { zh: "名称、时区和第一批人员。", en: "Its name, its zone and the first people." },
    form: z.object({ ...description, people, policies: optional(policies) }),
    by: [],
    ...internal,
  },
  ORGANISATION_DESCRIBED: {
    label: { zh: "修改单位信息", en: "Change the organisation" },
    done: { zh: "单位信息已修改", en: "Organisation changed" },
    help: {
      zh: "时区一改，值班表的当地时间随之改变。",
      en: "With another zone the roster's local times mean other moments.",
    },
    form: z.object(description),
    by: administrators,
    ...internal,
    prefill: ({ organisation }: OrganisationContext) => ({
      nameZh: organisation.name.zh,
      nameEn: organisation.name.en,
      zone: organisation.zone,
      zoneLabelZh: organisation.zoneLabel.zh,
      zoneLabelEn: organisation.zoneLabel.en,
      languages: organisation.languages,
    }),
  },
  LADDER_SET: {
    label: { zh: "设置升级链", en: "Set the ladder" },
    done: { zh: "升级链已设置", en: "Ladder set" },
    help: {
      zh: "每行一级，逗号分开：layer:officer、role:lead、person:wang。",
      en: "One level a line, with commas between: layer:officer, role:lead, person:wang.",
    },
    form: z.object({ levels: lines({ label: { zh: "各级", en: "Levels" } }) }),
    by: administrators,
    ...internal,
    prefill: ({ ladder }: OrganisationContext) => ({ levels: ladder.map(ladderText) }),
  },
  POLICY_CHANGED: {
    label: { zh: "修改限额", en: "Change the limits" },
    done: { zh: "限额已修改", en: "Limits changed" },
    help: {
      zh: "只用于以后登记的事件；已登记的保持原样。",
      en: "For incidents registered from now on; those that exist keep theirs.",
    },
    form: z.object({
      playbook: id({ label: { zh: "预案", en: "Playbook" } }),
      section: text({ label: { zh: "设置（JSON）", en: "Settings as JSON" } }),
      reason,
    }),
    by: administrators,
    ...internal,
  },
  CHANNELS_CHANGED: {
    label: { zh: "修改通知方式", en: "Change how to be told" },
    done: { zh: "通知方式已修改", en: "Channels changed" },
    help: { zh: "免打扰时段对值班人员无效。", en: "Quiet hours never mute whoever is on duty." },
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
        check.addIssue({ code: "custom", path, message: "give both times · 请同时填写两个时间" });
      }),
    by: everybody,
    ...internal,
    options: (context: OrganisationContext) => ({ person: activePeople(context) }),
  },
} satisfies Record<string, Form>;
