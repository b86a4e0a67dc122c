/** Texts of an opening that the playbook's `input` put where they are not found, so that they would stand in the log. */
import { playbookKey, type Playbook } from "../../machines/playbook.ts";
import { apartOf } from "../playbook/apart.ts";

type Event = Parameters<ReturnType<typeof apartOf>>[1];

export function textsLeft(playbook: Playbook, values: Readonly<Record<string, unknown>>, input: unknown) {
  const texts: string[] = [];
  const started = (put: (text: string) => string, given: unknown) => {
    const [machine, event] = [playbookKey(playbook), { type: "start", input: given } as Event];
    return apartOf([playbook])(machine, event, put);
  };
  started((text) => {
    texts.push(text);
    return "";
  }, values);
  const kept = JSON.stringify(started(() => "", input));
  return [...new Set(texts)].filter((text) => kept.includes(JSON.stringify(text)));
}
