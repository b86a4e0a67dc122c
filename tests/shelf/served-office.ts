/** An office with its pages on a free port of this machine. */
import type { AddressInfo } from "node:net";
import type { Answerable } from "../../src/app/compose.ts";
import { apiRouter } from "../../src/web/api/api-router.ts";
import { webApp } from "../../src/web/app.ts";

export interface Served {
  readonly origin: string;
  readonly problems: unknown[];
  stop(): Promise<void>;
}

export async function served({ desk, shelfDesk }: Pick<Answerable, "desk" | "shelfDesk">): Promise<Served> {
  const problems: unknown[] = [];
  let ids = 0;
  const app = webApp({
    desk,
    shelf: shelfDesk,
    api: apiRouter({ desk }),
    commandId: () => `command-${(ids += 1)}`,
    onProblem: (problem) => problems.push(problem),
  });
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    problems,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
