/** Reasons that several events are refused for. Guard and explanation are the same functions; see `refuse` of an event. */
import type { Text } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";

/** Entries of one kind that one incident may hold: the whole of it is read and written at every step. */
const entriesMax = 200;

export const whenClosed = ({ closing }: IncidentContext): Text | null =>
  closing
    ? { zh: "事件已办结；需继续处理的，请先重新开启。", en: "The incident is closed. Reopen it to continue." }
    : null;

/** An entry without which the incident could not go on is taken even then: whoever asks looks at that first. */
export const whenFull = (entries: readonly unknown[], max = entriesMax): Text | null =>
  entries.length < max
    ? null
    : {
        zh: "该类记录已达上限，请另行登记新事件继续处理。",
        en: "This incident has reached the limit for this kind of entry. Register another incident to continue.",
      };

/** Names the exact wording that the sender had before them. */
interface ExactVersion {
  readonly version?: string | undefined;
  readonly digest?: string | undefined;
}

/** An act on a submitted statement names the exact wording that the person read. */
export const whenNotExact = ({ submitted }: IncidentContext, asked: ExactVersion): Text | null => {
  if (!submitted) return { zh: "目前没有送审的通稿。", en: "No statement is waiting for approval." };
  if (asked.version === undefined || (asked.version === String(submitted.version) && asked.digest === submitted.digest))
    return null;
  return {
    zh: `您看到的不是送审版本。现送审的是第 ${String(submitted.version)} 版，请阅后再操作。`,
    en: `You were looking at an older text. Version ${String(submitted.version)} is now submitted; read it before you continue.`,
  };
};

/** What stands in public is ended in public: by an answer and a review, not by a mark. */
export const whenPublished = (context: IncidentContext): Text | null =>
  context.replies.length + context.holdingReplies.length + (context.releases?.length ?? 0) === 0
    ? null
    : {
        zh: "已对外发布回应的，不能按重复或不属实办结，请在跟踪、复盘后办结。",
        en: "A response has been published, so the incident cannot be closed as a duplicate or as unfounded. End the follow-up, then close it.",
      };

interface Item {
  readonly number: number;
}

export const numbers = (items: readonly Item[]): string => items.map((item) => String(item.number)).join(", ");

export const amongOpen = (typed: string | undefined, items: readonly Item[]): boolean =>
  typed === undefined || items.some((item) => String(item.number) === typed);

interface OpenItems {
  readonly items: readonly Item[];
  readonly typed: string | undefined;
  /** When there is none at all. */
  readonly none: Text;
  /** When there are some, and another number was given. */
  readonly others: (numbers: string) => Text;
}

export const whenNotOpen = ({ items, typed, none: nothing, others }: OpenItems): Text | null => {
  if (items.length === 0) return nothing;
  return amongOpen(typed, items) ? null : others(numbers(items));
};
