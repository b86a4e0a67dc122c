/** The record says of every act in which roles it was done, and how it was known who it is, as both were then. */
import { afterEach, expect, test } from "@jest/globals";
import { envelopeText } from "../../src/record/envelope.ts";
import { commandLine } from "../support/command-line.ts";
import { aDesk, Browser, type DeskWorld } from "../support/desk-world.ts";
import { goodPassword } from "../support/accounts-world.ts";
import { aNightDesk } from "../support/night-desk.ts";
import { Visitor } from "../support/visitor.ts";

const closers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const opening = { title: "Export", sourceKind: "call", discoveredAt: "2026-11-22T21:00", grade: "ordinary" };

const acts = async ({ storage, engine }: Pick<DeskWorld, "storage" | "engine">) => {
  const row = await storage.incidents.byNumber(1);
  const rows = await engine.history(row!.id);
  return rows.map(({ event, by, as, auth }) => [event.type, by, as, auth]);
};

test("a person who signs in, whose roles change, and a program with a token", async () => {
  const desk = await aDesk();
  closers.push(desk.shut);
  const browser = new Browser(desk);
  await browser.signIn("li@example.test");
  await browser.fill("/register", { ...opening, step: "submit" });
  await desk.accounts.members.setRoles("li", ["administrator", "duty-officer", "lead"], "system");
  const headers = {
    authorization: `Bearer ${(await desk.accounts.tokens.issue("li", "Pump", ["read", "write"], 1))?.secret}`,
  };
  const incident = `${desk.origin}/api/v1/incidents/1`;
  await fetch(`${incident}/events`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json", "idempotency-key": "a-note-of-a-program" },
    body: JSON.stringify({ type: "NOTE_ADDED", fields: { wording: "From a program" } }),
  });
  expect(await acts(desk)).toEqual([
    ["start", "li", ["administrator", "duty-officer"], "password"],
    ["NOTE_ADDED", "li", ["administrator", "duty-officer", "lead"], "token"],
  ]);
  const history = await fetch(`${incident}/history`, { headers });
  expect(await history.json()).toMatchObject({
    items: [
      { as: ["administrator", "duty-officer"], auth: "password" },
      { as: ["administrator", "duty-officer", "lead"], auth: "token" },
    ],
  });
  const [first] = await desk.engine.history((await desk.storage.incidents.byNumber(1))!.id);
  expect(envelopeText(first!)).toMatch(
    /^\{"as":\["administrator","duty-officer"\],"at":\d+,"auth":"password","by":"li"/,
  );
});

test("around accounts: whoever invites by a sign-in, whoever is invited by their link", async () => {
  const desk = await aDesk();
  closers.push(desk.shut);
  const li = new Browser(desk);
  await li.signIn("li@example.test");
  const lu = { name: "Lu", mail: "lu@example.test", language: "en", roles: ["duty-officer"] };
  const invited = await li.fill("/administration/people/invite", lu);
  const [link = ""] = /\/invitation\/[\w-]+/.exec(invited.text) ?? [];
  await new Browser(desk).fill(link, { password: goodPassword });
  const rows = (await desk.desk.organisationHistory()).map(({ row }) => row);
  expect(rows.flatMap(({ event, by, as, auth }) => (by === "system" ? [] : [[event.type, by, as, auth]]))).toEqual([
    ["PERSON_INVITED", "li", ["administrator", "duty-officer"], "password"],
    ["SIGN_IN_CHANGED", "lu", ["duty-officer"], "link"],
  ]);
  expect(rows.filter(({ by, as, auth }) => by === "system" && (as ?? auth) !== null)).toEqual([]);
});

test("where nobody signs in nothing is known, and the timers have no roles", async () => {
  const desk = await aNightDesk();
  closers.push(desk.shut);
  await new Visitor(desk, "chen").fill("/register", { ...opening, step: "submit" });
  await desk.wind(16);
  const rows = await acts(desk);
  expect(rows[0]).toEqual(["start", "chen", ["duty-officer"], "unverified"]);
  expect(rows.slice(1).map(([, by, as, auth]) => [by, as, auth])).toContainEqual(["timer", null, null]);
});

test("at the terminal of the machine", async () => {
  const cli = commandLine();
  closers.push(cli.remove);
  const fault = ["--field", "equipment=Lift 2", "--field", "place=Library", "--field", "fault=Stuck"];
  await cli.run(["open", "equipment-fault", "--as", "chen", ...fault]);
  const shown = JSON.parse((await cli.run(["history", "1", "--json"])).out) as readonly object[];
  expect(shown[0]).toMatchObject({ by: "chen", as: ["duty-officer"], auth: "terminal" });
});
