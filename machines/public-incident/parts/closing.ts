/** What every way of closing shares. */
import type { Stamp } from "../../kit/stamp.ts";
import { shortDuration } from "../../kit/duration.ts";
import { atTime, apart, incidentName, subjectLine } from "../../kit/phrases.ts";
import { forInformation, paragraphs } from "../../kit/sentences.ts";
import type { TextRef } from "../../kit/text-ref.ts";
import type { Phrasing, Text } from "../../playbook.ts";
import { cancelClocks } from "../clocks.ts";
import type { Change, IncidentContext } from "../context.ts";
import type { Closing } from "../record.ts";
import { notification } from "../event.ts";
import { clockName } from "../clock-keeper.ts";
import { aboutOf, type Envelope, envelope } from "./envelope.ts";

export const closingConfirm: Text = {
  zh: "事件将办结，未完成的时限随之取消。可写明理由重新开启。",
  en: "This closes the incident and cancels its open deadlines. It can be reopened with a reason.",
};

export function closed(
  context: IncidentContext,
  { at, by, reason }: Stamp & { readonly reason: TextRef },
  as: Closing["as"],
  duplicateOf: TextRef | null = null,
): Change {
  const closing = { at, by, as, reason, duplicateOf };
  return { closing, submitted: null, gradeAsked: null, clocks: cancelClocks(context, at) };
}

/** What became of a deadline. */
interface Deadline {
  readonly label: Text;
  /** Nothing: it was met in time (ms). */
  readonly lateMs: number;
}

type ClosedNotification = Envelope & {
  readonly closing: Closing;
  /** Missing in rows of an earlier version. */
  readonly deadlines?: readonly Deadline[];
};

/** The two that every incident has, as far as they were met. */
function deadlinesOf({ clocks }: IncidentContext): readonly Deadline[] {
  return [clocks.fastReport, clocks.officialReply].flatMap((clock) =>
    (clock.state === "met" || clock.state === "met-late") && clock.stoppedAt !== null
      ? [{ label: clockName(clock), lateMs: Math.max(0, clock.stoppedAt - clock.dueAt) }]
      : [],
  );
}

function formatDeadline({ label, lateMs }: Deadline): Text {
  if (lateMs === 0) return { zh: `${label.zh}：按时完成`, en: `${label.en}: met` };
  const late = shortDuration(lateMs);
  return { zh: `${label.zh}：超时完成（${late.zh}）`, en: `${label.en}: met late (${late.en})` };
}

function formatClosed({ as, duplicateOf }: Closing, name: string, short: Text): Text {
  switch (as) {
    case "handled":
      return { zh: `已办结（${name}，${short.zh}）`, en: `Closed by ${name}, ${short.en}` };
    case "duplicate":
      return { zh: `按 #${duplicateOf ?? ""} 的重复事件办结`, en: `Closed as duplicate of #${duplicateOf ?? ""}` };
    case "unfounded":
      return { zh: "核实不属实，已办结", en: `Closed as unfounded by ${name}` };
  }
}

export const incidentIsClosed = notification({
  label: { zh: "办结通知", en: "Incident closed" },
  to: { zh: "会商小组", en: "Consultation group" },
  when: { zh: "事件办结时", en: "When the incident is closed" },
  params: (context): ClosedNotification => {
    const { closing } = context;
    if (!closing) throw new Error("a closing notification was asked for an open incident");
    return { ...envelope(context, context.policy.leadGroup), closing, deadlines: deadlinesOf(context) };
  },
  write: ({ closing, deadlines = [], ...params }: ClosedNotification, say: Phrasing) => {
    const [name, at, short] = [say.person(closing.by), atTime(say, closing.at), say.shortTime(closing.at)];
    const incident = incidentName(say);
    return {
      subject: subjectLine(say, { what: formatClosed(closing, name, short) }),
      happened: {
        zh: `${name}于 ${at.zh} 办结了${apart(incident.zh)}。`,
        en: `${name} closed ${incident.en} ${at.en}.`,
      },
      about: aboutOf(params),
      details: {
        zh: paragraphs(
          `办结理由：${closing.reason}`,
          closing.as === "unfounded" && "核实不属实。",
          closing.duplicateOf && `与 #${closing.duplicateOf} 重复。`,
          deadlines.length > 0 && `${deadlines.map((one) => formatDeadline(one).zh).join("；")}。`,
        ),
        en: paragraphs(
          `Reason: ${closing.reason}`,
          closing.as === "unfounded" && "The report proved unfounded.",
          closing.duplicateOf && `It duplicates #${closing.duplicateOf}.`,
          deadlines.length > 0 && deadlines.map((one) => `${formatDeadline(one).en}.`).join(" "),
        ),
      },
      ...forInformation({
        zh: "需要时可写明理由重新开启。",
        en: "The incident can be reopened with a reason.",
      }),
    };
  },
});
