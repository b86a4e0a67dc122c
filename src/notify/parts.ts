/** A notification in one language, part by part: what the text, the HTML and a chat message are made of. */
import type { Language, NotificationText, SayTime, Text } from "../../machines/playbook.ts";
import type { Organisation, Person } from "../directory/person.ts";

export interface NotificationOptions {
  readonly notification: NotificationText;
  readonly person: Pick<Person, "name" | "language">;
  readonly organisation: Pick<Organisation, "name">;
  /** The incident's page, unless `linkWords` say what else it opens. */
  readonly link: string;
  readonly linkWords?: Text;
  /** Where the reader can say that they have it; null when the notification asks for no such thing. */
  readonly acknowledge?: string | null;
  /** Why this person reads it, when it is not for them by themselves: as somebody's deputy. */
  readonly because?: Text | null;
  /** Who should have been told and could not be, with the reason. */
  readonly passedOver?: readonly Text[];
  readonly notes?: readonly Text[];
  readonly sayTime: SayTime;
}

export interface NotificationParts {
  readonly language: Language;
  readonly subject: string;
  readonly greeting: string;
  readonly happened: string;
  readonly asked: { readonly label: string; readonly text: string };
  readonly due: { readonly label: string; readonly text: string } | null;
  readonly links: readonly { readonly label: string; readonly address: string; readonly first: boolean }[];
  /** Small print about who reads this and who does not. */
  readonly notes: readonly string[];
  readonly signature: string;
  readonly organisation: string;
}

export function partsOf(options: NotificationOptions): NotificationParts {
  const { notification, person, organisation, link, linkWords, sayTime } = options;
  const { acknowledge = null, because = null, passedOver = [], notes = [] } = options;
  const { language } = person;
  const say = (text: Text) => text[language];
  const words = frameWords[language];
  const name = say(organisation.name);
  return {
    language,
    subject: `[${name}] ${say(notification.subject)}`,
    greeting: words.greeting(person.name),
    happened: say(notification.happened),
    asked: { label: words.asked, text: say(notification.asked) },
    due: notification.dueAt === null ? null : { label: words.by, text: sayTime(notification.dueAt, language) },
    links: [
      ...(acknowledge === null ? [] : [{ label: words.acknowledge, address: acknowledge, first: true }]),
      { label: linkWords ? say(linkWords) : words.link, address: link, first: acknowledge === null },
    ],
    notes: [
      ...(because === null ? [] : [`${words.because}${say(because)}`]),
      ...(passedOver.length === 0 ? [] : [`${words.passedOver}${passedOver.map(say).join(words.semicolon)}`]),
      ...notes.map(say),
    ],
    signature: words.signature,
    organisation: name,
  };
}

interface FrameWords {
  readonly greeting: (name: string) => string;
  readonly asked: string;
  readonly by: string;
  readonly link: string;
  readonly acknowledge: string;
  readonly because: string;
  readonly passedOver: string;
  readonly semicolon: string;
  readonly signature: string;
}

const frameWords: Readonly<Record<Language, FrameWords>> = {
  zh: {
    greeting: (name) => `${name}，您好：`,
    asked: "请办理：",
    by: "截止：",
    link: "打开事件：",
    acknowledge: "确认收到（打开后再点一次按钮）：",
    because: "您收到本通知的原因：",
    passedOver: "未通知到：",
    semicolon: "；",
    signature: "本通知由 Answerable 自动发出，请勿直接回复。",
  },
  en: {
    greeting: (name) => `Dear ${name},`,
    asked: "To do: ",
    by: "By: ",
    link: "Open the incident:",
    acknowledge: "Acknowledge (opens a page with one button):",
    because: "Why you received this: ",
    passedOver: "Not notified: ",
    semicolon: "; ",
    signature: "Sent automatically by Answerable. Replies to this address are not read.",
  },
};
