/** Mail or files, as the settings say. */
import { join } from "node:path";
import type { Config } from "../../config/config.ts";
import type { Mailbox } from "../../config/types.ts";
import { fileTransport } from "../notify/transport-file.ts";
import { smtpTransport } from "../notify/transport-smtp.ts";
import type { Transport } from "../notify/transport.ts";

export function transportFor({ smtp, mailFrom, dataFolder }: Config): Transport {
  const from: Mailbox = {
    // Left out: the organisation, in the language of whoever reads it.
    name: mailFrom?.name ?? "",
    // A domain that can never exist: a notification in a file goes nowhere.
    address: mailFrom?.address ?? "desk@answerable.invalid",
  };
  return smtp === null
    ? fileTransport({ folder: join(dataFolder, "notifications"), from })
    : smtpTransport({ smtp, from });
}
