/** Whom something is for, said to those for whom it is not. */
import type { Words } from "../en/index.ts";

export const access: Words["access"] = {
  title: "您无权查看此页面",
  only: {
    anybody: "所有人均可查看。",
    "link-holders": "须使用完整链接打开。",
    "signed-in": "请先登录。",
    members: "须有角色方可查看，请联系系统管理员。",
    "incident-readers":
      "事件内容只供参与处置的人员和审计人员查看。系统管理员不能查看事件内容，同时担任其他角色的除外。",
    "administration-readers": "此内容供系统管理员、带班领导和审计人员使用。",
    auditors: "只有审计人员可以进行此操作。",
    administrators: "只有系统管理员可以进行此操作。",
    "report-settlers": "外部上报由值班员、带班领导办理。",
    "notification-resenders": "值班员、带班领导或系统管理员可以重新发送。",
  },
};
