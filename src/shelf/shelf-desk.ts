/** What people do with playbooks of the office's own: look a file over, propose it, activate it; and what the folder brought. */
import { systemActor } from "../../machines/organisation/people.ts";
import {
  playbookProposalById,
  shelvedIn,
  waitingProposals,
  type PlaybookProposal,
  type ShelvedPlaybook,
} from "../../machines/organisation/shelf.ts";
import { playbookKey, type Playbook, type Text } from "../../machines/playbook.ts";
import { playbookFromData } from "../../machines/from-data/index.ts";
import type { Clock } from "../kernel/clock.ts";
import type { NewId } from "../kernel/ids.ts";
import type { OrganisationSource } from "../organisation/source.ts";
import { activeVersion } from "../playbook/active.ts";
import type { CommandOutcome } from "../playbook/outcome.ts";
import { formatFault, type Fault } from "../playbook-files/fault.ts";
import { readPlaybookFile } from "../playbook-files/read-playbook-file.ts";
import { whyNotAdmitted, type Present } from "./admission.ts";
import { withFaults, type Beside, type CheckedFile } from "./check-file.ts";
import { filesIn } from "./folder.ts";
import { loadFolder, type FolderReading } from "./load-folder.ts";
import type { TextFile } from "../playbook-files/shipped-files.ts";
import { idOf, namedIn } from "./named-in.ts";
import type { PlaybookTextStore } from "./ports.ts";
import { describe, type Described } from "./describe.ts";
import { sentenceIn } from "./in-language.ts";
import type { Shelf } from "./shelf.ts";
import { sourceOf, textsOf, type Source } from "./source-of.ts";
import { shippedTexts } from "./shipped-texts.ts";

type Command = Parameters<OrganisationSource["act"]>[3];

export interface ShelfDesk {
  /** Looks a text over; nothing is kept of it. */
  check(path: string, text: string): Promise<CheckedFile>;
  /** Looks it over, and keeps a sound one, so that it can be shown and proposed. */
  keep(path: string, text: string): Promise<CheckedFile>;
  /** A text that is kept; null: there is none. */
  review(digest: string): Promise<Review | null>;
  propose(digest: string, by: string, command: Command): Promise<CommandOutcome>;
  activate(proposal: string, by: string, command: Command): Promise<CommandOutcome>;
  decline(proposal: string, by: string, command: Command): Promise<CommandOutcome>;
  waiting(): readonly PlaybookProposal[];
  /** Every version that was active here. */
  shelved(): readonly ShelvedPlaybook[];
  /** The file of a version as it counts; null: it is written in code. */
  source(key: string): Promise<Source | null>;
  /** What there is to say of the file of a version; null: it is written in code. */
  describe(key: string): Promise<Described | null>;
  /** The text of each of them, under its name. */
  ownTexts(): Promise<readonly TextFile[]>;
  /** The folder's files as they were read last; null: nobody has read it here. */
  folder(): FolderReading | null;
  /** `by`: an administrator; left out, the system. */
  readFolder(by?: string): Promise<FolderReading>;
}

export interface Review {
  readonly checked: CheckedFile;
  readonly text: string;
  /** Null: it cannot be used. */
  readonly playbook: Playbook | null;
  /** Null: nobody wants it active, or nobody does any more. */
  readonly proposal: PlaybookProposal | null;
  readonly isActive: boolean;
  /** The version that new incidents begin with now; null: there is none of this playbook. */
  readonly active: Playbook | null;
}

export interface ShelfDeskParts {
  readonly shelf: Shelf;
  readonly texts: PlaybookTextStore;
  readonly source: Pick<OrganisationSource, "directory" | "act">;
  /** In a thread of its own, where there is one: the nights of a file take their time. */
  readonly checkText: (path: string, text: string, beside: Beside) => Promise<CheckedFile>;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Where files are put. */
  readonly folder: string;
}

/** Texts that are kept; they are never taken away. */
const textsMax = 5_000;

export function openShelfDesk(parts: ShelfDeskParts): ShelfDesk {
  let reading: FolderReading | null = null;
  return {
    check: (path, text) => looked(parts, path, text),
    keep: async (path, text) => {
      const checked = await looked(parts, path, text);
      if (checked.faults.length === 0) await keep(parts, checked, text);
      return checked;
    },
    review: (digest) => review(parts, digest),
    propose: async (digest, by, command) => {
      const found = await review(parts, digest);
      if (found === null) return refused(unknownText);
      if (found.checked.is === null || found.checked.faults.length > 0) return refused(noLonger(found.checked));
      return act(parts, "PLAYBOOK_PROPOSED", eventOf(found.checked), by, command);
    },
    activate: async (proposal, by, command) => {
      const asked = playbookProposalById(parts.source.directory(), proposal);
      const found = asked?.activated === null ? await review(parts, asked.digest) : null;
      // What was sound when it was proposed may not be any more: another file came first, or the program is a newer one.
      if (found !== null && found.checked.faults.length > 0) return refused(noLonger(found.checked));
      return act(parts, "PLAYBOOK_ACTIVATED", { proposal }, by, command);
    },
    decline: (proposal, by, command) => act(parts, "PLAYBOOK_DECLINED", { proposal }, by, command),
    waiting: () => waitingProposals(parts.source.directory()),
    shelved: () => shelvedIn(parts.source.directory()),
    source: (key) => sourceOf(parts, key),
    describe: (key) => describe(parts, key),
    ownTexts: () => textsOf(shelvedIn(parts.source.directory()), parts.texts),
    folder: () => reading,
    readFolder: async (by = systemActor) => (reading = await readFolder(parts, by)),
  };
}

function presentOf({ shelf, source: { directory } }: ShelfDeskParts): Present {
  return { playbooks: shelf.playbooks, shelved: shelvedIn(directory()), shipped: shippedTexts() };
}

/** `siblings`: files that come in together with it. */
async function looked(
  parts: ShelfDeskParts,
  path: string,
  text: string,
  siblings: readonly TextFile[] = [],
): Promise<CheckedFile> {
  const id = idOf(text);
  const active = id === null ? null : activeVersion(parts.shelf.playbooks, id);
  const before = active === null ? null : await sourceOf(parts, playbookKey(active));
  const own = [...siblings, ...(await textsOf(shelvedIn(parts.source.directory()), parts.texts))];
  const checked = await parts.checkText(path, text, { before: before?.text ?? null, own: namedIn(text, own) });
  return checked.faults.length > 0 ? checked : withFaults(checked, whyNotAdmitted(checked, presentOf(parts)));
}

async function keep({ texts, clock }: ShelfDeskParts, { digest }: CheckedFile, text: string): Promise<void> {
  if ((await texts.read(digest)) !== null) return;
  if ((await texts.count()) >= textsMax) throw new Error(`${String(textsMax)} playbook texts are kept already`);
  await texts.add(digest, text, clock.now());
}

async function review(parts: ShelfDeskParts, digest: string): Promise<Review | null> {
  const text = await parts.texts.read(digest);
  if (text === null) return null;
  const checked = await looked(parts, "playbook.yaml", text);
  const { file } = readPlaybookFile(checked.path, text);
  const directory = parts.source.directory();
  const shelved = shelvedIn(directory).find((one) => one.digest === digest);
  return {
    checked,
    text,
    playbook: file === undefined || checked.faults.length > 0 ? null : playbookFromData(file),
    proposal: waitingProposals(directory).find((one) => one.digest === digest) ?? null,
    isActive: shelved?.active === true,
    active: checked.is === null ? null : activeVersion(parts.shelf.playbooks, checked.is.id),
  };
}

function eventOf({ digest, is }: CheckedFile) {
  return {
    playbook: is?.id ?? "",
    version: String(is?.version ?? ""),
    digest,
    behaviour: is?.behaviour ?? "",
  };
}

/** The record is what counts, and the shelf follows it before anybody is answered. */
async function act(
  { source: { act: send }, shelf }: ShelfDeskParts,
  type: string,
  values: object,
  by: string,
  command: Command,
): Promise<CommandOutcome> {
  const outcome = await send(type, values, by, command);
  if (outcome.outcome === "done") await shelf.look();
  return outcome;
}

async function readFolder(parts: ShelfDeskParts, by: string): Promise<FolderReading> {
  const at = parts.clock.now();
  const files = await loadFolder(filesIn(parts.folder), {
    check: (path, text, siblings) => looked(parts, path, text, siblings),
    present: () => presentOf(parts),
    take: async (checked, text) => {
      await keep(parts, checked, text);
      const command = { commandId: parts.newId(), isDesksOwn: true } as const;
      const outcome = await act(parts, "PLAYBOOK_LOADED", { ...eventOf(checked), file: checked.path }, by, command);
      if (outcome.outcome === "done") return null;
      return "sentence" in outcome ? outcome.sentence.en : `it could not be recorded (${outcome.outcome})`;
    },
  });
  return { at, files };
}

const refused = (sentence: Text): CommandOutcome => ({ outcome: "refused", code: "not-acceptable", sentence });

const unknownText: Text = { zh: "没有该预案文件。", en: "There is no such playbook file." };

function noLonger({ faults }: CheckedFile): Text {
  const inWords = (said: readonly Fault[]) => said.map(formatFault).join(" ");
  const zh = faults.map((fault) => ({ ...fault, message: sentenceIn("zh", fault.message) }));
  return { zh: `该文件目前不能使用：${inWords(zh)}`, en: `The file cannot be used now: ${inWords(faults)}` };
}
