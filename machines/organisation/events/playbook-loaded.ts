/** A file of the data folder counts from now on. Whoever put it there holds the machine, and the record says that it came so. */
import { z } from "zod";
import { line } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { administrators } from "../parts/fields.ts";
import { playbookFields } from "../parts/playbook-fields.ts";
import { whyNotShelved, withActive } from "../shelf.ts";

export const playbookLoaded = event("PLAYBOOK_LOADED", {
  words: {
    label: { zh: "载入预案文件", en: "Load a playbook file" },
    done: { zh: "已载入预案文件", en: "Playbook file loaded" },
    help: {
      zh: "数据目录中的文件经检查后启用。",
      en: "A file of the data folder was checked and is active.",
    },
  },
  by: administrators,
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({ ...playbookFields, file: line({ label: { zh: "文件", en: "File" } }) }),
  refuse: (context, asked) => whyNotShelved(context, asked),
  record: (context, { by, at, ...sent }) => ({
    playbooks: withActive(context, sent, { by, at, proposedBy: null }),
  }),
});
