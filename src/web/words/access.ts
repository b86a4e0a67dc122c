/** Whom something is for, said to those for whom it is not. The API says the same, so each is in both languages. */
import type { Text } from "../../../machines/playbook.ts";
import type { Audience } from "../../desk/audience.ts";

export const accessWords: {
  readonly title: Text;
  readonly only: Readonly<Record<Audience, Text>>;
} = {
  title: { zh: "您的角色不能打开此内容", en: "Your roles do not open this" },
  only: {
    anybody: { zh: "任何人都可以打开。", en: "This is for anybody." },
    "link-holders": { zh: "须使用完整的链接。", en: "This is for whoever has the whole link." },
    "signed-in": { zh: "请先登录。", en: "This is for whoever has signed in." },
    members: {
      zh: "此内容供在本系统有角色的人员使用；角色由管理员授予。",
      en: "This is for whoever holds a role here. Administrators give them.",
    },
    "incident-readers": {
      zh: "事件内容只供参与处置的人员和审计人员查看。管理员不查看事件内容，除非同时担任其他角色。",
      en: "Incidents are for those who work on them, and for auditors. Administrators see none unless they hold another role too.",
    },
    "administration-readers": {
      zh: "此内容供管理员、带班领导和审计人员使用。",
      en: "This is for administrators, leads and auditors.",
    },
    administrators: { zh: "只有管理员可以进行此操作。", en: "Only administrators can do this." },
    "letter-resenders": {
      zh: "值班员、带班领导或管理员可以重新发送。",
      en: "The duty officer, a lead or an administrator can send it again.",
    },
  },
};
