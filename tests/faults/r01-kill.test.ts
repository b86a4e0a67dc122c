/** R1: kill -9 at any moment loses no acknowledged event and no timer, and doubles no transition. */
import { expect, test } from "@jest/globals";
import { seededRandom } from "../../src/cli/seeded-random.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { figures, howMany } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";
import { Ledger, type Tongue } from "./support/ledger.ts";
import { isInstalled, launch, serve, type ServerOptions } from "./support/server-process.ts";
import { deskTongue, engineTongue } from "./support/tongues.ts";
import { checkAcknowledged, checkEverything, checkNotifications, reading } from "./support/verdict.ts";
import { pause, until } from "../support/waiting.ts";

const place = aFolderEach();

const width = 8;
const longestLifeMs = 250;

test(
  "engine and storage, killed at random moments",
  async () => {
    await killAtRandom("engine", engineTongue, howMany(12, 930));
  },
  howMany(120_000, 3_600_000),
);

test(
  "the whole desk, killed at random moments",
  async () => {
    await killAtRandom("desk", deskTongue, howMany(2, 50), { ANSWERABLE_CLOCK_SPEED: "3600" });
  },
  howMany(120_000, 1_200_000),
);

const strace = isInstalled("strace") ? test : test.skip;
strace(
  "killed at its n-th write or sync, whichever it is",
  async () => {
    const chance = seededRandom(2);
    const ledger = new Ledger(engineTongue, 2);
    const kills = howMany(6, 120);
    await (await serve({ kind: "engine", folder: place.path })).end("SIGTERM");
    for (let kill = 0; kill < kills; kill += 1) {
      const nth = 1 + Math.floor(chance.next() * 60);
      const call = chance.oneOf(["pwrite64", "fsync,fdatasync", "ftruncate"]);
      const under = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", `inject=${call}:signal=KILL:when=${nth}`];
      const server = launch({ kind: "engine", folder: place.path, under });
      await Promise.race([server.address.then((address) => ledger.at(address)).catch(() => undefined), server.ended]);
      await Promise.race([
        ledger
          .settle()
          .then(() => ledger.work(width, () => server.child.exitCode !== null || server.child.signalCode !== null)),
        server.ended,
        pause(3_000),
      ]);
      await server.end("SIGKILL");
      await reading(place.path, (storage) => checkAcknowledged(storage, ledger.acknowledged.slice(-200)));
    }
    await endInPeace(ledger, { kind: "engine", folder: place.path }, `${kills} kills at a chosen write or sync`);
  },
  howMany(120_000, 900_000),
);

async function killAtRandom(
  kind: "engine" | "desk",
  tongue: Tongue,
  kills: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const chance = seededRandom(1);
  const ledger = new Ledger(tongue, 1);
  const options = { kind, folder: place.path, environment };
  let checked = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const server = await serve(options);
    ledger.at(server.address);
    let isDead = false;
    const working = ledger.settle().then(() => ledger.work(width, () => isDead));
    // Half of the lives end at any moment, the start included; half once there is something to lose.
    if (kill % 2 === 0) await pause(Math.floor(chance.next() * longestLifeMs));
    else await until("something is acknowledged", () => ledger.acknowledged.length > checked + chance.next() * 40);
    await server.end("SIGKILL");
    isDead = true;
    await working;
    const since = ledger.acknowledged.slice(checked);
    checked = ledger.acknowledged.length;
    await reading(place.path, (storage) => checkAcknowledged(storage, since));
  }
  await endInPeace(ledger, options, `${kills} kills of the ${kind}`);
}

/** One more life without a kill: the lost answers are asked for, timers and notifications come, and everything adds up. */
async function endInPeace(ledger: Ledger, options: ServerOptions, what: string): Promise<void> {
  const server = await serve(options);
  ledger.at(server.address);
  await ledger.settle();
  expect(ledger.unknown.size).toBe(0);
  const isQuiet = () =>
    reading(place.path, async (storage) => {
      const now = systemClock.now();
      const due = options.kind === "engine" ? await storage.dueTimers(now - 2_000, 1) : [];
      return due.length === 0 && (await storage.dueMessages(now, 1)).length === 0;
    });
  await until("timers have fired and notifications have left", isQuiet);
  ledger.close();
  expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null });
  const { verdict, notifications } = await reading(place.path, async (storage) => {
    await checkAcknowledged(storage, ledger.acknowledged);
    return {
      verdict: await checkEverything(storage),
      notifications: await checkNotifications(storage, place.path).catch(() => null),
    };
  });
  if (options.kind === "engine") expect(notifications).not.toBeNull();
  const { again, unknown, refused } = ledger.counts;
  figures(
    "R1",
    `${what}: ${ledger.acknowledged.length} acknowledged, 0 lost; ${unknown} answers lost, ${again} answered again, ${refused} refused; ${verdict.rows} rows, ${verdict.timersFired} timers fired, ${verdict.messages} notifications${notifications ? `, ${notifications.twice} of them twice` : ""}; replay clean`,
  );
}
