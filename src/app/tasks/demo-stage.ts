/** Sets the demo's stage: a data folder of its own, notifications as files, a clock to be wound. Nothing leaves this machine. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../../../config/config.ts";
import { night } from "../../cli/demo-night.ts";
import { nightStart, playNight, type Stage } from "../../cli/demo.ts";
import { formatEntry, formatHowToLook } from "../../cli/demo-words.ts";
import { CliFailure, exitCodes, type ExitCode } from "../../cli/exit-codes.ts";
import type { DemoOptions, Terminal } from "../../cli/cli-context.ts";
import { compose } from "../compose.ts";
import { systemClock, WindingClock } from "../../kernel/clock.ts";

/** Marks a folder as a demo's, so that --force can throw nothing else away. */
const markFile = "demo.json";
const leftBehind =
  /^(answerable\.(db.*|yaml)|notifications|public|demo\.json|channels\.key|record\.(key|continued\.jsonl)|last-backup\.json)$/;

export async function playDemo(config: Config, terminal: Terminal, options: DemoOptions): Promise<ExitCode> {
  const dataFolder = options.dataFolder ?? join(config.dataFolder, "demo");
  clearFolder(dataFolder, options.force);
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(join(dataFolder, markFile), `${JSON.stringify({ demo: nightName })}\n`);
  // Whoever looks at the night later should meet the same people.
  if (!config.settingsAreExample) copyFileSync(config.settings.file, join(dataFolder, "answerable.yaml"));
  const { organisation } = config.settings;
  const { language, json } = options;
  const startMs = nightStart(systemClock.now(), organisation.zone);
  const clock = new WindingClock(startMs);
  const { desk, engine, storage, close } = await compose(demoConfig(config, dataFolder), { clock });
  const stage: Stage = {
    desk,
    now: () => clock.now(),
    wind: (ms) => {
      clock.wind(ms);
    },
    runDue: async () => {
      await engine.runDue();
    },
    nextDueAt: () => storage.nextDueAt(),
  };
  try {
    const id = await playNight(night, startMs, stage, {
      language,
      tell: (entry, title) => {
        terminal.out(json ? JSON.stringify(entry.row) : formatEntry(entry, { language, organisation }));
        if (entry.kind === "start" && !json) terminal.out(`${" ".repeat(indent)}${title}`);
      },
    });
    if (!json) terminal.out(formatHowToLook({ dataFolder, id, port: config.port || portShown, language }));
  } finally {
    await close();
  }
  return exitCodes.done;
}

/** Below the words of a line of the story. */
const indent = 45;

/** The port of a desk that is told to take any. */
const portShown = 8080;

const nightName = "critical-night";

/**
 * No mail server, no other database, no fast clock, whatever the environment says; and nothing of it is signed with the desk's own key,
 * lies among its checkpoints or is asked of its witnesses, or stands on its public page.
 */
function demoConfig(config: Config, dataFolder: string): Config {
  const own = {
    databaseUrl: `sqlite:${join(dataFolder, "answerable.db")}`,
    publicFolder: join(dataFolder, "public"),
    recordKey: null,
    recordOutside: null,
    channelKey: null,
    settings: { ...config.settings, record: { ...config.settings.record, witnesses: [] } },
  };
  return { ...config, ...own, dataFolder, smtp: null, mailFrom: null, clockSpeed: 1, signIn: "off" };
}

function clearFolder(folder: string, force: boolean): void {
  const present = existsSync(folder) ? readdirSync(folder) : [];
  if (present.length === 0) return;
  const ours = present.includes(markFile) && present.every((name) => leftBehind.test(name));
  if (!ours)
    throw new CliFailure(
      exitCodes.refused,
      `${folder} holds something that is not an earlier demo. Choose another folder with --data.`,
    );
  if (!force)
    throw new CliFailure(exitCodes.refused, `There is already a demo in ${folder}. Use --force to replace it.`);
  for (const name of present) rmSync(join(folder, name), { recursive: true });
}
