/**
 * Sends somebody the link by which they choose a password. Whoever has the link is let in, so it goes straight to the mail
 * server: what passes through the queue, the log or a notification in a file can be read there later.
 */
import type { FormatTime, Text } from "../../machines/playbook.ts";
import type { InvitationMail, InvitationMailed } from "../desk/delivery-ports.ts";
import type { Organisation } from "../directory/person.ts";
import type { Clock } from "../kernel/clock.ts";
import { writeNotification } from "./frame.ts";
import type { Transport } from "./transport.ts";

/** `id` is the notification's own. */
export type MailInvitation = (invitation: InvitationMail, id: string) => Promise<InvitationMailed>;

/** Whoever invites waits in front of a page. */
const patienceMs = 15_000;

interface InvitationParts {
  readonly transport: Transport;
  readonly organisation: Organisation;
  readonly clock: Clock;
  readonly wall: Pick<Clock, "after">;
  readonly formatTime: FormatTime;
}

export function makeInvitationMailer(parts: InvitationParts): MailInvitation {
  return async (invitation, id) => {
    if (parts.transport.channel !== "mail" || invitation.to.address === "") return { outcome: "not-by-mail" };
    try {
      return { outcome: "sent", answer: await inTime(parts, send(parts, invitation, id)) };
    } catch (error) {
      return { outcome: "failed", answer: error instanceof Error ? error.message : String(error) };
    }
  };
}

async function send(parts: InvitationParts, invitation: InvitationMail, id: string): Promise<string> {
  const { to, by, link, expiresAt, isFirst } = invitation;
  const { organisation, formatTime, clock } = parts;
  const { subject, happened } = (isFirst ? first : again)(by, organisation.name);
  const written = writeNotification({
    items: [{ notification: { subject, happened, asked, dueAt: expiresAt, dueNote } }],
    person: to,
    organisation,
    link,
    linkWords,
    notes: [unexpected(by)],
    time: formatTime,
  });
  return parts.transport.send({
    message: id,
    instance: `invitation:${to.id}`,
    at: clock.now(),
    recipient: to.id,
    to,
    sender: organisation.name[to.language],
    language: to.language,
    ...written,
  });
}

function inTime({ wall }: InvitationParts, sending: Promise<string>): Promise<string> {
  let takeBack: () => void = () => undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    takeBack = wall.after(patienceMs, () => {
      const seconds = String(patienceMs / 1000);
      reject(new Error(`No response from the mail server for ${seconds} s; the e-mail may still arrive.`));
    });
  });
  return Promise.race([sending, limit]).finally(takeBack);
}

const first = (by: string, { zh, en }: Text) => ({
  subject: { zh: "邀请您使用值班台", en: "Invitation to the duty desk" },
  happened: {
    zh: `${by}邀请您使用${zh}值班台。`,
    en: `${by} has invited you to the duty desk of ${en}.`,
  },
});

const again = (by: string, { zh, en }: Text) => ({
  subject: { zh: "设置密码的新链接", en: "New link to set a password" },
  happened: {
    zh: `${by}为您生成了新的密码设置链接（${zh}值班台），此前的链接已失效。`,
    en: `${by} created a new link for you to set a password for the duty desk of ${en}. Earlier links no longer work.`,
  },
});

const asked: Text = {
  zh: "打开链接，设置一个只有您知道的密码。链接只能使用一次，请勿转发。",
  en: "open the link and choose a password that only you know. The link works once; do not pass it on.",
};

const dueNote: Text = { zh: "过期作废", en: "after which the link expires" };

const linkWords: Text = { zh: "设置密码：", en: "Set a password:" };

const unexpected = (by: string): Text => ({
  zh: `如非您本人预期，请勿打开链接，并通过已有方式向${by}核实。链接不打开则不生效，到期自动作废。`,
  en: `If you did not expect this, do not open the link; contact ${by} through a channel you already use. If the link is not opened, nothing changes and it expires.`,
});
