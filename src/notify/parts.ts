/** A notification in one language, part by part: what the text, the HTML and a chat message are made of. */
import type { Language, NotificationText, Text } from "../../machines/playbook.ts";
import { cutTo, subjectMax } from "../../machines/kit/phrases.ts";
import type { Organisation, Person } from "../directory/person.ts";

/** One matter of a message: most messages have one. */
export interface NotificationItem {
  readonly notification: NotificationText;
  /** Where the reader can say that they have it; left out when it asks for no such thing. */
  readonly acknowledge?: string | null;
}

export interface NotificationOptions {
  /** The most urgent first. */
  readonly items: readonly [NotificationItem, ...NotificationItem[]];
  readonly person: Pick<Person, "name" | "language">;
  readonly organisation: Pick<Organisation, "name">;
  /** The incident's page, unless `linkWords` say what else it opens. */
  readonly link: string;
  readonly linkWords?: Text;
  /** Why this person reads it: "duty lead", or whose deputy they are. */
  readonly because?: Because | null;
  /** Who should have been told and could not be, with the reason. */
  readonly skipped?: readonly Text[];
  readonly notes?: readonly Text[];
  readonly time: (at: number, language: Language) => string;
}

/** `as`: in a role of theirs. `for`: in somebody's place. */
export interface Because {
  readonly how: "as" | "deputy" | "in-their-place";
  readonly words: Text;
}

export interface Line {
  readonly label: string;
  readonly text: string;
}

export interface Link {
  readonly label: string;
  readonly address: string;
}

/** Null and empty: left out. */
export interface ItemParts {
  readonly happened: string;
  readonly about: string;
  readonly details: string;
  /** Without a label where nothing is asked. */
  readonly asked: Line;
  readonly due: Line | null;
  readonly next: string;
  readonly acknowledge: Link | null;
  readonly attached: string;
  readonly calculation: string;
}

export interface NotificationParts {
  readonly language: Language;
  readonly subject: string;
  readonly items: readonly ItemParts[];
  readonly open: Link;
  /** Small print about who reads this and who does not. */
  readonly notes: readonly string[];
  readonly signature: string;
  readonly organisation: string;
}

export function partsOf(options: NotificationOptions): NotificationParts {
  const { items, person, organisation, link, linkWords } = options;
  const { because = null, skipped = [], notes = [] } = options;
  const { language } = person;
  const say = (text: Text) => text[language];
  const words = frameWords[language];
  return {
    language,
    subject: subjectOf(items, language),
    items: items.map((item) => itemOf(item, options)),
    open: { label: linkWords ? say(linkWords) : words.link, address: link },
    notes: [
      ...(because === null ? [] : [words.because[because.how](say(because.words))]),
      ...(skipped.length === 0 ? [] : [`${words.skipped}${skipped.map(say).join(words.semicolon)}`]),
      ...notes.map(say),
    ],
    signature: words.signature,
    organisation: say(organisation.name),
  };
}

/** That of the most urgent one, and how many come with it. */
export function subjectOf(items: NotificationOptions["items"], language: Language): string {
  const subject = items[0].notification.subject[language];
  const more = items.length - 1;
  if (more === 0) return subject;
  const end = language === "zh" ? `，等 ${items.length} 项` : ` and ${more} more`;
  return `${cutTo(subject, subjectMax - end.length)}${end}`;
}

function itemOf(
  { notification, acknowledge = null }: NotificationItem,
  { person: { language }, time }: NotificationOptions,
): ItemParts {
  const words = frameWords[language];
  const { happened, about, details, asked, isAsked = true, dueAt, dueNote, next, attached, calculation } = notification;
  const say = (text: Text | undefined) => text?.[language] ?? "";
  const note = dueNote === undefined ? "" : `${words.comma}${say(dueNote)}`;
  return {
    happened: say(happened),
    about: say(about),
    details: say(details),
    asked: { label: isAsked ? words.asked : "", text: say(asked) },
    due: dueAt === null ? null : { label: words.by, text: `${time(dueAt, language)}${note}` },
    next: say(next),
    acknowledge: acknowledge === null ? null : { label: words.acknowledge, address: acknowledge },
    attached: say(attached),
    calculation: say(calculation),
  };
}

interface FrameWords {
  readonly asked: string;
  readonly by: string;
  readonly link: string;
  readonly acknowledge: string;
  readonly because: Readonly<Record<Because["how"], (words: string) => string>>;
  readonly skipped: string;
  readonly comma: string;
  readonly semicolon: string;
  readonly signature: string;
}

const frameWords: Readonly<Record<Language, FrameWords>> = {
  zh: {
    asked: "请办理：",
    by: "截止：",
    link: "打开事件：",
    acknowledge: "确认收到（打开页面后点击按钮）：",
    because: {
      as: (role) => `您作为${role}收到本通知。`,
      deputy: (whose) => `您${whose}收到本通知。`,
      "in-their-place": (why) => `${why}，因此通知您。`,
    },
    skipped: "未通知到：",
    comma: "，",
    semicolon: "；",
    signature: "本通知由系统自动发出，请勿直接回复。",
  },
  en: {
    asked: "To do: ",
    by: "By: ",
    link: "Open: ",
    acknowledge: "Acknowledge (opens a page with one button): ",
    because: {
      as: (role) => `You receive this as ${role}.`,
      deputy: (whose) => `You receive this as ${whose}.`,
      "in-their-place": (why) => `You receive this because ${why}.`,
    },
    skipped: "Not notified: ",
    comma: ", ",
    semicolon: "; ",
    signature: "Sent automatically. Replies are not read.",
  },
};
