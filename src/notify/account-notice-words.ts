import type { Text } from "../../machines/playbook.ts";

interface NoticeWords {
  readonly subject: Text;
  /** `detail`: a name, a device, an address; `organisation`: in the reader's language. */
  readonly happened: (detail: string, organisation: string) => Text;
  /** In the place of the usual advice. */
  readonly asked?: Text;
}

const changed: Text = { zh: "您的登录方式有变化", en: "Your sign-in has changed" };
const reached: Text = { zh: "您的联系方式有变化", en: "Your contact details have changed" };
const access: Text = { zh: "新增以您名义访问的权限", en: "New access in your name" };

const said = (subject: Text, zh: string, en: string): NoticeWords => ({ subject, happened: () => ({ zh, en }) });

/** For what a newer version wrote down. */
export const otherWords = said(changed, "您的账号有变化。", "Your account was changed.");

/** By what happened. */
export const noticeWords: Readonly<Record<string, NoticeWords>> = {
  "signed-in": {
    subject: { zh: "有新设备登录了您的账号", en: "New sign-in to your account" },
    happened: (device) => ({
      zh: `一台此前未用过的设备以您的身份登录：${device}。`,
      en: `Someone signed in as you on a device that had not been used before: ${device}.`,
    }),
  },
  "password-set": said(changed, "您的密码已更换。", "Your password was changed."),
  "password-removed": said(changed, "您的密码已移除。", "Your password was removed."),
  "codes-set": said(changed, "已启用动态验证码。", "One-time codes were set up."),
  "codes-removed": said(changed, "动态验证码已停用。", "One-time codes were removed."),
  "passkey-set": {
    subject: changed,
    happened: (name) => ({ zh: `已添加通行密钥“${name}”。`, en: `The passkey “${name}” was added.` }),
  },
  "passkey-removed": {
    subject: changed,
    happened: (name) => ({ zh: `通行密钥“${name}”已移除。`, en: `The passkey “${name}” was removed.` }),
  },
  "provider-set": {
    subject: changed,
    happened: (account) => ({
      zh: `统一身份账号 ${account} 已与您的账号关联，可用于登录。`,
      en: `The sign-in provider’s account ${account} was linked with yours and can sign in.`,
    }),
  },
  "provider-removed": {
    subject: changed,
    happened: (account) => ({
      zh: `统一身份账号 ${account} 已与您的账号解除关联。`,
      en: `The sign-in provider’s account ${account} is no longer linked with yours.`,
    }),
  },
  "provider-refused": {
    subject: { zh: "已拒绝一次以您的地址进行的登录", en: "A sign-in with your address was refused" },
    happened: (account) => ({
      zh: `另一个统一身份账号（${account}）使用您的电子邮件地址登录，已被拒绝，因为您的账号已关联另一个账号。`,
      en: `Another account of the sign-in provider (${account}) came with your e-mail address. It was refused, because yours is linked with a different one.`,
    }),
    asked: {
      zh: "如果这是您的新账号，请系统管理员为您重新关联；如果不是，请告知系统管理员。",
      en: "if that is your new account, ask an administrator to link it. If it is not, tell an administrator.",
    },
  },
  "session-removed": said(changed, "您的一处登录已被结束。", "One of your sign-ins was ended."),
  "device-removed": said(
    changed,
    "您的一台常用设备已被移除；下次在该设备上登录，会按新设备通知您。",
    "One of your known devices was removed. The next sign-in on it is reported to you as one from a new device.",
  ),
  "link-removed": said(
    changed,
    "您尚未使用的设置密码链接已失效。",
    "An unused link to set your password no longer works.",
  ),
  "acknowledge-removed": said(
    changed,
    "此前发给您的通知中，确认链接已全部失效。请在值班台上确认。",
    "The acknowledge links in the notifications that you were sent no longer work. Acknowledge at the desk.",
  ),
  "token-set": {
    subject: access,
    happened: (name) => ({ zh: `已签发 API 令牌“${name}”。`, en: `The API token “${name}” was created.` }),
  },
  "token-removed": {
    subject: { zh: "API 令牌已撤销", en: "An API token was revoked" },
    happened: (name) => ({ zh: `API 令牌“${name}”已撤销。`, en: `The API token “${name}” was revoked.` }),
  },
  "link-made": said(
    access,
    "已为您生成用于设置密码的新链接。持有链接的人可以设置您的密码。",
    "A new link to choose your password was made. Whoever has it can set your password.",
  ),
  "calendar-set": said(
    access,
    "已生成新的日历地址，任何持有该地址的人都可以看到您的值班安排；旧地址已失效。",
    "A new calendar address was made. Whoever has it sees your duty; the old one no longer works.",
  ),
  "team-calendar-set": said(
    access,
    "您已更换全组的日历地址；旧地址已失效。",
    "You renewed the team’s calendar address; the old one no longer works.",
  ),
  "calendar-removed": said(reached, "您的日历地址已停用。", "Your calendar address was turned off."),
  "webhook-set": {
    subject: reached,
    happened: (host) => ({
      zh: `Webhook 地址已设为 ${host}；发给您的通知也会发送到那里。`,
      en: `The webhook address was set to ${host}; notifications to you go there too.`,
    }),
  },
  "webhook-secret-set": said(reached, "Webhook 的签名密钥已更换。", "The webhook’s signing secret was replaced."),
  "webhook-removed": said(reached, "您的 Webhook 已移除。", "Your webhook was removed."),
  "channels-set": said(
    reached,
    "通知渠道的顺序或免打扰时段已修改。",
    "The order of your channels, or your quiet hours, were changed.",
  ),
  "mail-set": {
    subject: reached,
    happened: (address) => ({
      zh: `您的电子邮件地址已改为 ${address}。今后用它登录，通知也发到那里；此前发出的链接已失效。`,
      en: `Your e-mail address was changed to ${address}. From now on you sign in with it and notifications go there; links sent before no longer work.`,
    }),
  },
  "phone-set": {
    subject: reached,
    happened: (number) =>
      number === ""
        ? { zh: "您的电话号码已删除。", en: "Your phone number was removed." }
        : { zh: `您的电话号码已改为 ${number}。`, en: `Your phone number was changed to ${number}.` },
  },
  reactivated: {
    subject: { zh: "您的账号已恢复", en: "Your account is active again" },
    happened: (_detail, organisation) => ({
      zh: `您在${organisation}值班台的账号已恢复，可用原来的密码、通行密钥或统一身份登录。`,
      en: `Your account at the duty desk of ${organisation} is active again, with the password, passkeys and provider account it had.`,
    }),
  },
  "started-over": said(
    { zh: "您的登录方式已全部重置", en: "Your sign-in was reset" },
    "您的密码、动态验证码、通行密钥、统一身份关联、所有登录、API 令牌、日历地址和 Webhook 均已结束。系统管理员会把设置新密码的链接交给您。",
    "Your password, one-time codes, passkeys, provider link, every sign-in, API token, calendar address and webhook have ended. You are given a link to choose a new password.",
  ),
};
