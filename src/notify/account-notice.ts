/** What somebody reads when something about their account was changed: what, by whom, and what to do if it was not them. */
import type { FormatTime, Text } from "../../machines/playbook.ts";
import type { AccountNotice } from "../accounts/way-ports.ts";
import type { WebhookStore } from "../organisation/webhook-ports.ts";
import type { Organisation } from "../directory/person.ts";
import { noticeWords, otherWords } from "./account-notice-words.ts";
import { writeNotification } from "./frame.ts";
import type { NotificationOptions } from "./parts.ts";
import { factsOf } from "./service-facts.ts";
import type { Transport } from "./transport.ts";
import { postWebhook, type WebhookParts } from "./webhook.ts";

/** Returns what the receiver said. Throws `UndeliverableError` when it will not do tomorrow either. */
export type SendAccountNotice = (notice: AccountNotice) => Promise<string>;

interface NoticeParts {
  readonly transport: Transport;
  readonly webhook: WebhookParts & { readonly webhooks: Pick<WebhookStore, "switchOff"> };
  readonly organisation: Organisation;
  readonly baseUrl: string;
  readonly formatTime: FormatTime;
}

export function makeAccountNotice(parts: NoticeParts): SendAccountNotice {
  return async (notice) => (notice.channel === "mail" ? byMail(parts, notice) : byWebhook(parts, notice));
}

async function byMail(parts: NoticeParts, notice: AccountNotice): Promise<string> {
  const { transport, organisation } = parts;
  const { id, person, name, language, address, at } = notice;
  const written = writeNotification(notificationOf(parts, notice));
  const to = { name, address };
  return transport.send({
    message: id,
    instance: `account:${person}`,
    at,
    recipient: person,
    to,
    sender: organisation.name[language],
    language,
    ...written,
  });
}

function notificationOf(parts: NoticeParts, notice: AccountNotice): NotificationOptions {
  const { name, language } = notice;
  return {
    items: [{ notification: { ...textsOf(parts, notice), dueAt: null } }],
    person: { name, language },
    organisation: parts.organisation,
    link: linkOf(parts),
    linkWords,
    time: parts.formatTime,
  };
}

/** So begin the secrets that the desk makes. */
const ownSecretMark = "whsec_";

/** To where it was before the change, signed with what was agreed there. */
async function byWebhook(parts: NoticeParts, notice: AccountNotice): Promise<string> {
  const { id, person, name, language, address, secret, at } = notice;
  const { subject, happened, details, asked } = textsOf(parts, notice);
  const to = {
    person,
    address,
    secret: secret ?? "",
    earlierSecret: null,
    earlierUntil: null,
    // What was kept is whichever of the two is used there.
    serviceSecret: secret?.startsWith(ownSecretMark) === true ? null : secret,
    off: null,
    changedAt: at,
  };
  const data = {
    person: name,
    language,
    subject: subject[language],
    happened: `${happened[language]}${language === "zh" ? "" : " "}${details[language]}`,
    asked: asked[language],
    link: linkOf(parts),
  };
  const facts = factsOf(notificationOf(parts, notice), true);
  return postWebhook(parts.webhook, to, { type: "account", id, at, data, facts });
}

function linkOf({ baseUrl }: NoticeParts): string {
  return `${baseUrl}/account`;
}

const linkWords: Text = { zh: "查看您的账号：", en: "Open your account: " };

/** What happened, in one sentence; then when, and by whom. */
function textsOf(
  { formatTime, organisation }: NoticeParts,
  notice: AccountNotice,
): Record<"subject" | "happened" | "details" | "asked", Text> {
  const { what, detail, by, at } = notice;
  const words = noticeWords[what] ?? otherWords;
  const plain = detail.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, " ");
  const who: Text = by === null || by === "" ? { zh: "", en: "" } : { zh: `，由${by}操作`, en: `, by ${by}` };
  const inBoth = (say: (language: "zh" | "en") => string): Text => ({ zh: say("zh"), en: say("en") });
  return {
    subject: words.subject,
    happened: inBoth((language) => words.happened(plain, organisation.name[language])[language]),
    details: { zh: `时间：${formatTime(at, "zh")}${who.zh}。`, en: `When: ${formatTime(at, "en")}${who.en}.` },
    asked: words.asked ?? asked,
  };
}

const asked: Text = {
  zh: "如系本人操作或经您同意，无需处理。如非本人操作，请立即打开账号页面，结束不认识的登录并更换密码；已无法登录的，请通过已有联系方式联系系统管理员。",
  en: "nothing, if it was you or you agreed to it. If not: open your account now, end what you do not know, and change your password; if you cannot sign in, call an administrator by a number that you already have.",
};
