/** Whatever gives access or leads out of the house is changed with a fresh proof only, and told where the person was reached before. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { minutes } from "../support/accounts-world.ts";
import { aDesk, Browser, type DeskWorld } from "../support/desk-world.ts";
import { startMailServer, type MailServer } from "../support/mail-server.ts";
import { missing } from "../support/visitor.ts";

let server: MailServer;
let desk: DeskWorld;
let li: Browser;
beforeEach(async () => {
  server = await startMailServer();
  const environment = {
    SMTP_URL: `smtp://127.0.0.1:${String(server.port)}`,
    SMTP_TLS: "off",
    MAIL_FROM: "desk@example.test",
  };
  desk = await aDesk({ environment });
  li = new Browser(desk);
  await li.signIn("li@example.test");
});
afterEach(async () => {
  await desk.shut();
  await server.close();
});

/** What arrived since it was last asked, by whom it reached. */
async function arrived(): Promise<readonly string[]> {
  await desk.accounts.notices.idle();
  return server.received.splice(0).map(({ to, parsed }) => `${to.join()} ${(parsed.text ?? "").replace(/\s+/g, " ")}`);
}

const channels = "/administration/CHANNELS_CHANGED";
const changes = [
  [
    "/account",
    "/account/tokens",
    { label: "night script", days: "30", scopes: ["read"] },
    "API token “night script” was created",
  ],
  ["/account", "/account/phone", { phone: "+86 10 6278 0001" }, "phone number was changed"],
  ["/channels", "/channels/address", { address: "https://hook.example.org/secret" }, "set to hook.example.org"],
  ["/calendar", "/calendar/own", {}, "new calendar address was made"],
  [`${channels}?person=li`, channels, { person: "li", first: "mail", second: "webhook" }, "order of your channels"],
] as const;

test("a sign-in from a device that was not used before is told, from one that was is not", async () => {
  expect(await arrived()).toEqual([expect.stringMatching(/^li@example\.test .*device that had not been used before/)]);
  li.cookies.delete("answerable");
  expect((await li.signIn("li@example.test")).status).toBe(303);
  expect(await arrived()).toEqual([]);
});

test.each(changes)("%s: %s is asked for a proof, and told", async (page, action, fields, said) => {
  await arrived();
  const opened = await li.get(page);
  desk.clock.wind(minutes(11));
  const asked = await li.send(opened, action, fields);
  expect([asked.status, missing(asked.text, "Confirm it’s you"), await arrived()]).toEqual([403, [], []]);
  const again = new Browser(desk);
  await again.signIn("li@example.test");
  await arrived();
  expect((await again.fill(page, fields, action)).status).toBeLessThan(400);
  const told = await arrived();
  expect([told.length, missing(told.join(), "li@example.test", said, "If not: open your account now")]).toEqual([
    1,
    [],
  ]);
});

test("another address is told to the one before, by whom it was changed; so is a link and starting over", async () => {
  await desk.accounts.invite({ name: "Chen", language: "en", roles: ["lead"], mail: "chen@example.test" }, "li");
  await arrived();
  const page = "/administration/people/chen/sign-in";
  await li.fill(page, { mail: "attacker@example.test" }, "/administration/people/chen/mail");
  const [told = "", ...more] = await arrived();
  expect([more, missing(told, "chen@example.test ", "attacker@example.test", ", by 李文")]).toEqual([[], []]);
  await li.fill(page, {}, "/administration/people/chen/start-over");
  expect((await arrived()).filter((text) => text.includes("Everything") || text.includes("have ended"))).toHaveLength(
    1,
  );
  const rows = (await desk.desk.organisationHistory()).map(({ row }) => ({ ...row.event, by: row.by }));
  expect(rows).toContainEqual(
    expect.objectContaining({ type: "SIGN_IN_CHANGED", part: "link", change: "set", by: "li" }),
  );
});

test("whatever of the list somebody else ends is told, whichever entry it is", async () => {
  const { accounts, storage } = desk;
  const chen = { name: "Chen", language: "en", roles: ["administrator"], mail: "chen@example.test" } as const;
  await accounts.invite(chen, "li");
  await accounts.tokens.issue("li", "script", ["read"], 30);
  await accounts.inviteAgain("li", "chen");
  await storage.calendars.put({ owner: "li", secretHash: "calendar", madeAt: 1 });
  await storage.acknowledgeLinks.put({ secretHash: "a", message: "m", person: "li", madeAt: 1, expiresAt: 1e15 });
  const all = (await accounts.ways.of("li")).map(({ kind, id }) => ({ kind, id }));
  const kinds = ["password", "session", "device", "token", "link", "calendar", "acknowledge"];
  expect(all.map(({ kind }) => kind)).toEqual(expect.arrayContaining(kinds));
  for (const { kind, id } of all.reverse()) {
    if (kind === "mail" || kind === "phone" || kind === "unlinked") continue;
    await arrived();
    await accounts.ways.endOne("li", kind, id, { by: "chen" });
    const [told = "", ...more] = await arrived();
    expect([kind, more, missing(told, "li@example.test ", "Chen")]).toEqual([kind, [], []]);
  }
});

test("a mail server that is away only delays it", async () => {
  await arrived();
  await server.close();
  await desk.accounts.setContact("li", "phone", "+86 10 6278 0002", "li");
  await desk.accounts.notices.idle();
  expect((desk.problems[0] as Error).message).toContain("It is tried again");
  expect(await desk.storage.accounts.notices.nextAt()).toBe(desk.clock.now() + minutes(1));
});
