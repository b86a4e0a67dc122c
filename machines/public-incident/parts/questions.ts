/** What the events of questions share. */
import type { Text } from "../../playbook.ts";
import type { Question } from "../record.ts";
import type { Envelope } from "./envelope.ts";
import { itemNumber } from "./fields.ts";

export type QuestionNotification = Envelope & { readonly question: Question; readonly dueAt: number };

export const questionField = itemNumber({ label: { zh: "追问编号", en: "Number of the question" } });

export const noQuestion: Text = { zh: "现在没有待答的追问。", en: "No question is waiting for an answer just now." };

export const otherQuestions = (open: string): Text => ({
  zh: `没有这一编号的待答追问。待答追问：${open}。`,
  en: `No unanswered question has this number. Unanswered: ${open}.`,
});
