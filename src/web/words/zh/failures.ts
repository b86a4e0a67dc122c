import type { Words } from "../en/index.ts";

export const failures: Words["failure"] = {
  notFound: {
    title: "页面不存在",
    text: "地址可能不完整。请回到值班台，从那里找到事件。",
  },
  noIncident: {
    title: "事件不存在",
    text: "没有该编号的事件。请在值班台查找，包括已办结的事件。",
  },
  noPlaybook: {
    title: "预案不存在",
    text: "可用的预案见预案列表。",
  },
  noEvent: {
    title: "预案中没有该操作",
    text: "事件页面列有全部可办理的操作。",
  },
  tooLarge: {
    title: "内容过长",
    text: "未作记录。请返回上一页（填写内容仍在浏览器中），缩短后重新提交，或改填链接。",
  },
  tooMany: {
    title: "短时间内提交过多",
    text: "未作记录。记录会永久保留，因此每人每分钟能提交的次数有限。您填写的内容仍在浏览器中：请返回，一分钟后重新提交。",
  },
  badRequest: {
    title: "无法识别提交的内容",
    text: "未作记录。请返回上一页，刷新后重新提交。",
  },
  methodNotAllowed: {
    title: "此处不能进行该操作",
    text: "请回到值班台，使用页面上的按钮。",
  },
  ours: {
    title: "系统出错",
    text: "请返回并刷新事件页面，在“办理经过”中查看您的内容是否已经记录；如果没有，请重新提交，不会重复记录。如果再次出错，请将下面的错误编号告知系统管理员。",
  },
  unavailable: {
    title: "系统暂时无法记录",
    text: "您填写的内容仍在浏览器中：请返回，稍候重新提交，不会重复记录。",
  },
  readOnly: {
    title: "值班台目前为只读",
    text: "未作记录。值班台的数据已损坏或不是最新的，需要先恢复：请通知服务器管理员。您填写的内容仍在浏览器中：请返回上一页复制保存。",
  },
  unreadable: {
    title: "有一条已存记录无法读取",
    text: "未作记录。这个事件在数据库中有一行被改动或已损坏，已隔离；其他事件照常办理。请通知服务器管理员：运行 answerable verify 可以看到是哪一行。在此之前请自行做好记录。",
  },
  notExportable: {
    title: "无法导出签名记录",
    text: "记录有缺失，或与已签名的不符，也可能是事件变化过快。请稍后重试；仍不行时请通知服务器管理员：运行 answerable verify 可以看到原因。",
  },
  foreignHost: {
    title: "访问地址不正确",
    text: "请用设置好的地址打开。系统管理员可在设置中更改地址。",
  },
  foreignOrigin: {
    title: "请求来自其他网站，已拒绝",
    text: "未作任何处理。请打开值班台，在页面上重新提交。",
  },
  reference: (id) => `错误编号：${id}`,
  toTheDesk: "回到值班台",
};
