/** What the events of questions share. */
import type { Text } from "../../playbook.ts";
import type { Question } from "../record.ts";
import type { Envelope } from "./envelope.ts";
import { itemNumber } from "../../kit/fields.ts";

export type QuestionNotification = Envelope & { readonly question: Question; readonly dueAt: number };

export const questionField = itemNumber({ label: { zh: "追问编号", en: "Question number" } });

export const noQuestion: Text = { zh: "目前没有待答的追问。", en: "No question is open." };

export const otherQuestions = (open: string): Text => ({
  zh: `没有该编号的待答追问。待答：${open}。`,
  en: `There is no open question with this number. Open questions: ${open}.`,
});
