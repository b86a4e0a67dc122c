/** Whom a level of escalation names. */
import { roleWords } from "../../../../machines/playbook.ts";
import { actorWords, layerById, nameOf } from "../../../directory/directory.ts";
import type { LadderRecipient } from "../../../directory/entries.ts";
import type { Directory } from "../../../directory/types.ts";
import { isolate } from "../../../kernel/isolate.ts";
import { formatText } from "../../format.ts";
import type { PageContext } from "../../page-context.ts";

export function levelWords(
  context: PageContext,
  directory: Directory,
  { recipients }: { readonly recipients: readonly LadderRecipient[] },
): string {
  return context.words.list(recipients.map((one) => recipientWords(context, directory, one)));
}

function recipientWords(context: PageContext, directory: Directory, recipient: LadderRecipient): string {
  if ("role" in recipient) return formatText(context, roleWords[recipient.role]);
  if ("post" in recipient) return formatText(context, actorWords(directory, recipient));
  if ("person" in recipient) return isolate(nameOf(directory, recipient.person));
  const label = layerById(directory, recipient.layer)?.label;
  return label ? formatText(context, label) : recipient.layer;
}
