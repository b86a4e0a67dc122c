/** Fields that only this playbook has. Leaving an optional field empty leaves it out of the event. */
import { hidden, line } from "../../kit/fields.ts";
import type { Text } from "../../playbook.ts";

export const reason = (help?: Text) => line({ label: { zh: "理由", en: "Reason" }, ...(help ? { help } : {}) });

/** Which wording the person had before them. */
export const exactVersion = {
  version: hidden({ zh: "版本号", en: "Version" }),
  digest: hidden({ zh: "校验码", en: "Fingerprint" }),
};

/** Said where words are made: the same advice in the fast report and in the draft. */
export const wordingHelp: Text = {
  zh: "事实要快，原因要慎，口径要一。只写已核实的，未核实的注明“正在核实”；不猜测原因，不评论任何人。",
  en: "Facts fast, causes with care, one wording. State what is confirmed and what is still being checked. No guesses about causes, no comments about people.",
};
