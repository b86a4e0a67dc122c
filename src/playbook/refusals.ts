/** The engine's refusals in words for people, in both languages. */
import type { Text } from "../../machines/playbook.ts";
import type { Refusal } from "../engine/api.ts";

/** Why the desk or the engine does not do a thing. Doors map these codes to a status of their own. */
export type RefusalCode = Refusal["code"] | "unknown-playbook" | "unknown-event";

export const refusalWords: Readonly<Record<RefusalCode, Text>> = {
  "unknown-playbook": { zh: "没有这个预案。", en: "There is no such playbook." },
  "unknown-event": { zh: "这个预案没有这种操作。", en: "The playbook of this incident has no such event." },
  "unknown-machine": {
    zh: "本系统没有这起事件所用的预案版本，请联系管理员。",
    en: "This desk does not have the playbook version of this incident; please tell an administrator.",
  },
  "unknown-instance": { zh: "没有这起事件。", en: "There is no such incident." },
  "not-acceptable": { zh: "现在不能进行此操作。", en: "This cannot be done now." },
  finished: { zh: "事件已经办结，不再接受任何操作。", en: "This incident is finished and takes nothing more." },
  "reserved-type": { zh: "这种操作由系统自己进行。", en: "Only the system itself does this." },
  "invalid-event": {
    zh: "内容无法记录，请核对后重新提交。",
    en: "This cannot be recorded as it is; please check it and send it again.",
  },
  "machine-error": {
    zh: "预案在处理这一步时出错，没有记录任何内容，请联系管理员。",
    en: "The playbook failed at this step; nothing was recorded. Please tell an administrator.",
  },
  "command-id-reused": {
    zh: "这个提交编号已用于另一项操作，请刷新页面后重新提交。",
    en: "This command id was used for something else before; load the page again and send anew.",
  },
  "same-person": {
    zh: "这件事您已经经手过，须由另一人办理；没有记录任何内容。",
    en: "You have had a hand in this already: somebody else has to do it. Nothing was recorded.",
  },
  "definition-changed": {
    zh: "预案的定义与事件开始时不同，为保护记录，不再接受操作，请联系管理员。",
    en: "The playbook is not the one this incident started with; to protect the record nothing is accepted. Please tell an administrator.",
  },
};

export const noSuchIncident: Text = { zh: "没有这起事件。", en: "There is no such incident." };
