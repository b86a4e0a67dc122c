import type { Words } from "../en/index.ts";

export const live: Words["live"] = {
  live: "实时更新",
  polling: "每 30 秒更新一次",
  stale: "{time} 起未更新。",
  retrying: "服务器没有响应，页面正在自动重试。",
  signedOut: "您已退出登录。",
  signIn: "重新登录",
  updated: "{count} 条有更新",
  changed: "本页内容有更新",
  show: "显示",
  kept: "{time} 事件有新变化。您填写的内容已保留；提交前可对照两者，再决定是否记录。",
  formChanged: "{time} 事件有新变化。此表单仍是您打开时的内容。",
  view: "在新标签页查看事件",
  sound: "提示音",
  soundOn: "提示音：已开启",
  soundWaits: "提示音：请在页面上点击一次",
  left: "剩余 {minutes} 分钟",
  overdue: "已超时",
};
