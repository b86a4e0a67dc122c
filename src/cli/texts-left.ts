/** Texts of an opening that the playbook's `input` put where they are not found, so that they would stand in the log. */
import { playbookKey, type Playbook } from "../../machines/playbook.ts";
import type { MachineEvent } from "../engine/types.ts";
import { apartOf } from "../playbook/apart.ts";

export function textsLeft(playbook: Playbook, values: Readonly<Record<string, unknown>>, input: unknown) {
  const texts: string[] = [];
  const started = (put: (text: string) => string, given: unknown) => {
    const event = { type: "start", machine: playbookKey(playbook), hash: "", input: given } as unknown as MachineEvent;
    return apartOf([playbook])(event["machine"] as string, event, put);
  };
  started((text) => {
    texts.push(text);
    return "";
  }, values);
  const kept = JSON.stringify(started(() => "", input));
  return [...new Set(texts)].filter((text) => kept.includes(JSON.stringify(text)));
}
