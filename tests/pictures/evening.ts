/** The incidents on the README's pictures: who does what at which minute of the same evening, in one language. */
import type { NightDesk } from "../support/night-desk.ts";

export const pictures = [
  { name: "desk", path: "/" },
  { name: "incident", path: "/incidents/2" },
];

export type Language = "en" | "zh";

interface Step {
  /** Minutes after 21:02, when the clock of the desk starts. */
  readonly minute: number;
  readonly by: string;
  /** The playbook that begins an incident, or the number of the incident and the event that is sent to it. */
  readonly to: string | { readonly incident: string; readonly event: string };
  readonly values: Readonly<Record<string, unknown>>;
}

const fault = "equipment-fault@1";
const incident = "public-incident@1";

/** Leaves the desk at 21:45: one deadline overdue, one due soon, the others on track. */
export async function playEvening(desk: NightDesk, language: Language): Promise<void> {
  await plan(desk, "officer", "chen");
  await plan(desk, "leader", "li");
  let minute = 0;
  for (const step of evening(language)) {
    await desk.wind(step.minute - minute);
    minute = step.minute;
    await send(desk, step);
  }
  await desk.wind(endMinute - minute);
}

const endMinute = 43;

/** Puts a person on duty until the morning. */
async function plan({ desk }: NightDesk, layer: string, person: string): Promise<void> {
  const shift = { layer, person, from: "2026-11-22T21:02+08:00", until: "2026-11-23T08:00+08:00" };
  const outcome = await desk.administer("SHIFT_ADDED", shift, personIn(desk, "li"), { commandId: `shift-${layer}` });
  if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
}

function personIn(desk: NightDesk["desk"], id: string) {
  const found = desk.person(id);
  if (found === null) throw new Error(`The settings name no ${id}.`);
  return found;
}

async function send({ desk, engine }: NightDesk, { by, to, values, minute }: Step): Promise<void> {
  const actor = personIn(desk, by);
  const command = { commandId: `picture-${minute}-${by}` };
  const outcome =
    typeof to === "string"
      ? await desk.open(to, values, actor, command)
      : await desk.act(await idOf(desk, to.incident), to.event, values, actor, command);
  if (outcome.outcome !== "done") throw new Error(JSON.stringify({ to, outcome }));
  await engine.runDue();
}

async function idOf(desk: NightDesk["desk"], number: string): Promise<string> {
  const found = await desk.find(number);
  if (found === null) throw new Error(`There is no incident ${number}.`);
  return found.id;
}

function evening(language: Language): readonly Step[] {
  const text = (zh: string, en: string) => (language === "zh" ? zh : en);
  const at = (time: string) => `2026-11-22T${time}+08:00`;
  const chen = (minute: number, to: Step["to"], values: Step["values"]) => ({ minute, by: "chen", to, values });
  return [
    chen(0, incident, {
      title: text("成绩导出页面显示他人记录", "Export shows other people's records"),
      sourceKind: "media",
      occurredAt: at("20:20"),
      discoveredAt: at("20:58"),
      grade: "critical",
      summary: text("两家媒体来电询问。已在测试账号上重现。", "Two outlets called. Reproduced with a test account."),
    }),
    chen(
      4,
      { incident: "1", event: "FAST_REPORT_SENT" },
      {
        what: text("导出文件混有他人记录。", "Exported files contain other people's records."),
        where: text("教务系统", "Student records system"),
        firstMeasures: text("20:59 已关闭导出功能。", "The export was switched off at 20:59."),
      },
    ),
    chen(8, incident, {
      title: text("4、5 号宿舍楼自来水发黄", "Brown water in dormitories 4 and 5"),
      sourceKind: "call",
      discoveredAt: at("21:10"),
      grade: "major",
      place: text("4、5 号宿舍楼", "Dormitories 4 and 5"),
    }),
    chen(9, { incident: "2", event: "OFFICER_ASSIGNED" }, { person: "chen" }),
    chen(12, incident, {
      title: text("网传期末考试取消与事实不符", "Story about cancelled exams is not ours"),
      sourceKind: "media",
      discoveredAt: at("21:12"),
      grade: "ordinary",
    }),
    chen(
      16,
      { incident: "3", event: "FAST_REPORT_SENT" },
      {
        what: text(
          "有页面称期末考试取消，教务处未发布此类通知。",
          "A page says that exams are cancelled. We announced nothing of the kind.",
        ),
        where: text("外部网站", "An outside page"),
        firstMeasures: text("已与教务处核对。", "Checked with the registrar."),
      },
    ),
    chen(24, incident, {
      title: text("2 号教学楼烟雾报警后疏散", "Hall 2 evacuated after smoke alarm"),
      sourceKind: "staff",
      discoveredAt: at("21:25"),
      grade: "major",
    }),
    chen(38, fault, {
      equipment: text("2 号电梯", "Lift 2"),
      place: text("图书馆", "Library"),
      fault: text("停在三层，轿厢内无人。", "Stopped on the third floor, nobody inside."),
    }),
  ];
}
