/** R9: after a failed sync the desk acknowledges nothing more and ends with the reason; what it had acknowledged is there. */
import { expect, test } from "@jest/globals";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { figures, howMany } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";
import { Ledger } from "./support/ledger.ts";
import { isInstalled, serve } from "./support/server-process.ts";
import { deskTongue } from "./support/tongues.ts";
import { checkAcknowledged, checkEverything, reading } from "./support/verdict.ts";
import { until } from "../support/waiting.ts";

const folder = aFolderEach();
const strace = isInstalled("strace") ? test : test.skip;

strace.each(howMany(1, 3) === 1 ? [12] : [6, 12, 40])(
  "every sync from the %i. on fails with EIO",
  async (nth) => {
    await (await serve({ kind: "desk", folder: folder.path })).end("SIGTERM");
    const ledger = new Ledger(deskTongue, nth);
    const inject = `inject=fsync,fdatasync:error=EIO:when=${nth}+`;
    const under = [
      "strace",
      "-f",
      "--seccomp-bpf",
      "-qq",
      "-o",
      "/dev/null",
      "-e",
      "trace=fsync,fdatasync",
      "-e",
      inject,
    ];
    const server = await serve({ kind: "desk", folder: folder.path, under });
    ledger.at(server.address);
    await ledger.work(4, () => server.child.exitCode !== null);
    await until("the process has ended", () => server.child.exitCode !== null);
    const { code } = await server.ended;
    expect({ code, said: server.said() }).toEqual({
      code: exitCodes.cannotOpen,
      said: expect.stringContaining("The database cannot be written"),
    });

    const again = await serve({ kind: "desk", folder: folder.path });
    ledger.at(again.address);
    await ledger.settle();
    expect(ledger.unknown.size).toBe(0);
    await again.end("SIGTERM");
    ledger.close();
    await reading(folder.path, async (storage) => {
      await checkAcknowledged(storage, ledger.acknowledged);
      await checkEverything(storage);
    });
    figures(
      "R9",
      `sync ${nth} failed: ended with code ${code} and the reason; ${ledger.acknowledged.length} acknowledged, 0 lost after the next start`,
    );
  },
  120_000,
);
