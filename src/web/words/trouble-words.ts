/** What keeps the desk from its work, in words: on every page, on the page of a failure, and in the API's problems. */
import type { Text } from "../../../machines/playbook.ts";

export type Trouble =
  | "full"
  | "held"
  | "away"
  | "read-only"
  | "broken"
  | "silent"
  | "schema"
  | "starting"
  | "closing"
  | "unfit"
  | "damaged"
  | "loops"
  | "lease";

/** What is wrong, and what mends it. */
export const troubleWords: Readonly<Record<Trouble, Text>> = {
  full: {
    zh: "磁盘已满。请管理员腾出空间，之后会自动恢复。",
    en: "The disk is full. An administrator has to free some space; the desk then recovers by itself.",
  },
  held: {
    zh: "数据库文件被其他程序占用。请稍后再试；如果一直如此，请管理员关闭该程序。",
    en: "Another program has locked the database file. Try again in a moment; if it stays so, an administrator has to close that program.",
  },
  away: {
    zh: "无法连接数据库服务器，恢复连接后可继续使用。",
    en: "The database server cannot be reached. The desk goes on as soon as it answers.",
  },
  "read-only": {
    zh: "数据库处于只读状态，请管理员检查磁盘和文件权限。",
    en: "The database is read-only. An administrator has to check the disk and the permissions of its files.",
  },
  broken: {
    zh: "数据库发生故障，值班台正在重新启动。",
    en: "The database has failed, and the desk is restarting.",
  },
  silent: {
    zh: "数据库没有响应，请告知管理员。",
    en: "The database does not answer. Tell an administrator.",
  },
  schema: {
    zh: "数据库已被其他版本的程序升级，请管理员启动新版本。",
    en: "Another version of the program has changed the database. An administrator has to start the newer one.",
  },
  unfit: {
    zh: "数据库已损坏或不是最新的，值班台只能查看，请管理员处理。",
    en: "The database is damaged or not the latest, so the desk only shows what there is. Tell an administrator.",
  },
  damaged: {
    zh: "损坏的部分可能缺失或无法打开。新内容仍会记录。请告知管理员：服务器日志里写明了损坏之处。",
    en: "What lies in the damaged part may be missing or not open. New entries are still recorded. Tell an administrator: the server's log says what is damaged.",
  },
  starting: { zh: "值班台正在启动。", en: "The desk is starting." },
  closing: { zh: "值班台正在关闭。", en: "The desk is shutting down." },
  loops: {
    zh: "时限到期后不会触发，通知也不会发出。请自行留意时限，并告知管理员。",
    en: "No deadline fires and no notification leaves. Watch your deadlines yourself, and tell an administrator.",
  },
  lease: {
    zh: "没有节点负责时限和通知：时限到期后不会触发，通知也不会发出。请自行留意时限，并告知管理员。",
    en: "No node is in charge of deadlines and notifications, so none fires and none leaves. Watch your deadlines yourself, and tell an administrator.",
  },
};

export const bannerWords: Readonly<Record<"record" | "standstill" | "damage", Text>> = {
  record: { zh: "目前无法记录任何内容", en: "Nothing can be recorded at the moment" },
  damage: { zh: "数据库有一部分损坏", en: "A part of the database is damaged" },
  standstill: { zh: "时限和通知已停止处理", en: "Deadlines and notifications are at a standstill" },
};

/** Seconds after which a program may try again; null: only a person can mend it. */
const retryAfterSeconds: Partial<Readonly<Record<Trouble, number>>> = {
  full: 30,
  held: 2,
  away: 5,
  broken: 10,
  silent: 5,
};

export function retryAfterOf(trouble: Trouble): number | null {
  return retryAfterSeconds[trouble] ?? null;
}

/** Of an error that the storage threw; by name, because one that came from another thread has lost its class. */
export function troubleOf(error: unknown): Trouble | null {
  const { name, reason } = Object(error) as { readonly name?: unknown; readonly reason?: unknown };
  return name === "StorageUnavailableError" && typeof reason === "string" && reason in troubleWords
    ? (reason as Trouble)
    : null;
}
