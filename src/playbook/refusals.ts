/** The engine's refusals in words for people, in both languages. */
import type { Text } from "../../machines/playbook.ts";
import type { Refusal } from "../engine/api.ts";

/** Why the desk or the engine does not do a thing. Doors map these codes to a status of their own. */
export type RefusalCode = Refusal["code"] | "unknown-playbook" | "unknown-event";

export const refusalWords: Readonly<Record<RefusalCode, Text>> = {
  "unknown-playbook": { zh: "预案不存在。", en: "Playbook not found." },
  "unknown-event": { zh: "该预案没有此操作。", en: "This playbook has no such action." },
  "unknown-machine": {
    zh: "本系统没有该事件所用的预案版本，请联系系统管理员。",
    en: "The playbook version of this incident is not installed here. Tell an administrator.",
  },
  "unknown-instance": { zh: "事件不存在。", en: "Incident not found." },
  "not-acceptable": { zh: "现在不能进行此操作。", en: "This action is not available now." },
  finished: { zh: "事件已终结，不再接受操作。", en: "This incident has ended; no further actions are possible." },
  "reserved-type": { zh: "该操作仅由系统执行。", en: "Only the system can do this." },
  "invalid-event": {
    zh: "内容无法记录，请核对后重新提交。",
    en: "The content cannot be recorded. Check it and submit again.",
  },
  "machine-error": {
    zh: "预案处理该步骤时出错，未作记录，请联系系统管理员。",
    en: "The playbook failed at this step. Nothing was recorded. Tell an administrator.",
  },
  "command-id-reused": {
    zh: "该提交编号已用于其他操作，请刷新页面后重新提交。",
    en: "This form has already been used for another action. Reload the page and submit again.",
  },
  "same-person": {
    zh: "您已参与此项办理，须由他人办理。未作记录。",
    en: "You have already taken part in this step, so someone else must do it. Nothing was recorded.",
  },
  "unknown-text": {
    zh: "此事件没有这处文字，未作删除。",
    en: "There is no such text in this incident. Nothing was erased.",
  },
  "already-erased": { zh: "这处文字已经删除。", en: "This text has been erased already." },
  "definition-changed": {
    zh: "预案与事件启动时不一致。为保护记录，暂停受理操作，请联系系统管理员。",
    en: "The playbook has changed since this incident started. To protect the record, no further actions are accepted. Tell an administrator.",
  },
};

export const noSuchIncident: Text = { zh: "事件不存在。", en: "Incident not found." };
