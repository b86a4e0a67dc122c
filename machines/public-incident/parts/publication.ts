/** Where and when something went out. What stands at no address that somebody could open, call or visit has not gone out. */
import type { z } from "zod";
import { choices, lines, notPublic, optional, pastInstant } from "../../kit/fields.ts";
import { isPublicPage } from "../../kit/page-address.ts";
import type { Stamp } from "../../kit/stamp.ts";
import type { TextRef } from "../../kit/text-ref.ts";
import type { Text } from "../../playbook.ts";
import type { Publication } from "../record.ts";
import { channels, type Channel } from "../vocabulary.ts";

const addressLengthMax = 2000;

export const publishedFields = {
  channels: choices({ label: { zh: "发布渠道", en: "Channels" } }, channels),
  addresses: lines(
    {
      label: { zh: "地址（每行一项）", en: "Addresses (one per line)" },
      help: {
        zh: "发布后的网页地址；热线或公告写明号码或位置。这是已发布的凭据。",
        en: "The page’s address; for a hotline the number, for a notice the place. This is the evidence of publication.",
      },
      example: ["https://www.example.org/notice", "Hotline 12345", "Main gate"],
    },
    addressLengthMax,
  ),
  publishedAt: optional(
    pastInstant({
      label: { zh: "发布时间", en: "Time of publication" },
      help: { zh: "留空即为当前时间。", en: "Leave empty for now." },
    }),
  ),
};

interface Published {
  readonly channels: readonly Channel[];
  readonly addresses: readonly TextRef[];
}

/** For a form with the fields above. */
export function checkPublication({ channels: used, addresses }: Published, check: z.RefinementCtx): void {
  const say = (text: Text, ...place: readonly number[]) => {
    check.addIssue({ code: "custom", path: ["addresses", ...place], message: text.en, params: { text } });
  };
  addresses.forEach((one, place) => {
    if (readsAsPage.test(one) && !isPublicPage(one)) say(notPublic, place);
    else if (!saysSomething.test(one)) say(saysNothing, place);
  });
  for (const { of, isThere, missing } of evidence) {
    if (used.some((channel) => of.includes(channel)) && !addresses.some(isThere)) say(missing);
  }
}

/** Something with a scheme, or that begins like the name of a site. */
const readsAsPage =
  /^(?:[a-z][a-z0-9+.-]*:\/|\/|www\.|(?:https?|javascript|data|mailto|file|ftp|about|blob|vbscript):)/i;
const saysSomething = /[\p{L}\p{N}].*[\p{L}\p{N}]/su;
const isNumber = (text: string): boolean => !isPublicPage(text) && /\d{3}/.test(text.replace(/[\s()（）+-]/g, ""));

const saysNothing: Text = {
  zh: "请填写网页地址、号码或位置。",
  en: "Enter the page, the number or the place.",
};

/** What each channel leaves behind for somebody to check. */
const evidence: readonly {
  readonly of: readonly Channel[];
  readonly isThere: (address: string) => boolean;
  readonly missing: Text;
}[] = [
  {
    of: ["website", "official-account"],
    isThere: isPublicPage,
    missing: {
      zh: "在网站或官方账号发布的，请填写公众可以打开的网页地址，例如 https://www.example.cn/notice。",
      en: "For the website or the organisation’s own account, enter the page that the public can open, such as https://www.example.org/notice.",
    },
  },
  {
    of: ["hotline"],
    isThere: isNumber,
    missing: { zh: "通过热线答复的，请填写号码。", en: "For the hotline, enter its number." },
  },
  {
    of: ["notice"],
    isThere: (address) => !isPublicPage(address) && saysSomething.test(address),
    missing: { zh: "现场公告请写明张贴的位置。", en: "For a notice on site, enter the place." },
  },
];

/** The claimed time of publication, never later than when it was recorded. */
export function publicationOf({
  at,
  by,
  channels: used,
  addresses,
  ...sent
}: Stamp & Published & { readonly publishedAt?: number | undefined }): Publication {
  return { at, by, channels: used, addresses, publishedAt: Math.min(sent.publishedAt ?? at, at) };
}
