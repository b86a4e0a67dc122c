/** Says what one message tells each of its readers. */
import {
  playbookKey,
  type Earlier,
  type Language,
  type NotificationTemplate,
  type NotificationText,
  type Playbook,
  type Text,
} from "../../machines/playbook.ts";
import type { DeliveryStore } from "../desk/delivery-ports.ts";
import { UndeliverableError } from "../engine/failures.ts";
import type { Message } from "../engine/types.ts";
import type { Clock } from "../kernel/clock.ts";
import { isolateTexts } from "../kernel/isolate.ts";
import { withErasuresIn } from "../playbook/erasures.ts";
import { phrasingFor, type PhrasingParts } from "../playbook/phrasing.ts";
import type { NotificationRecipient } from "../roster/recipients.ts";

export interface RenderOptions {
  readonly playbooks: readonly Playbook[];
  readonly deliveries: Pick<DeliveryStore, "toldOf">;
  readonly clock: Clock;
  readonly saying: PhrasingParts;
  /** What everybody calls the incident by; null when there is none. */
  readonly numberOf: (instance: string) => Promise<number | null>;
}

export interface Rendered {
  readonly message: Message;
  readonly template: NotificationTemplate;
  /** Throws `UndeliverableError` without words for this reader. */
  textFor(called: NotificationRecipient): NotificationText;
}

/** Throws `UndeliverableError` when there are no words for it. */
export async function render(options: RenderOptions, message: Message): Promise<Rendered> {
  const { clock, saying, numberOf } = options;
  const template = templateOf(options, message);
  const [number, earlier] = await Promise.all([numberOf(message.instance), earlierOf(options, message, template)]);
  // The playbook wrote these params itself; a template reads back what its own machine put there.
  const params = isolateTexts(message.params);
  const write = (reader?: { readonly id: string; readonly roles: NotificationRecipient["roles"] }) =>
    template.write(params, phrasingFor(saying, { number, now: clock.now(), earlier, ...(reader && { reader }) }));
  writable(message, write);
  return {
    message,
    template,
    textFor: ({ person: { id, language }, roles }) =>
      writable(message, () => {
        const text = write({ id, roles });
        expectWords(text, language);
        return erasuresSaid(text, language, saying);
      }),
  };
}

/** Where a text was erased before it was sent. Words of the other language, which may be missing, are left alone. */
function erasuresSaid(text: NotificationText, language: Language, saying: PhrasingParts): NotificationText {
  const said = Object.entries(text).map(([name, part]: [string, unknown]) => {
    if (typeof part !== "object" || part === null || !("zh" in part && "en" in part)) return [name, part];
    const words = (part as Text)[language];
    const said = withErasuresIn(words, language, saying);
    return [name, said === words ? part : { ...part, [language]: said }];
  });
  return Object.fromEntries(said) as NotificationText;
}

/** Reads every part as it will be read: words that are missing are missed here, and not when several leave together. */
function expectWords(text: NotificationText, language: Language): void {
  const parts: readonly unknown[] = Object.values(text);
  const texts = parts.filter((part): part is Text => typeof part === "object" && part !== null);
  if (texts.some((part) => typeof part[language] !== "string")) throw new Error("a part of it has no words");
}

/** Throws `UndeliverableError` when nobody has words for it. */
function templateOf({ playbooks }: RenderOptions, { machine, type }: Message): NotificationTemplate {
  const playbook = playbooks.find((one) => playbookKey(one) === machine);
  if (!playbook) throw new UndeliverableError(`There is no playbook ${machine} to say what "${type}" means.`);
  const template = playbook.notifications[type];
  if (!template) throw new UndeliverableError(`The playbook ${machine} has no notification "${type}".`);
  return template;
}

/** Who was sent a notification about the same matter by then. */
async function earlierOf(
  { deliveries }: RenderOptions,
  { instance, params, at }: Message,
  { earlier }: NotificationTemplate,
): Promise<readonly Earlier[]> {
  if (earlier === undefined) return [];
  const told = await deliveries.toldOf(instance, earlier.notifications, at);
  // Both params are those of the playbook's own effects.
  return told
    .filter((one) => earlier.isSameMatter(one.params, params))
    .map(({ recipient, params: theirs }) => ({ person: recipient, params: theirs }));
}

/** A template is a pure function: what it cannot write now it cannot write later either. */
function writable<Written>({ machine, type }: Message, write: () => Written): Written {
  try {
    return write();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UndeliverableError(`The playbook ${machine} cannot write its notification "${type}": ${why}`);
  }
}
