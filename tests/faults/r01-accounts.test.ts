/** R1 for what is no incident: a sign-in, an address, a change of the roster that was acknowledged survives kill -9. */
import { expect, test } from "@jest/globals";
import { opened } from "../../src/kernel/text-refs.ts";
import type { Storage } from "../../db/open-storage.ts";
import { organisation } from "../../machines/organisation/index.ts";
import { playbookKey } from "../../machines/playbook.ts";
import { seededRandom } from "../../src/cli/seeded-random.ts";
import { secretHash } from "../../src/kernel/secret.ts";
import { account, AccountLedger } from "./support/account-ledger.ts";
import { figures, howMany } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";
import { serve } from "./support/server-process.ts";
import { checkEverything, reading } from "./support/verdict.ts";
import { pause, until } from "../support/waiting.ts";

const folder = aFolderEach();
const kills = howMany(3, 40);
const longestWorkMs = 400;
/** A person keeps twenty sessions; the older ones were ended on purpose. */
const sessionsKept = 15;

test(
  "accounts and roster, killed at random moments",
  async () => {
    const chance = seededRandom(11);
    const ledger = new AccountLedger();
    for (let kill = 0; kill < kills; kill += 1) {
      const server = await aDesk();
      ledger.at(server.address);
      if (kill > 0) expect(await ledger.isStillIn()).toBe(true);
      expect(await ledger.signIn()).toBe(true);
      let isDead = false;
      const working = ledger.work(() => isDead);
      // Some while the second sign-in of this life is being written.
      const signingIn = kill % 3 === 0 ? ledger.signIn() : Promise.resolve(true);
      const enough = ledger.phone.done + ledger.holidays.done + 1 + chance.next() * 8;
      if (kill % 2 === 0) await pause(Math.floor(chance.next() * longestWorkMs));
      else await until("something is acknowledged", () => ledger.phone.done + ledger.holidays.done >= enough);
      await server.end("SIGKILL");
      isDead = true;
      await Promise.all([working, signingIn]);
      await reading(folder.path, (storage) => checkLedger(storage, ledger));
    }
    const last = await aDesk();
    ledger.at(last.address);
    expect(await ledger.isStillIn()).toBe(true);
    expect(await last.end("SIGTERM")).toEqual({ code: 0, signal: null });
    const { rows } = await reading(folder.path, checkEverything);
    const { sessions, phone, holidays } = ledger;
    figures(
      "R1",
      `${kills} kills of a desk with accounts: ${sessions.length} sign-ins, ${phone.done} of ${phone.asked} addresses and ${holidays.done} changes of the roster acknowledged, 0 lost, 0 twice; ${rows} rows, replay clean`,
    );
  },
  howMany(120_000, 600_000),
);

function aDesk() {
  return serve({
    kind: "desk",
    folder: folder.path,
    environment: {
      ANSWERABLE_SIGN_IN: "on",
      ANSWERABLE_SETUP_EMAIL: account.mail,
      ANSWERABLE_SETUP_PASSWORD: account.password,
    },
  });
}

type Read = "instanceIds" | "load" | "history" | "texts";

async function checkLedger({ accounts, ...storage }: Pick<Storage, "accounts" | Read>, ledger: AccountLedger) {
  for (const secret of ledger.sessions.slice(-sessionsKept))
    if ((await accounts.sessions.find(secretHash(secret))) === null)
      throw new Error("a session that was answered is lost");
  const person = (await accounts.contacts.personByMail(account.mail)) ?? "";
  const phone = Number((await accounts.contacts.of(person)).phone ?? 0);
  // The one after it was on its way when the server died.
  if (phone < ledger.phone.done || phone > ledger.phone.asked)
    throw new Error(`the number is ${phone}; ${ledger.phone.done} was acknowledged, ${ledger.phone.asked} asked for`);
  const set = await holidaysIn(storage);
  const wanted = Array.from({ length: ledger.holidays.done }, (_, index) => String(index + 1));
  const unheard = set.length > wanted.length ? [String(wanted.length + 1)] : [];
  expect(set).toEqual([...wanted, ...unheard]);
}

async function holidaysIn(storage: Pick<Storage, Read>): Promise<readonly string[]> {
  const { instances } = await storage.load(await storage.instanceIds(null, 100), []);
  const record = instances.find(({ machine }) => machine === playbookKey(organisation));
  const id = record?.id ?? "";
  const rows = await opened(storage.texts, id, await storage.history(id));
  return rows.filter(({ event }) => event.type === "HOLIDAY_SET").map(({ event }) => event["name"] as string);
}
