/** How a playbook stands here: its versions, what runs on each, what waits to be one, and the file behind it. */
import type { PlaybookProposal, ShelvedPlaybook } from "../../machines/organisation/shelf.ts";
import { playbookKey, type Playbook } from "../../machines/playbook.ts";
import type { IncidentRow } from "../desk/ports.ts";
import { isActive } from "../playbook/active.ts";
import type { Described } from "../shelf/describe.ts";
import type { ReadFile } from "../shelf/load-folder.ts";
import type { Web } from "./web.ts";

export interface Standing {
  readonly versions: readonly Version[];
  readonly waiting: readonly PlaybookProposal[];
  /** Files of the folder that would be a version and are refused. */
  readonly refused: readonly ReadFile[];
  /** Null: it is written in code, or there is no shelf. */
  readonly file: Described | null;
}

export interface Version {
  readonly key: string;
  readonly isActive: boolean;
  readonly isOwn: boolean;
  /** Null: it came with the program, and nobody has put another text in its place. */
  readonly shelved: ShelvedPlaybook | null;
  /** Open incidents on it: the newest, and how many there are. */
  readonly running: { readonly newest: readonly IncidentRow[]; readonly total: number };
}

const shownMax = 10;

export async function standingOf({ desk, shelf }: Web, playbook: Playbook): Promise<Standing> {
  const { id } = playbook;
  const shelved = shelf?.shelved() ?? [];
  const versions = desk.playbooks.filter((one) => one.id === id).sort((a, b) => b.version - a.version);
  return {
    versions: await Promise.all(
      versions.map(async (one) => {
        const key = playbookKey(one);
        const { rows, total } = await desk.list({ playbook: key, open: true, pageSize: shownMax, sort: "newest" });
        return {
          key,
          isActive: isActive(desk.playbooks, one),
          isOwn: one.isOwn === true,
          shelved: shelved.find((found) => playbookKey(found) === key) ?? null,
          running: { newest: rows, total },
        };
      }),
    ),
    waiting: (shelf?.waiting() ?? []).filter((one) => one.playbook === id),
    refused: (shelf?.folder()?.files ?? []).filter(
      ({ became, key }) => became === "refused" && key?.split("@")[0] === id,
    ),
    file: (await shelf?.describe(playbookKey(playbook))) ?? null,
  };
}
