/** Whom something is for, said to those for whom it is not. The API says the same, so each is in both languages. */
import type { Text } from "../../../machines/playbook.ts";
import type { Audience } from "../../desk/audience.ts";

export const accessWords: {
  readonly title: Text;
  readonly only: Readonly<Record<Audience, Text>>;
} = {
  title: { zh: "您无权查看此页面", en: "You do not have access to this page" },
  only: {
    anybody: { zh: "所有人均可查看。", en: "Anyone can open this." },
    "link-holders": { zh: "须使用完整链接打开。", en: "You need the complete link to open this." },
    "signed-in": { zh: "请先登录。", en: "Sign in to open this." },
    members: {
      zh: "须有角色方可查看，请联系系统管理员。",
      en: "You need a role to open this. Ask an administrator.",
    },
    "incident-readers": {
      zh: "事件内容只供参与处置的人员和审计人员查看。系统管理员不能查看事件内容，同时担任其他角色的除外。",
      en: "Only people who handle incidents, and auditors, can see them. Administrators need an additional role.",
    },
    "administration-readers": {
      zh: "此内容供管理员、带班领导和审计人员使用。",
      en: "This is for administrators, leads and auditors.",
    },
    administrators: { zh: "只有管理员可以进行此操作。", en: "Only administrators can do this." },
    "notification-resenders": {
      zh: "值班员、带班领导或管理员可以重新发送。",
      en: "The duty officer, a lead or an administrator can send it again.",
    },
  },
};
