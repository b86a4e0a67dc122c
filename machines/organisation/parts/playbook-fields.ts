/** How the organisation's forms name a playbook and its text. */
import { z } from "zod";

const idMax = 60;

export const playbookFields = {
  playbook: z
    .string()
    .max(idMax)
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    .meta({ field: "code", label: { zh: "预案", en: "Playbook" } }),
  version: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform(Number)
    .meta({ field: "code", label: { zh: "版本", en: "Version" } }),
  digest: digest().meta({ field: "code", label: { zh: "文件摘要", en: "Digest of the file" } }),
  behaviour: digest().meta({ field: "code", label: { zh: "内容摘要", en: "Digest of what it does" } }),
};

function digest() {
  return z.string().regex(/^[0-9a-f]{64}$/);
}
