/** What all letters have in common: greeting, what happened, what is asked and by when, the link, who sends it. */
import type { Language, Letter, SayTime, Text } from "../../machines/playbook.ts";
import type { Organisation, Person } from "../desk/types.ts";

export interface FrameOptions {
  readonly letter: Letter;
  readonly person: Pick<Person, "name" | "language">;
  readonly organisation: Pick<Organisation, "name">;
  /** The incident's page. */
  readonly link: string;
  readonly sayTime: SayTime;
}

export interface WrittenLetter {
  readonly subject: string;
  readonly text: string;
}

export function writeLetter({ letter, person, organisation, link, sayTime }: FrameOptions): WrittenLetter {
  const { language } = person;
  const say = (text: Text) => text[language];
  const words = frameWords[language];
  const parts = [
    words.greeting(person.name),
    say(letter.happened),
    `${words.asked}${say(letter.asked)}`,
    ...(letter.dueAt === null ? [] : [`${words.by}${sayTime(letter.dueAt, language)}`]),
    `${words.link}\n${link}`,
    `${words.signature}\n${say(organisation.name)}`,
  ];
  return { subject: `[${say(organisation.name)}] ${say(letter.subject)}`, text: `${parts.join("\n\n")}\n` };
}

interface FrameWords {
  readonly greeting: (name: string) => string;
  readonly asked: string;
  readonly by: string;
  readonly link: string;
  readonly signature: string;
}

const frameWords: Readonly<Record<Language, FrameWords>> = {
  zh: {
    greeting: (name) => `${name}，您好：`,
    asked: "待办事项：",
    by: "时限：",
    link: "打开事件：",
    signature: "本信由 Answerable 自动发出，回复无人阅读。",
  },
  en: {
    greeting: (name) => `Dear ${name},`,
    asked: "What is asked of you: ",
    by: "By: ",
    link: "Open the incident:",
    signature: "Sent automatically by Answerable. Nobody reads replies to this address.",
  },
};
