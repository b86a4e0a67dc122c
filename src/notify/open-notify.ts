/** Joins what it takes to notify people: the notifications, their channels, and what keeps one channel from blocking another. */
import type { Playbook, Post } from "../../machines/playbook.ts";
import { actorWords } from "../directory/directory.ts";
import type { NotificationStore } from "../desk/notification-ports.ts";
import type { DeliveryRow, DeliveryStore } from "../desk/delivery-ports.ts";
import type { ChannelProofStore } from "../organisation/channel-proof-ports.ts";
import type { WebhookStore } from "../organisation/webhook-ports.ts";
import type { Organisation, Person } from "../directory/person.ts";
import type { Deliver } from "../engine/ports.ts";
import { systemRandom, type Random } from "../kernel/random.ts";
import { steadyClock, systemClock, type Clock } from "../kernel/clock.ts";
import { Circuits } from "../outgoing/circuits.ts";
import { Turns } from "../outgoing/turns.ts";
import { openOutgoing, type OutgoingOptions } from "../outgoing/post.ts";
import type { PhrasingParts } from "../playbook/phrasing.ts";
import type { Directory } from "../directory/types.ts";
import { knownServices } from "../channels/known-services.ts";
import type { Preset } from "../channels/preset.ts";
import { recipientsBy } from "../roster/recipients.ts";
import { makeAccountNotice, type SendAccountNotice } from "./account-notice.ts";
import { makeChannelTest, type TestChannel } from "./channel-test.ts";
import type { RenderOptions } from "./render-notification.ts";
import type { ChannelOptions } from "./channels.ts";
import { makeDeliver } from "./deliver.ts";
import { makeInvitationMailer, type MailInvitation } from "./invitation.ts";
import { ServicePace } from "./service-pace.ts";
import { InFlightSends } from "./in-flight-sends.ts";
import type { Transport } from "./transport.ts";

/** A notification waits this long for a slow receiver before the next is sent; the receiver still gets all of its time. */
const patienceMs = 5_000;
/** So long after its first try on one channel, the next is told as well. */
const secondChannelAfterMs = 2 * 60_000;

/** When nobody says how long there is. */
const closeLimitMs = 4_000;

export interface NotifyParts {
  readonly playbooks: readonly Playbook[];
  readonly organisation: Organisation;
  /** Kept up to date in place. */
  readonly people: readonly Person[];
  /** Null while only the settings file is known. */
  readonly directory: () => Directory | null;
  readonly storage: {
    readonly notifications: NotificationStore;
    readonly deliveries: DeliveryStore;
    readonly webhooks: WebhookStore;
    readonly channelProofs: ChannelProofStore;
  };
  readonly transport: Transport;
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly saying: PhrasingParts;
  /** What everybody calls an incident by. */
  readonly numberOf: RenderOptions["numberOf"];
  readonly acknowledgeLink: ChannelOptions["acknowledgeLink"];
  readonly checkpointLine?: NonNullable<ChannelOptions["checkpointLine"]>;
  /** A way that was silent answers again: what waits can go now. */
  readonly onReturn?: () => void;
  readonly outgoing?: OutgoingOptions;
  /** Services whose addresses are recognised. */
  readonly services?: readonly Preset[];
  readonly random?: Random;
  readonly patienceMs?: number;
  /** Measures how long somebody hangs. */
  readonly steady?: Clock;
}

export interface Notify {
  readonly deliver: Deliver;
  readonly testChannel: TestChannel;
  readonly mailInvitation: MailInvitation;
  readonly sendAccountNotice: SendAccountNotice;
  /**
   * Sends nothing more, and waits for what is on its way, so that its outcome is written down; call it before the storage is
   * closed. What is not answered by `limit` is broken off.
   */
  rest(limit: AbortSignal): Promise<void>;
  /** The same, for a little while, and lets go of every connection. */
  close(): Promise<void>;
}

export function openNotify(parts: NotifyParts): Notify {
  const { people, storage, clock, transport, outgoing: outgoingOptions = {}, random = systemRandom } = parts;
  const wall = outgoingOptions.wall ?? systemClock;
  const outgoing = openOutgoing(outgoingOptions);
  const inFlight = new InFlightSends<readonly DeliveryRow[]>(parts.patienceMs ?? patienceMs, wall);
  const services = parts.services ?? knownServices;
  const pace = new ServicePace(clock);
  const webhook = { outgoing, webhooks: storage.webhooks, proofs: storage.channelProofs, wall, services, pace };
  const mailOf = (id: string) => people.find((person) => person.id === id)?.email || null;
  const { formatTime } = parts.saying;
  const dutyLabel = (id: string) => parts.directory()?.layers.find((layer) => layer.id === id)?.label ?? null;
  const postLabel = (post: Post) => {
    const directory = parts.directory();
    return directory === null ? null : actorWords(directory, post);
  };
  const deliver = makeDeliver({
    ...parts,
    formatTime,
    saying: { ...parts.saying, dutyLabel, postLabel },
    ...storage,
    webhook,
    mailOf,
    recipients: {
      of: (...asked) => recipientsBy(parts.directory(), people).of(...asked),
    },
    circuits: new Circuits(clock, random),
    turns: new Turns(parts.steady ?? steadyClock),
    inFlight: inFlight,
    unwritten: new Map<string, DeliveryRow>(),
    secondChannelAfterMs,
    onReturn: parts.onReturn ?? (() => undefined),
  });
  const rest = async (limit: AbortSignal): Promise<void> => {
    inFlight.hurry();
    await Promise.all([transport.rest?.(limit), outgoing.rest(limit)]);
    await inFlight.idle(limit);
  };
  return {
    deliver,
    testChannel: makeChannelTest({ transport, webhook, mailOf, organisation: parts.organisation, clock }),
    mailInvitation: makeInvitationMailer({ ...parts, formatTime, wall }),
    rest,
    sendAccountNotice: makeAccountNotice({ ...parts, formatTime, webhook }),
    close: async () => {
      const limit = new AbortController();
      const takeBack = wall.after(closeLimitMs, () => limit.abort());
      await rest(limit.signal).finally(takeBack);
      await outgoing.close();
    },
  };
}
