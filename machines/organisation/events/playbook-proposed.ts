/** A file that was checked here is to count. Nothing changes before somebody else activates it. */
import { z } from "zod";
import { event } from "../event.ts";
import { administrators } from "../parts/fields.ts";
import { playbookFields } from "../parts/playbook-fields.ts";
import { first, isFull } from "../parts/refusals.ts";
import { playbookProposalsIn, waitingMax, waitingProposals, whyNotShelved } from "../shelf.ts";

export const playbookProposed = event("PLAYBOOK_PROPOSED", {
  words: {
    label: { zh: "申请启用预案", en: "Propose a playbook" },
    done: { zh: "已申请启用预案", en: "Playbook proposed" },
    help: {
      zh: "须由另一名系统管理员启用后方生效。",
      en: "It counts once a second administrator activates it.",
    },
  },
  by: administrators,
  recordedElsewhere: true,
  concernsNobodyElse: true,
  form: z.object(playbookFields),
  refuse: (context, asked) =>
    first(
      isFull(waitingProposals(context), waitingMax),
      whyNotShelved(context, asked),
      waitingProposals(context).some(({ digest }) => digest === asked.digest)
        ? {
            zh: "这份文件已申请启用，待另一人决定。",
            en: "This file has been proposed already and waits for a second person.",
          }
        : null,
    ),
  record: (context, { playbook, version, digest, behaviour, by, at }) => ({
    playbookProposals: [
      ...playbookProposalsIn(context),
      {
        id: `proposal-${String(context.lastNumber + 1)}`,
        playbook,
        version,
        digest,
        behaviour,
        by,
        at,
        activated: null,
      },
    ],
    lastNumber: context.lastNumber + 1,
  }),
});
