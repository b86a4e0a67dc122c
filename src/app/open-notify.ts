/** Joins the notifications with what people can do about them. */
import type { Config } from "../../config/config.ts";
import type { Storage } from "../../db/open-storage.ts";
import type { Playbook } from "../../machines/playbook.ts";
import { sayingOf } from "../playbook/phrasing.ts";
import { servicesOf, type OwnServices } from "./own-channels.ts";
import { makeAcknowledgeLink } from "../desk/delivery/acknowledge-link.ts";
import { acknowledging } from "../desk/delivery/acknowledge.ts";
import type { Preset } from "../channels/preset.ts";
import { carriesLinks, recognise } from "../channels/recognise.ts";
import { channelProofs } from "../desk/delivery/channel-proofs.ts";
import { personalChannels } from "../desk/delivery/channels.ts";
import { deliveryLog } from "../desk/delivery/deliveries.ts";
import type { NotificationDesk } from "../desk/delivery/types.ts";
import type { Desk } from "../desk/types.ts";
import type { Organisation, Person, Named } from "../directory/person.ts";
import type { Engine } from "../engine/index.ts";
import { doorNow } from "../kernel/acting.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Auth } from "../playbook/act-command.ts";
import { systemNewId } from "../kernel/ids.ts";
import { systemNewSecret } from "../kernel/secret.ts";
import { openNotify, type Notify, type NotifyParts } from "../notify/open-notify.ts";
import { webhookSecret } from "../notify/standard-webhooks.ts";
import type { Transport } from "../notify/transport.ts";
import { OwnNetworks } from "../outgoing/addresses.ts";
import { checkedAddress } from "../outgoing/post.ts";
import type { Organisation as OrganisationRecord } from "../organisation/commands.ts";
import type { Directory } from "../directory/types.ts";
import type { checkpointFooter } from "./log-record.ts";
import type { OrganisationStore } from "./open-organisation.ts";

export interface PostParts {
  readonly storage: Storage;
  readonly playbooks: readonly Playbook[];
  readonly organisation: Organisation;
  readonly people: readonly Person[];
  readonly everybody: readonly Named[];
  /** Null while only the settings file is known. */
  readonly directory: () => Directory | null;
  /** Null: there is none to change. */
  readonly record: Pick<OrganisationRecord, "directory" | "act"> | null;
  readonly transport: Transport;
  readonly baseUrl: string;
  readonly clock: Clock;
  /** The organisation's own networks to which webhooks may lead. */
  readonly ownNetworks: readonly string[];
  /** Services whose addresses are recognised. */
  readonly services: readonly Preset[];
  readonly checkpointLine: NonNullable<NotifyParts["checkpointLine"]>;
  /** What waits can go now. */
  readonly sendNow: () => void;
}

export interface Post extends Notify {
  notificationDesk(desk: Desk, engine: Pick<Engine, "messages" | "opened">): NotificationDesk;
}

function openPost(parts: PostParts): Post {
  const { storage, organisation, clock, baseUrl, ownNetworks, services, sendNow } = parts;
  const links = storage.acknowledgeLinks;
  const linkParts = { links, newSecret: systemNewSecret, baseUrl, now: () => clock.now() };
  const notify = openNotify({
    ...parts,
    saying: sayingOf(organisation, parts.everybody),
    numberOf: async (instance) => (await storage.incidents.byId(instance))?.number ?? null,
    acknowledgeLink: (message, person) => makeAcknowledgeLink(linkParts, message, person),
    onReturn: sendNow,
    outgoing: { own: ownNetworks },
    services,
  });
  const own = new OwnNetworks(ownNetworks);
  const serviceAt = (address: string) => {
    const service = recognise(services, address);
    return service && { ...service, carriesLinks: carriesLinks(service) };
  };
  const proofsFor = (desk: Pick<Desk, "person">) =>
    channelProofs({
      proofs: storage.channelProofs,
      webhooks: storage.webhooks,
      person: (id) => desk.person(id),
      serviceAt,
      isMailKept: parts.transport.keeps === true,
      links: linkParts,
      clock,
      newSecret: systemNewSecret,
    });
  return {
    ...notify,
    notificationDesk: (desk, engine) => ({
      ...acknowledging({ desk, links, proofs: proofsFor(desk) }),
      ...deliveryLog({
        desk,
        deliveries: storage.deliveries,
        notifications: storage.notifications,
        messagesOf: async (instance, ids) => engine.opened(instance, await engine.messages(instance, { ids })),
        sendNow,
      }),
      mailInvitation: (invitation) => notify.mailInvitation(invitation, systemNewId()),
      ...personalChannels({
        webhooks: storage.webhooks,
        clock,
        newId: systemNewId,
        newWebhookSecret: () => webhookSecret(systemNewSecret()),
        serviceAt,
        whyNotAddress: (address) => whyNotAddress(address, own),
        proofs: proofsFor(desk),
        isMailKept: parts.transport.keeps === true,
        store: storage.channelProofs,
        test: notify.testChannel,
        useWebhook: (person) => useWebhook(parts.record, person),
        baseUrl,
      }),
    }),
  };
}

/** What was chosen before keeps its place, and the quiet hours stay. */
async function useWebhook(record: PostParts["record"], { id }: Person): Promise<void> {
  const person = record?.directory().people.find((one) => one.id === id);
  const chosen = (person?.channels ?? []).filter(({ on }) => on).map(({ kind }) => kind);
  if (!record || !person || chosen.includes("webhook")) return;
  const [first = "webhook"] = chosen;
  const order = first === "webhook" ? { first } : { first, second: "webhook" };
  const { from: quietFrom, until: quietUntil } = person.quietHours ?? {};
  const values = { person: id, ...order, ...(quietFrom === undefined ? {} : { quietFrom, quietUntil }) };
  const auth = doorNow() as Auth | undefined;
  await record.act("CHANNELS_CHANGED", values, id, { commandId: systemNewId(), ...(auth && { auth }) });
}

function whyNotAddress(address: string, own: OwnNetworks): string | null {
  try {
    checkedAddress(address, own);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

type NotificationParts = Omit<PostParts, "directory" | "ownNetworks" | "sendNow" | "services" | "checkpointLine"> &
  Pick<OrganisationStore, "record"> & { engine: Engine };
type Footer = ReturnType<typeof checkpointFooter>;

export function openNotifications(
  config: Config,
  told: NotificationParts,
  footer: Footer,
  overrides: OwnServices,
): Post {
  const services = servicesOf(config, overrides);
  const { engine, record } = told;
  const own = { services, ownNetworks: config.webhookNetworks, checkpointLine: footer.line };
  return openPost({ ...told, ...own, directory: () => establishedIn(record), sendNow: () => engine.sendNow() });
}

function establishedIn(record: OrganisationStore["record"]): Directory | null {
  const directory = record?.directory();
  return directory?.established ? directory : null;
}
