/** Erasing texts: what there is to erase, what stands against it, and carrying out what two administrators have agreed on. */
import type { ErasureProposal } from "../../machines/organisation/context.ts";
import { erasuresOf } from "../../machines/organisation/erasures.ts";
import type { Text } from "../../machines/playbook.ts";
import type { LogRow } from "../engine/log.ts";
import { readsIncidents, rolesAt } from "../directory/directory.ts";
import type { Person } from "../directory/person.ts";
import type { OrganisationDesk } from "../organisation/desk-types.ts";
import { doorNow } from "../kernel/acting.ts";
import { refsIn } from "../kernel/text-refs.ts";
import { refusalWords } from "../playbook/refusals.ts";
import type { ErasableText, ErasableTexts, ErasureDesk, ErasureLedger, ErasureView } from "./erasure-ports.ts";
import type { DeskDependencies } from "./desk-dependencies.ts";
import { findErasable, summaryTitle, textsIn, type Erasable } from "./erasable.ts";
import { playbookOf } from "./queries.ts";

/** `base` as it is, but that a request is checked against the texts, and an approval is carried out before it is answered. */
export function withErasures(parts: DeskDependencies, base: OrganisationDesk): OrganisationDesk & ErasureDesk {
  const prepareChange: OrganisationDesk["prepareChange"] = async (type, values, actor, command) => {
    const prepared = await base.prepareChange(type, values, actor, command);
    if (prepared.outcome !== "ready" || prepared.isRecorded) return prepared;
    const asked = askedOf(parts, type, prepared.values);
    if (asked === null) return prepared;
    const why = await whyNot(parts, asked);
    if (why !== null) return { outcome: "refused", code: why.code, sentence: why.sentence };
    if (type !== "ERASURE_APPROVED") return prepared;
    return {
      ...prepared,
      send: async () => {
        const outcome = await prepared.send();
        if (outcome.outcome === "done") await finish(parts);
        return outcome;
      },
    };
  };
  return {
    ...base,
    prepareChange,
    administer: async (...asked) => {
      const prepared = await prepareChange(...asked);
      return prepared.outcome === "ready" ? prepared.send() : prepared;
    },
    erasableTexts: (incident, viewer) => erasableTexts(parts, incident, viewer),
    erasures: (viewer) => erasures(parts, viewer),
    finishErasures: () => finish(parts),
    backupDays: parts.backupDays ?? null,
    isKeptOutside: parts.ledger !== undefined,
  };
}

type Asked = Pick<ErasureProposal, "incident" | "texts">;

function askedOf({ source }: DeskDependencies, type: string, values: Readonly<Record<string, unknown>>): Asked | null {
  if (type === "ERASURE_PROPOSED") return values as unknown as Asked;
  if (type !== "ERASURE_APPROVED" || !source) return null;
  return erasuresOf(source.directory()).find(({ id }) => id === values["erasure"]) ?? null;
}

interface Against {
  readonly code: string;
  readonly sentence: Text;
}

async function whyNot(parts: DeskDependencies, { incident, texts }: Asked): Promise<Against | null> {
  const found = await findErasable(parts, incident);
  if (found === null) return { code: "unknown-instance", sentence: refusalWords["unknown-instance"] };
  const known = new Map(textsIn(parts, found).map((text) => [text.ref, text]));
  const asked = texts.map((text) => known.get(refOf(text)));
  if (asked.some((text) => text === undefined)) return { code: "unknown-text", sentence: refusalWords["unknown-text"] };
  if (asked.some((text) => text?.erased)) return { code: "already-erased", sentence: refusalWords["already-erased"] };
  const published = new Set(await publishedRefs(parts, found));
  return texts.some((text) => published.has(refOf(text))) ? { code: "not-acceptable", sentence: isPublished } : null;
}

const isPublished: Text = {
  zh: "其中有已对外发布的文字，须先撤回发布，再申请删除。",
  en: "Among these is a text that has been published. It can be erased only after it has been withdrawn.",
};

async function publishedRefs(parts: DeskDependencies, { row, id }: Erasable): Promise<readonly string[]> {
  if (row === null) return [];
  return playbookOf(parts, row).published?.(await parts.engine.read(id)) ?? [];
}

const refOf = (text: string): string => `t1:${text}`;

async function erasableTexts(parts: DeskDependencies, incident: string, viewer: Person): Promise<ErasableTexts | null> {
  const found = await findErasable(parts, incident);
  if (found === null) return null;
  const isHidden = found.row !== null && !readsIncidents(viewer.roles);
  const texts = await parts.engine.opened(found.id, textsIn(parts, found).map(shownOnly));
  const published = new Set(await publishedRefs(parts, found));
  const proposals = erasuresOf(parts.source?.directory() ?? {});
  const open = proposals.filter((one) => one.approved === null && one.incident === found.incident);
  const waiting = new Set(open.flatMap((one) => one.texts));
  return {
    incident: found.incident,
    title: isHidden ? null : summaryTitle(found),
    texts: texts.map(({ bare, ...text }) => ({
      ...text,
      text: isHidden ? null : text.text,
      ref: refOf(bare),
      isPublished: published.has(refOf(bare)),
      isAsked: waiting.has(bare),
    })),
  };
}

/** Opened, a reference is its text: kept bare it stays. */
const shownOnly = ({ ref, ...text }: ErasableText) => ({ ...text, text: ref, bare: ref.slice("t1:".length) });

async function erasures(parts: DeskDependencies, viewer: Person): Promise<readonly ErasureView[]> {
  const proposals = [...erasuresOf(parts.source?.directory() ?? {})].reverse();
  return Promise.all(
    proposals.map(async (proposal) => {
      const found = await erasableTexts(parts, proposal.incident, viewer);
      const asked = new Set(proposal.texts.map(refOf));
      const texts = found?.texts.filter(({ ref }) => asked.has(ref)) ?? [];
      return {
        proposal,
        title: found?.title ?? null,
        texts,
        isDone: texts.every(({ erased }) => erased !== null),
      };
    }),
  );
}

/** The same command whoever sends it, so it may be sent as often as somebody starts. */
async function finish(parts: DeskDependencies): Promise<void> {
  const { source } = parts;
  if (!source) return;
  for (const { id, incident, texts, reason, approved } of erasuresOf(await source.refresh())) {
    const found = approved && (await findErasable(parts, incident));
    if (!approved || !found) continue;
    const erased = new Set(textsIn(parts, found).flatMap((text) => (text.erased === null ? [] : text.ref)));
    const refs = texts.map(refOf).filter((ref) => !erased.has(ref));
    if (refs.length > 0) {
      const auth = doorNow();
      const as = rolesAt(source.directory(), approved.by, approved.at);
      const command = { by: approved.by, as, commandId: `${source.id} ${id}`, ...(auth !== undefined && { auth }) };
      const outcome = await parts.engine.erase(found.id, refs, reason, command);
      if (outcome.outcome === "refused") throw new Error(`${id} could not be carried out: ${outcome.reason.sentence}`);
    }
    await keepOutside(parts.ledger, await parts.engine.history(found.id));
  }
  await source.refresh();
}

async function keepOutside(ledger: ErasureLedger | undefined, rows: readonly LogRow[]): Promise<void> {
  await ledger?.append(
    rows.flatMap(({ kind, instance, seq, event }) => {
      if (kind !== "erased") return [];
      const { reason } = event;
      return [...refsIn(event["refs"])].map((ref) => ({
        ...{ instance, ref, seq },
        reason: typeof reason === "string" ? reason : "",
      }));
    }),
  );
}
