import type { FailureWords } from "./failure-words.ts";

export const zhFailures: FailureWords = {
  notFound: {
    title: "没有这个页面",
    text: "地址可能不完整。请回到值班台，从那里找到事件。",
  },
  noIncident: {
    title: "没有这个事件",
    text: "没有这个编号的事件。请在值班台查找，也看看已结束的事件。",
  },
  noPlaybook: {
    title: "没有这个预案",
    text: "预案列表中有本值班台的全部预案。",
  },
  noEvent: {
    title: "预案中没有这个事项",
    text: "事件页面列出了可以办理的全部事项。",
  },
  tooLarge: {
    title: "内容太长，无法接收",
    text: "没有记录任何内容。请返回上一页（浏览器会保留您填写的内容），缩短文字，或者放到网页上再填写链接。",
  },
  tooMany: {
    title: "短时间内提交过多",
    text: "没有记录任何内容。记录会永久保留，因此每人每分钟能提交的次数有限。您填写的内容仍在浏览器中：请返回，一分钟后重新提交。",
  },
  badRequest: {
    title: "浏览器发来的内容无法读取",
    text: "没有记录任何内容。请返回上一页，刷新后重新提交。",
  },
  methodNotAllowed: {
    title: "这个地址不能这样使用",
    text: "请回到值班台，使用页面上的按钮。",
  },
  ours: {
    title: "系统出错了",
    text: "请返回并刷新事件页面，在“经过”中查看您的内容是否已经记录；如果没有，请重新提交，不会重复记录。如果再次出错，请把下面的编号告诉管理员。",
  },
  unavailable: {
    title: "暂时无法记录",
    text: "您填写的内容仍在浏览器中：请返回，稍等片刻后重新提交，不会重复记录。",
  },
  readOnly: {
    title: "值班台目前为只读",
    text: "没有记录任何内容。值班台的数据已损坏或不是最新的，需要先恢复：请通知服务器管理员。您填写的内容仍在浏览器中：请返回上一页复制保存。",
  },
  unreadable: {
    title: "有一条已存记录无法读取",
    text: "没有记录任何内容。这个事件在数据库中有一行被改动或已损坏，已隔离；其他事件照常办理。请通知服务器管理员：运行 answerable verify 可以看到是哪一行。在此之前请自行做好记录。",
  },
  foreignHost: {
    title: "本值班台不使用这个地址",
    text: "请用设置好的地址打开。管理员可以在设置中更改地址。",
  },
  foreignOrigin: {
    title: "请求来自其他页面",
    text: "没有办理任何事项。只接受本值班台自己页面上的表单：请打开值班台再办理。",
  },
  reference: (id) => `编号：${id}`,
  toTheDesk: "回到值班台",
};
