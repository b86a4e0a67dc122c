/** Playbooks of files, as the organisation's record keeps them: which texts count, and which version new incidents begin with. */
import type { SignOff, Text } from "../playbook.ts";
import type { OrganisationContext, PlaybookProposal, ShelvedPlaybook } from "./context.ts";

export type { PlaybookProposal, ShelvedPlaybook } from "./context.ts";

/** Versions that were ever active here. */
const shelvedMax = 500;
/** Proposals that wait. */
export const waitingMax = 50;

export const shelvedIn = ({ playbooks = [] }: Pick<OrganisationContext, "playbooks">): readonly ShelvedPlaybook[] =>
  playbooks;

export const playbookProposalsIn = ({
  playbookProposals = [],
}: Pick<OrganisationContext, "playbookProposals">): readonly PlaybookProposal[] => playbookProposals;

export const waitingProposals = (context: Pick<OrganisationContext, "playbookProposals">) =>
  playbookProposalsIn(context).filter(({ activated }) => activated === null);

export const playbookProposalById = (
  context: Pick<OrganisationContext, "playbookProposals">,
  id: string | undefined,
): PlaybookProposal | null => playbookProposalsIn(context).find((one) => one.id === id) ?? null;

/** Every text that counts or has counted. */
export const digestsOf = ({ digest, earlier = [] }: ShelvedPlaybook): readonly string[] => [...earlier, digest];

/** What a text is: its playbook and version, its own digest, and that of what it does. */
export interface TextOfPlaybook {
  readonly playbook: string;
  readonly version: number;
  readonly digest: string;
  readonly behaviour: string;
}

/** Words may be corrected under the same version; open incidents replay everything else. */
export function whyNotShelved(
  context: Pick<OrganisationContext, "playbooks">,
  asked: { readonly [Key in keyof TextOfPlaybook]?: TextOfPlaybook[Key] | undefined },
): Text | null {
  const { playbook, version, digest, behaviour } = asked;
  if (playbook === undefined || version === undefined) return null;
  const known = shelvedIn(context).find((one) => one.id === playbook && one.version === version);
  if (known === undefined)
    return shelvedIn(context).length < shelvedMax
      ? null
      : { zh: `已达上限（${String(shelvedMax)} 项）。`, en: `The limit of ${String(shelvedMax)} has been reached.` };
  const key = `${playbook}@${String(version)}`;
  if (known.behaviour !== behaviour)
    return {
      zh: `${key} 已经启用过，内容与此不同。文字可以更正，其他改动请写入新的版本号。`,
      en: `${key} has been active and does something else. Words can be corrected; for anything else write a new version number.`,
    };
  return known.digest === digest && known.active
    ? { zh: `${key} 的这份文件已经启用。`, en: `This very file is active as ${key} already.` }
    : null;
}

/** Of one playbook one version is active. */
export function withActive(
  context: Pick<OrganisationContext, "playbooks">,
  { playbook, version, digest, behaviour }: TextOfPlaybook,
  how: Pick<ShelvedPlaybook, "by" | "at" | "proposedBy">,
): readonly ShelvedPlaybook[] {
  const all = shelvedIn(context);
  const known = all.find((one) => one.id === playbook && one.version === version);
  const earlier = known === undefined ? [] : digestsOf(known).filter((one) => one !== digest);
  const entry: ShelvedPlaybook = {
    id: playbook,
    version,
    digest,
    behaviour,
    active: true,
    ...how,
    ...(earlier.length > 0 && { earlier }),
  };
  const others = all.filter((one) => one !== known);
  return [...others.map((one) => (one.id === playbook ? { ...one, active: false } : one)), entry];
}

/** Null: it waits, and somebody may decide on it. */
export function notProposed(
  context: Pick<OrganisationContext, "playbookProposals">,
  id: string | undefined,
): Text | null {
  if (id === undefined) return null;
  const found = playbookProposalById(context, id);
  if (found === null) return { zh: `没有编号为 ${id} 的启用申请。`, en: `There is no proposal ${id}.` };
  return found.activated === null ? null : { zh: "该版本已经启用。", en: "This version has been activated already." };
}

/** Whoever proposes and whoever activates, under one key: the database takes nobody twice. */
export function playbookSignOffs(before: OrganisationContext | null, after: OrganisationContext): readonly SignOff[] {
  const was = new Map((before === null ? [] : playbookProposalsIn(before)).map((one) => [one.id, one]));
  return playbookProposalsIn(after).flatMap((one) => {
    const earlier = was.get(one.id);
    const key = `playbook ${one.id}`;
    const proposed = earlier === undefined ? [{ key, by: one.by }] : [];
    return one.activated !== null && !earlier?.activated ? [...proposed, { key, by: one.activated.by }] : proposed;
  });
}
