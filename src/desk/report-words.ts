/** What the report beside an export says, in both languages. */
import { roleWords, type Language } from "../../machines/playbook.ts";

const ways: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  password: { zh: "密码登录", en: "password" },
  "password+totp": { zh: "密码与验证码登录", en: "password and code" },
  passkey: { zh: "通行密钥登录", en: "passkey" },
  provider: { zh: "统一身份认证", en: "sign-in provider" },
  token: { zh: "程序令牌", en: "a program’s token" },
  link: { zh: "通知或邮件中的链接", en: "a link that was sent" },
  terminal: { zh: "本机终端", en: "the machine’s terminal" },
  unverified: { zh: "未核实（未启用登录）", en: "not verified (sign-in is off)" },
};

const roleIn = (role: string, language: Language): string =>
  (roleWords as Readonly<Record<string, { readonly zh: string; readonly en: string }>>)[role]?.[language] ?? role;

const wayIn = (way: string, language: Language): string => ways[way]?.[language] ?? way;

export interface ReportWords {
  readonly asOf: (time: string, row: number) => string;
  readonly unproven: string;
  readonly deadlines: string;
  readonly deadlineColumns: readonly string[];
  readonly met: (time: string, early: string) => string;
  readonly metLate: (time: string, late: string) => string;
  readonly cancelled: (time: string) => string;
  readonly overdue: (by: string) => string;
  readonly running: string;
  readonly moved: (due: string, at: string) => string;
  readonly factColumns: readonly string[];
  readonly acted: string;
  readonly actedColumns: readonly string[];
  readonly erased: string;
  readonly erasedColumns: readonly string[];
  readonly noneErased: string;
  readonly happened: string;
  readonly happenedColumns: readonly string[];
  readonly none: string;
  readonly desk: string;
  readonly colon: string;
  readonly comma: string;
  readonly role: (role: string) => string;
  readonly way: (way: string) => string;
}

const zh: ReportWords = {
  asOf: (time, row) => `截至 ${time}，记录第 ${row} 行`,
  unproven:
    "本页供阅读和打印，本身不作证明。要核对记录，请对整个文件夹运行 verify.mjs，密钥须从文件夹以外取得（见 README.txt）；核对结论以该程序的输出为准。",
  deadlines: "时限",
  deadlineColumns: ["时限", "起算", "时长", "截止", "结果"],
  met: (time, early) => `已于 ${time} 完成，提前 ${early}`,
  metLate: (time, late) => `已于 ${time} 完成，逾期 ${late}`,
  cancelled: (time) => `自 ${time} 起不再要求`,
  overdue: (by) => `未完成，已逾期 ${by}`,
  running: "未到期",
  moved: (due, at) => `原定 ${due}，于 ${at} 更改`,
  factColumns: ["项目", "内容"],
  acted: "经办人员",
  actedColumns: ["姓名", "当时的角色", "身份如何核实", "记录数"],
  erased: "已删除的文字",
  erasedColumns: ["行", "时间", "经手", "说明", "处数"],
  noneErased: "没有文字被删除。",
  happened: "经过",
  happenedColumns: ["行", "时间", "何人", "事项"],
  none: "无。",
  desk: "系统",
  colon: "：",
  comma: "、",
  role: (role) => roleIn(role, "zh"),
  way: (way) => wayIn(way, "zh"),
};

const en: ReportWords = {
  asOf: (time, row) => `as of ${time}, row ${row} of the record`,
  unproven:
    "This page is for reading and printing, and proves nothing. To check the record, run verify.mjs on the whole folder with a key from anywhere but the folder (see README.txt); what that program says is the verdict.",
  deadlines: "Deadlines",
  deadlineColumns: ["Deadline", "Runs from", "Length", "Due", "Outcome"],
  met: (time, early) => `done ${time}, ${early} early`,
  metLate: (time, late) => `done ${time}, ${late} late`,
  cancelled: (time) => `not owed since ${time}`,
  overdue: (by) => `not done, overdue by ${by}`,
  running: "not due yet",
  moved: (due, at) => `was due ${due}, changed ${at}`,
  factColumns: ["What", "Content"],
  acted: "Who acted",
  actedColumns: ["Name", "Roles held then", "How they were known", "Rows"],
  erased: "Erased texts",
  erasedColumns: ["Row", "Time", "By", "What", "Texts"],
  noneErased: "No text was erased.",
  happened: "What happened",
  happenedColumns: ["Row", "Time", "Who", "What"],
  none: "None.",
  desk: "the desk",
  colon: ": ",
  comma: ", ",
  role: (role) => roleIn(role, "en"),
  way: (way) => wayIn(way, "en"),
};

export const reportWords: Readonly<Record<Language, ReportWords>> = { zh, en };
