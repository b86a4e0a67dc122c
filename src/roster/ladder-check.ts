/** The ladder takes only those who may read incidents: nobody is told what they may not read. */
import { ladderLevel } from "../../machines/organisation/ladder-lines.ts";
import { roleWords, type Recipient, type Text } from "../../machines/playbook.ts";
import { actorWords, layerById, personById, postById, readsIncidents } from "../directory/directory.ts";
import type { Directory } from "../directory/types.ts";

/** Null when every level can be told of incidents. Levels are lines as somebody wrote them. */
export function unreadableLevel(directory: Directory, lines: readonly string[]): Text | null {
  for (const [index, line] of lines.entries()) {
    const recipients = ladderLevel(line)?.recipients ?? [];
    for (const recipient of recipients) {
      const why = mayNotRead(directory, recipient);
      if (why) return { zh: `第 ${String(index + 1)} 级：${why.zh}`, en: `Level ${String(index + 1)}: ${why.en}` };
    }
  }
  return null;
}

export type Known = Pick<Directory, "people" | "layers" | "posts" | "units">;

/** Why a recipient may not be told of incidents; null when they may, or when nobody knows them. */
export function mayNotRead(directory: Known, recipient: Recipient): Text | null {
  if ("person" in recipient) return ofPerson(directory, recipient.person);
  if ("role" in recipient) return ofRole(roleWords[recipient.role], readsIncidents([recipient.role]));
  if ("post" in recipient) {
    const post = postById(directory, recipient.post);
    return post ? ofRole(actorWords(directory, recipient), readsIncidents([post.role])) : null;
  }
  const layer = layerById(directory, recipient.layer);
  return layer ? ofRole(layer.label, readsIncidents([layer.role])) : null;
}

function ofPerson(directory: Pick<Directory, "people">, id: string): Text | null {
  const person = personById(directory, id);
  if (!person || readsIncidents(person.roles)) return null;
  return {
    zh: `${person.name}无权查看事件：请先授予可查看事件的角色，或另选接收人。`,
    en: `${person.name} cannot see incidents: give them a role that may first, or choose another recipient.`,
  };
}

function ofRole(words: Text, reads: boolean): Text | null {
  if (reads) return null;
  return {
    zh: `“${words.zh}”无权查看事件，不能接收超时提醒，请另选接收人。`,
    en: `“${words.en}” cannot see incidents, so they cannot be notified of them: choose another recipient.`,
  };
}
