import type { OrganisationContext } from "../context.ts";
import { keptMs } from "./kept.ts";

/** Without what ended long ago. */
export function recent(context: OrganisationContext, at: number): OrganisationContext {
  const before = at - keptMs;
  const stays = ({ until }: { readonly until: number | null }): boolean => until === null || until > before;
  return {
    ...context,
    holdings: context.holdings.filter(stays),
    absences: context.absences.filter(stays),
    rotations: context.rotations.filter(stays),
    shifts: context.shifts.filter(stays),
    overrides: context.overrides.filter(stays),
    swaps: context.swaps.filter(({ until, inReturn }) => stays({ until }) || (inReturn !== null && stays(inReturn))),
    ...(context.erasures && {
      erasures: context.erasures.filter(({ approved }) => approved === null || approved.at > before),
    }),
    ...(context.playbookProposals && {
      playbookProposals: context.playbookProposals.filter(
        ({ activated }) => activated === null || activated.at > before,
      ),
    }),
    handovers: context.handovers.filter(({ moment }) => moment > before),
  };
}
