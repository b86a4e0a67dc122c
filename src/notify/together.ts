/** Notifications that the clocks of an incident asked for at one moment, and that are for the same person, leave as one message. */
import { playbookKey } from "../../machines/playbook.ts";
import type { Message } from "../engine/types.ts";
import { UndeliverableError } from "../engine/failures.ts";
import type { DeliveryStore } from "../desk/delivery-ports.ts";
import { levelsOfMessage } from "./levels.ts";
import type { NotificationRecipient, Recipients, SkippedRecipient } from "../roster/recipients.ts";
import { render, type Rendered, type RenderOptions } from "./render-notification.ts";
import type { Item } from "./channels.ts";

export interface TogetherOptions extends RenderOptions {
  readonly deliveries: Pick<DeliveryStore, "toldOf" | "waitingBeside">;
  readonly recipients: Recipients;
}

/** What the others of the same moment tell a person. */
export type Beside = (person: string) => readonly Item[];

const nothing: Beside = () => [];

/** Names what leaves together: the incident and the moment, or the message where it stands alone. */
export const groupOf = ({ message: { id, instance, at }, template }: Rendered): string =>
  template.together === true ? `${instance} at ${at}` : id;

/** Only those that still wait; whoever gets them is worked out as for each alone. */
export async function besideOf(options: TogetherOptions, message: Message): Promise<Beside> {
  if (!leavesTogether(options, message)) return nothing;
  const waiting = await options.deliveries.waitingBeside(message);
  const others = waiting.filter((one) => one.id !== message.id && leavesTogether(options, one));
  const items = (await Promise.all(others.map((other) => itemsOf(options, other)))).flat();
  return (person) => items.filter(({ called }) => called.person.id === person);
}

const leavesTogether = ({ playbooks }: TogetherOptions, { machine, type }: Message): boolean =>
  playbooks.find((one) => playbookKey(one) === machine)?.notifications[type]?.together === true;

/** A message that cannot be written, or is for nobody, fails by itself. */
async function itemsOf(options: TogetherOptions, message: Message): Promise<readonly Item[]> {
  try {
    const rendered = await render(options, message);
    const { people, skipped } = firstReached(options, message);
    return people.map((called) => itemOf(rendered, called, skipped));
  } catch (error) {
    if (error instanceof UndeliverableError) return [];
    throw error;
  }
}

export const itemOf = (
  rendered: Rendered,
  called: NotificationRecipient,
  skipped: readonly SkippedRecipient[],
): Item => ({
  message: rendered.message,
  text: rendered.textFor(called),
  asksToAcknowledge: rendered.template.acknowledge !== undefined,
  called,
  skipped,
});

/** The first level of which anybody can be told, as the message itself will find it. */
function firstReached({ recipients, clock }: TogetherOptions, message: Message) {
  const skipped: SkippedRecipient[] = [];
  for (const level of levelsOfMessage(message)) {
    const reached = recipients.of(level, clock.now());
    skipped.push(...reached.skipped);
    if (reached.people.length > 0) return { people: reached.people, skipped };
  }
  return { people: [], skipped };
}
