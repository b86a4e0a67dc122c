/** Forms about people, their units and their absences. No address and no secret passes through any of them. */
import { z } from "zod";
import { choice, choices, instant, line, lines, optional } from "../../fields.ts";
import type { OrganisationContext } from "../context.ts";
import { contactParts, languageOptions, partChanges, roleOptions, signInParts } from "../vocabulary.ts";
import { activePeople, administrators, allUnits, entry, everybody, id, person, reason, type Form } from "./fields.ts";

const name = line({ label: { zh: "姓名", en: "Name" } });
const language = choice({ label: { zh: "语言", en: "Language" } }, languageOptions);
const roles = choices({ label: { zh: "角色", en: "Roles" } }, roleOptions);
const unit = optional(id({ label: { zh: "部门", en: "Unit" } }));

const whom = (context: OrganisationContext) => ({ person: activePeople(context), unit: allUnits(context) });
const internal = { outward: false } as const;

const accountForms = {
  PERSON_INVITED: {
    label: { zh: "邀请人员", en: "Invite somebody" },
    done: { zh: "已邀请人员", en: "Person invited" },
    help: { zh: "编号以后不变，出现在记录中。", en: "The id stays for good and stands in the log." },
    form: z.object({ person: person({ zh: "编号", en: "Id" }), name, language, roles, unit }),
    by: administrators,
    ...internal,
    options: (context: OrganisationContext) => ({ unit: allUnits(context) }),
  },
  PERSON_CHANGED: {
    label: { zh: "修改人员", en: "Change a person" },
    done: { zh: "人员信息已修改", en: "Person changed" },
    help: { zh: "姓名、语言、部门。", en: "Name, language, unit." },
    form: z.object({ person: person(), name, language, unit }),
    by: administrators,
    ...internal,
    options: whom,
  },
  ROLES_CHANGED: {
    label: { zh: "调整角色", en: "Change roles" },
    done: { zh: "角色已调整", en: "Roles changed" },
    help: { zh: "至少保留一名管理员。", en: "At least one administrator must remain." },
    form: z.object({ person: person(), roles, reason: optional(reason) }),
    by: administrators,
    ...internal,
    options: whom,
  },
  PERSON_DEACTIVATED: {
    label: { zh: "停用", en: "Deactivate" },
    done: { zh: "人员已停用", en: "Person deactivated" },
    help: { zh: "不再能登录，记录保留。", en: "They cannot sign in any more; what they did stays on record." },
    form: z.object({ person: person(), reason: optional(reason) }),
    by: administrators,
    ...internal,
    options: whom,
  },
  PERSON_REACTIVATED: {
    label: { zh: "恢复", en: "Make active again" },
    done: { zh: "人员已恢复", en: "Person active again" },
    help: { zh: "角色不变。", en: "With the roles they had." },
    form: z.object({ person: person() }),
    by: administrators,
    ...internal,
    options: ({ people }: OrganisationContext) => ({
      person: people
        .filter((one) => !one.active)
        .map((one) => ({ value: one.id, label: { zh: one.name, en: one.name } })),
    }),
  },
  CONTACT_CHANGED: {
    label: { zh: "修改联系方式", en: "Change contact details" },
    done: { zh: "联系方式已修改", en: "Contact details changed" },
    help: { zh: "记录中只写哪一项改了。", en: "The log says which part changed, not to what." },
    form: z.object({ person: person(), part: choice({ label: { zh: "哪一项", en: "Which part" } }, contactParts) }),
    by: everybody,
    ...internal,
    options: whom,
  },
  SIGN_IN_CHANGED: {
    label: { zh: "修改登录方式", en: "Change how to sign in" },
    done: { zh: "登录方式已修改", en: "Sign-in changed" },
    help: { zh: "记录中只写哪一项改了。", en: "The log says which part changed, not to what." },
    form: z.object({
      person: person(),
      part: choice({ label: { zh: "哪一项", en: "Which part" } }, signInParts),
      change: choice({ label: { zh: "变化", en: "What happened" } }, partChanges),
    }),
    by: everybody,
    ...internal,
    options: whom,
  },
} satisfies Record<string, Form>;

const accessForms = {
  SESSIONS_ENDED: {
    label: { zh: "结束会话", en: "End sessions" },
    done: { zh: "会话已结束", en: "Sessions ended" },
    help: { zh: "此人须重新登录。", en: "They have to sign in again." },
    form: z.object({ person: person(), reason: optional(reason) }),
    by: everybody,
    ...internal,
    options: whom,
  },
  TOKEN_ISSUED: {
    label: { zh: "签发令牌", en: "Issue a token" },
    done: { zh: "令牌已签发", en: "Token issued" },
    help: { zh: "令牌本身只显示一次，不入记录。", en: "The token itself is shown once and is not in the log." },
    form: z.object({
      person: person(),
      token: line({ label: { zh: "令牌名称", en: "Name of the token" } }),
      scopes: lines({ label: { zh: "范围", en: "Scopes" } }),
      expires: instant({ label: { zh: "有效期至", en: "Expires" } }),
    }),
    by: everybody,
    ...internal,
    options: whom,
  },
  TOKEN_REVOKED: {
    label: { zh: "撤销令牌", en: "Revoke a token" },
    done: { zh: "令牌已撤销", en: "Token revoked" },
    help: { zh: "立即失效。", en: "It stops working at once." },
    form: z.object({ person: person(), token: line({ label: { zh: "令牌名称", en: "Name of the token" } }) }),
    by: everybody,
    ...internal,
    options: whom,
  },
  CALENDAR_ADDRESS_RENEWED: {
    label: { zh: "更换日历地址", en: "Renew a calendar address" },
    done: { zh: "日历地址已更换", en: "Calendar address renewed" },
    help: {
      zh: "旧地址立即失效。不填人员表示全组的日历。",
      en: "The old address stops working. Without a person it is the team's.",
    },
    form: z.object({ person: optional(person()) }),
    by: everybody,
    ...internal,
    options: whom,
  },
} satisfies Record<string, Form>;

const placeForms = {
  UNIT_DESCRIBED: {
    label: { zh: "设置部门", en: "Describe a unit" },
    done: { zh: "部门已设置", en: "Unit described" },
    help: { zh: "每个部门一名负责人、一名联络员。", en: "A unit has one head and one contact." },
    form: z.object({
      unit: id({ label: { zh: "编号", en: "Id" } }),
      name: line({ label: { zh: "名称", en: "Name" } }),
      head: optional(person({ zh: "负责人", en: "Head" })),
      contact: optional(person({ zh: "联络员", en: "Contact" })),
    }),
    by: administrators,
    ...internal,
    options: (context: OrganisationContext) => ({
      unit: allUnits(context),
      head: activePeople(context),
      contact: activePeople(context),
    }),
  },
  ABSENCE_RECORDED: {
    label: { zh: "登记不在岗", en: "Record an absence" },
    done: { zh: "不在岗已登记", en: "Absence recorded" },
    help: {
      zh: "代理人在此期间行使其职责（管理和审计除外）。不写原因。",
      en: "The deputy acts in their roles meanwhile, administration and audit excepted. No reason is recorded.",
    },
    form: z.object({
      person: person(),
      deputy: optional(person({ zh: "代理人", en: "Deputy" })),
      from: instant({ label: { zh: "开始", en: "From" } }),
      until: optional(instant({ label: { zh: "结束", en: "Until" } })),
    }),
    by: everybody,
    ...internal,
    options: (context: OrganisationContext) => ({ person: activePeople(context), deputy: activePeople(context) }),
  },
  ABSENCE_ENDED: {
    label: { zh: "结束不在岗", en: "End an absence" },
    done: { zh: "不在岗已结束", en: "Absence ended" },
    help: { zh: "本人回岗，代理结束。", en: "They are back and the deputy's part ends." },
    form: z.object({ absence: entry({ zh: "编号", en: "Absence" }) }),
    by: everybody,
    ...internal,
  },
} satisfies Record<string, Form>;

export const peopleForms = { ...accountForms, ...accessForms, ...placeForms };
