/** An office with two administrators and a folder for its own playbooks, opened and closed as a desk is. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readEnvironment } from "../../config/env.ts";
import { exampleSettingsFile } from "../../config/config.ts";
import { compose, configure, type Answerable } from "../../src/app/compose.ts";
import type { ShelfDesk } from "../../src/shelf/shelf-desk.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";
import { smallFile } from "../playbook-files/small-file.ts";

export const opening = { subject: "No water", weight: "ordinary", neededBy: "2026-11-25T09:00:00+08:00" };

export interface Office {
  readonly clock: WindingClock;
  readonly problems: unknown[];
  config(): ReturnType<typeof configure>;
  /** Whatever is open is closed first. */
  start(): Promise<Answerable & { readonly shelfDesk: ShelfDesk }>;
  put(name: string, text: string | Uint8Array): void;
  take(name: string): void;
  file(name: string): string;
  next(): { readonly commandId: string };
  close(): Promise<void>;
}

interface OfficeOptions {
  readonly settings?: string;
  /** ms */
  readonly begins?: number;
}

export function anOffice({
  settings = twoAdministrators(),
  begins = Date.parse("2026-11-23T09:00:00+08:00"),
}: OfficeOptions = {}): Office {
  const folder = aTemporaryFolder();
  const clock = new WindingClock(begins);
  const playbooks = folder.file("data/playbooks");
  mkdirSync(playbooks, { recursive: true });
  writeFileSync(folder.file("answerable.yaml"), settings);
  const problems: unknown[] = [];
  let open: Answerable | null = null;
  let commands = 0;
  const close = async () => {
    await open?.close();
    open = null;
  };
  const config = () =>
    configure(
      readEnvironment({
        ANSWERABLE_DATA: folder.file("data"),
        ANSWERABLE_SETTINGS: folder.file("answerable.yaml"),
        ANSWERABLE_SIGN_IN: "off",
        LOG_LEVEL: "silent",
      }),
    );
  return {
    clock,
    problems,
    config,
    start: async () => {
      await close();
      const answerable = await compose(config(), { clock, onProblem: (problem) => problems.push(problem) });
      open = answerable;
      const { shelfDesk } = answerable;
      if (shelfDesk === null) throw new Error("there is no shelf");
      return { ...answerable, shelfDesk };
    },
    put: (name, text) => writeFileSync(`${playbooks}/${name}`, text),
    take: (name) => rmSync(`${playbooks}/${name}`),
    file: (name) => folder.file(name),
    next: () => ({ commandId: `c-${(commands += 1)}` }),
    close: async () => {
      await close();
      folder.remove();
    },
  };
}

function twoAdministrators(): string {
  const more = "  - { id: min, name: Zheng Min, email: min@example.test, roles: [administrator], language: en }\n";
  return readFileSync(exampleSettingsFile, "utf8").replace(/(  - \{ id: sun,[^\n]*\n)/, `$1${more}`);
}

/** The small file as another version. */
export const second = smallFile.replace("version: 1", "version: 2").replace("ordinary: 3 wd", "ordinary: 1 wd");
/** The same version in other words. */
export const reworded = smallFile.replace("小单 | Small slip", "小单子 | Small slip of paper");

export const personOf = ({ desk }: Pick<Answerable, "desk">, id: string) => {
  const person = desk.person(id);
  if (!person) throw new Error(`${id} is not there`);
  return person;
};
