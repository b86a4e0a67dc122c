/** Who is meant, worked out at the moment at which a notification is sent, with everybody who is passed over and why. */
import { firstLayers, firstPosts } from "../../machines/organisation/vocabulary.ts";
import { isAddressedTo, roleWords, type Recipient, type Role, type Text } from "../../machines/playbook.ts";
import type { Person } from "../directory/person.ts";
import type { Directory } from "../directory/types.ts";
import type { ChannelKind } from "../directory/entries.ts";
import { actorWords, personById, readsIncidents } from "../directory/directory.ts";
import { recipientsAt } from "./ladder.ts";

export type Addressee = Pick<Person, "id" | "name" | "language">;

export interface NotificationRecipient {
  readonly person: Addressee;
  /** In the order in which they are tried. */
  readonly channels: readonly ChannelKind[];
  /** Said in the notification: for whom they act. Null when it is for them anyway. */
  readonly because: Text | null;
  readonly insteadOf: string | null;
  /** What they are told as, in words; null where they are named by name. */
  readonly as: Text | null;
  /** The roles in which they are told; null: whoever has to act. */
  readonly roles: readonly Role[] | null;
}

export interface SkippedRecipient {
  /** Null when the recipient names nobody. */
  readonly person: string | null;
  readonly why: Text;
}

export interface Reached {
  readonly people: readonly NotificationRecipient[];
  readonly skipped: readonly SkippedRecipient[];
}

export interface Recipients {
  /** Nobody twice. `disturb`: quiet hours do not count, because otherwise nobody would be told. */
  of(recipients: readonly Recipient[], at: number, asked?: { readonly disturb?: boolean }): Reached;
}

const everyChannel: readonly ChannelKind[] = ["mail", "webhook"];

/** By the organisation's record; while there is none (null), by the settings file. */
export function recipientsBy(directory: Directory | null, people: readonly Person[]): Recipients {
  return directory === null ? settingsRecipients(people) : directoryRecipients(directory);
}

/** Over the people of the settings file, who are always there: no roster, no posts, no absence, no quiet hours. */
function settingsRecipients(people: readonly Person[]): Recipients {
  // Nobody is told what they may not read.
  const readers = people.filter(({ roles }) => readsIncidents(roles));
  const isThere = (recipient: Recipient) => readers.some((person) => isAddressedTo(person, recipient));
  const orElse = (recipient: Recipient): Recipient =>
    ("person" in recipient || "post" in recipient) && recipient.orElse !== undefined && !isThere(recipient)
      ? { role: recipient.orElse }
      : recipient;
  return {
    of: (recipients) => ({
      people: readers
        .filter((person) => recipients.map(orElse).some((recipient) => isAddressedTo(person, recipient)))
        .map((person) => ({
          person,
          channels: everyChannel,
          because: null,
          insteadOf: null,
          ...settingsRoles(person, recipients.map(orElse)),
        })),
      skipped: recipients
        .filter((recipient) => !isThere(recipient))
        .map((recipient) => ({
          person: "person" in recipient ? recipient.person : null,
          why: whyNobody(people, recipient),
        })),
    }),
  };
}

function settingsRoles({ id, roles }: Person, recipients: readonly Recipient[]) {
  const meant = recipients.flatMap((one) => ("role" in one && roles.includes(one.role) ? [one.role] : []));
  const byName = recipients.some((one) => "person" in one && one.person === id);
  const [first] = meant;
  const as = first === undefined ? null : roleWords[first];
  return { as, roles: byName ? roles : meant };
}

/** Over the organisation: roles, roster, absences with deputies, quiet hours. */
function directoryRecipients(directory: Directory): Recipients {
  return {
    of: (recipients, at, { disturb = false } = {}) => {
      const now = disturb ? withoutQuietHours(directory) : directory;
      const { people, skipped } = recipientsAt(now, recipients, at);
      return {
        people: people.flatMap((called) => {
          const person = personById(now, called.person);
          const because = called.insteadOf === null ? null : called.why;
          if (!person) return [];
          // One that the person has not put into an order comes last; without an address it is not used anyway.
          const unlisted = everyChannel.filter((kind) => !person.channels.some((choice) => choice.kind === kind));
          const channels = [...called.channels, ...unlisted];
          const { insteadOf, as, roles } = called;
          return [{ person, channels, because, insteadOf, as, roles: roles.length > 0 ? roles : person.roles }];
        }),
        skipped,
      };
    },
  };
}

export function withoutQuietHours(directory: Directory): Directory {
  return { ...directory, people: directory.people.map((person) => ({ ...person, quietHours: null })) };
}

function whyNobody(people: readonly Person[], recipient: Recipient): Text {
  const meant = people.filter((person) => isAddressedTo(person, recipient)).map(({ name }) => name);
  if (meant.length === 0) return noOneIs(recipient);
  return { zh: `${meant.join("、")}无权查看事件`, en: `${meant.join(", ")} cannot see incidents` };
}

function noOneIs(recipient: Recipient): Text {
  if ("role" in recipient) {
    const { zh, en } = roleWords[recipient.role];
    return { zh: `无人担任${zh}`, en: `no one has the role ${en}` };
  }
  if ("layer" in recipient) {
    const { zh, en } = firstLayers.find(({ id }) => id === recipient.layer)?.label ?? {
      zh: recipient.layer,
      en: recipient.layer,
    };
    return { zh: `没有值班岗位“${zh}”`, en: `there is no duty position “${en}”` };
  }
  if ("post" in recipient) {
    const { zh, en } = actorWords({ posts: firstPosts, units: [] }, recipient);
    return { zh: `无人担任${zh}`, en: `no one holds the post ${en}` };
  }
  return { zh: `没有“${recipient.person}”这一人员`, en: `there is no person “${recipient.person}”` };
}
