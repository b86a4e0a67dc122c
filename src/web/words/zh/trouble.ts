/** What keeps the desk from its work: on every page, on the page of a failure, and in the API's problems. */
import type { Words } from "../en/index.ts";

/** What is wrong, and what mends it. */
export const trouble: Words["trouble"] = {
  full: "磁盘已满。请系统管理员腾出空间，之后会自动恢复。",
  held: "数据库文件被其他程序占用。请稍后再试；如果一直如此，请系统管理员关闭该程序。",
  away: "无法连接数据库服务器，恢复连接后可继续使用。",
  "read-only": "数据库处于只读状态，请系统管理员检查磁盘和文件权限。",
  broken: "数据库发生故障。值班台将重新启动，或转为只读。请通知系统管理员。",
  silent: "数据库没有响应，请告知系统管理员。",
  schema: "数据库已被其他版本的程序升级，请系统管理员启动新版本。",
  unfit: "数据库已损坏或不是最新的，值班台只能查看，请系统管理员处理。",
  damaged: "损坏的部分可能缺失或无法打开。新内容仍会记录。请告知系统管理员：服务器日志里写明了损坏之处。",
  starting: "值班台正在启动。",
  closing: "值班台正在关闭。",
  loops: "时限到期后不会触发，通知也不会发出。请自行留意时限，并告知系统管理员。",
  lease: "没有节点负责时限和通知：时限到期后不会触发，通知也不会发出。请自行留意时限，并告知系统管理员。",
};

export const banner: Words["banner"] = {
  record: "目前无法记录任何内容",
  damage: "数据库有一部分损坏",
  standstill: "时限和通知已停止处理",
};
