/** Everything stays as it is: taken back by whoever proposed it, or refused by somebody else. */
import { z } from "zod";
import { event } from "../event.ts";
import { administrators, entry } from "../parts/fields.ts";
import { notProposed, playbookProposalsIn } from "../shelf.ts";

export const playbookDeclined = event("PLAYBOOK_DECLINED", {
  words: {
    label: { zh: "不予启用", en: "Do not activate" },
    done: { zh: "预案未获启用", en: "Playbook declined" },
    help: { zh: "现用版本不变。", en: "The active version stays." },
  },
  by: administrators,
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({ proposal: entry({ zh: "启用申请", en: "Proposal" }) }),
  refuse: (context, { proposal }) => notProposed(context, proposal),
  record: (context, { proposal }) => ({
    playbookProposals: playbookProposalsIn(context).filter(({ id }) => id !== proposal),
  }),
});
