/** Acknowledging from a notification: what its link leads to, and the act itself, which is the same as at the desk. */
import { admits } from "../audience.ts";
import type { Desk } from "../types.ts";
import type { IncidentView, RecordPart } from "../views.ts";
import type { Person } from "../../directory/person.ts";
import type { AcknowledgeLink, AcknowledgeLinkStore } from "../delivery-ports.ts";
import { channelTestedBy, findAcknowledgeLink } from "./acknowledge-link.ts";
import type { ChannelProofs } from "./channel-proofs.ts";
import type { Acknowledgement, Linked, NotificationDesk } from "./types.ts";

export interface AcknowledgeParts {
  readonly desk: Desk;
  readonly links: AcknowledgeLinkStore;
  readonly proofs: ChannelProofs;
}

export function acknowledging({
  desk,
  links,
  proofs,
}: AcknowledgeParts): Pick<NotificationDesk, "acknowledgement" | "acknowledge"> {
  const look = async (token: string): Promise<Acknowledgement> => {
    const means = await findAcknowledgeLink(links, token);
    const tested = means && channelTestedBy(means);
    if (means && tested) return testOf(desk, means, await proofs.stateOf(tested));
    const person = means === null ? null : readerOf(desk, means);
    const view =
      means === null || person === null ? null : await desk.incident(instanceOf(means), person, onlyAbout(means));
    const event = means === null || view === null ? null : eventOf(view, means);
    if (means === null || person === null || view === null || event === null) return { state: "unknown" };
    return stateOf({ person, view, event }, means, desk.now());
  };
  return {
    acknowledgement: look,
    acknowledge: async (token, values) => {
      const found = await look(token);
      const means = await findAcknowledgeLink(links, token);
      const tested = means && channelTestedBy(means);
      if (tested && found.state === "test" && found.proof === "open") await proofs.prove(tested);
      if (found.state !== "open" || means === null) return null;
      // Pressed twice it is done once.
      const commandId = `acknowledge:${means.message}:${means.person}`;
      return desk.act(found.view.row.id, found.event, values, found.person, {
        commandId,
        isDesksOwn: true,
        auth: "link",
      });
    },
  };
}

/** Also of those who read no incidents: it is their own channel. */
function testOf(desk: Desk, means: AcknowledgeLink, proof: "open" | "proven" | "changed"): Acknowledgement {
  const person = desk.person(means.person);
  if (person === null) return { state: "unknown" };
  return { state: "test", person, proof: proof === "open" && desk.now() >= means.expiresAt ? "expired" : proof };
}

function onlyAbout({ message }: AcknowledgeLink): RecordPart {
  return { messages: [message], entriesMax: 0 };
}

/** Whoever has lost the roles in which the notification came may not read by its link what they may not read at the desk. */
function readerOf(desk: Desk, means: AcknowledgeLink): Person | null {
  const person = desk.person(means.person);
  return admits("incident-readers", person) ? person : null;
}

/** A message's id is its incident's, and where in its log it was asked for. */
function instanceOf({ message }: AcknowledgeLink): string {
  return message.slice(0, message.lastIndexOf(":"));
}

function eventOf({ playbook, messages }: IncidentView, { message }: AcknowledgeLink): string | null {
  const type = messages.find((one) => one.message.id === message)?.message.type;
  return type === undefined ? null : (playbook.notifications[type]?.acknowledge ?? null);
}

function stateOf(linked: Linked, means: AcknowledgeLink, now: number): Acknowledgement {
  const { view, event } = linked;
  const acknowledged = view.messages.find(({ message }) => message.id === means.message)?.acknowledged;
  if (acknowledged) return { ...linked, state: "acknowledged", ...acknowledged };
  if (now >= means.expiresAt) return { ...linked, state: "expired" };
  const offered = view.offered.find(({ form }) => form.type === event);
  if (offered?.acceptable && offered.permitted) return { ...linked, state: "open" };
  return { ...linked, state: "not-now", sentence: offered?.whyNot ?? notNow };
}

const notNow = { zh: "目前无须确认。", en: "Nothing to acknowledge." };
