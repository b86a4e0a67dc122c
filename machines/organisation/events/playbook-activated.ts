/** Somebody else than who proposed it: new incidents begin with it from now on, open ones stay on the version they have. */
import { z } from "zod";
import { event } from "../event.ts";
import { administrators, entry } from "../parts/fields.ts";
import { first } from "../parts/refusals.ts";
import { notProposed, playbookProposalById, playbookProposalsIn, whyNotShelved, withActive } from "../shelf.ts";

export const playbookActivated = event("PLAYBOOK_ACTIVATED", {
  words: {
    label: { zh: "启用预案", en: "Activate a playbook" },
    done: { zh: "预案已启用", en: "Playbook activated" },
    help: {
      zh: "新登记的事件随即使用该版本，进行中的事件沿用原版本。",
      en: "New incidents begin with it at once; open ones stay on the version they have.",
    },
  },
  by: administrators,
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object({ proposal: entry({ zh: "启用申请", en: "Proposal" }) }),
  refuse: (context, { proposal, by }) => {
    const found = playbookProposalById(context, proposal);
    return first(
      notProposed(context, proposal),
      found?.by === by
        ? {
            zh: "申请人不能启用本人提出的预案，须由另一名系统管理员启用。",
            en: "You proposed this playbook, so a second administrator has to activate it.",
          }
        : null,
      found === null ? null : whyNotShelved(context, found),
    );
  },
  record: (context, { proposal, by, at }) => {
    const found = playbookProposalById(context, proposal);
    if (found === null) return {};
    return {
      playbooks: withActive(context, found, { by, at, proposedBy: found.by }),
      playbookProposals: playbookProposalsIn(context).map((one) =>
        one.id === proposal ? { ...one, activated: { by, at } } : one,
      ),
    };
  },
});
