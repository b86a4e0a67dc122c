/** R15: an older program refuses a newer database, and a migration that was killed half-way is as if it had never begun. */
import { expect, test } from "@jest/globals";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { connectSqlite } from "../../db/connect.ts";
import { migrations } from "../../db/migrations/index.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { figures, howMany } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";
import { isInstalled, launch, serve } from "./support/server-process.ts";

const folder = aFolderEach();

test("an older program refuses a newer database and leaves it alone", async () => {
  await (await serve({ kind: "desk", folder: folder.path })).end("SIGTERM");
  const file = join(folder.path, "answerable.db");
  const newer = await connectSqlite(file);
  newer.database
    .prepare("INSERT INTO schema_version (version, name, applied_at) VALUES (999, 'from-the-future', 0)")
    .run();
  await newer.close();
  const server = launch({ kind: "desk", folder: folder.path });
  expect(await server.ended).toEqual({ code: exitCodes.cannotOpen, signal: null });
  expect(server.said()).toContain("this program knows only");
  const { database, close } = await connectSqlite(file, "read");
  expect(database.prepare("SELECT max(version) FROM schema_version").pluck().get()).toBe(999);
  await close();
}, 60_000);

const strace = isInstalled("strace") ? test : test.skip;
strace(
  "a migration that is killed at its n-th write resumes or starts again",
  async () => {
    const kills = howMany(4, 40);
    const tried: number[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      const nth = 1 + kill * howMany(9, 1);
      const place = folder.file(`migration-${kill}`);
      mkdirSync(place);
      // Filtering in the kernel (--seccomp-bpf) would be quicker, and loses injected signals.
      const under = [
        "strace",
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        "trace=pwrite64",
        "-e",
        `inject=pwrite64:signal=KILL:when=${nth}`,
      ];
      const server = launch({ kind: "engine", folder: place, under });
      await Promise.race([server.ended, server.address.catch(() => undefined)]);
      if (server.child.exitCode === null && server.child.signalCode === null) await server.end("SIGKILL");
      else tried.push(nth);
      expect(await (await serve({ kind: "engine", folder: place })).end("SIGTERM")).toEqual({ code: 0, signal: null });
      const { database, close } = await connectSqlite(join(place, "answerable.db"), "read");
      expect(database.prepare("SELECT version FROM schema_version ORDER BY version").pluck().all()).toEqual(
        migrations.map(({ version }) => version),
      );
      expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
      await close();
    }
    expect(tried.length).toBeGreaterThan(0);
    figures(
      "R15",
      `a newer database refused with code ${exitCodes.cannotOpen}; a migration killed at write ${tried.join(", ")} and complete after the next start`,
    );
  },
  240_000,
);
