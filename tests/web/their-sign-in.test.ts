/** What an administrator does for somebody who changed their address or lost what they sign in with. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { Secret, TOTP } from "otpauth";
import { goodPassword, minutes } from "../support/accounts-world.ts";
import { aDesk, Browser, type DeskWorld } from "../support/desk-world.ts";
import { missing, type Page } from "../support/visitor.ts";

const page = "/administration/people/chen/sign-in";
const mail = "/administration/people/chen/mail";
const resetSignIn = "/administration/people/chen/start-over";

let desk: DeskWorld;
let administrator: Browser;
beforeEach(async () => {
  desk = await aDesk();
  administrator = new Browser(desk);
  await administrator.signIn("li@example.test");
  const chen = { name: "陈晓", language: "en", roles: ["duty-officer"], mail: "chen@example.test" } as const;
  await desk.accounts.invite(chen, "li");
});
afterEach(() => desk.shut());

const recorded = async (type: string) =>
  (await desk.desk.organisationHistory())
    .filter(({ row }) => row.event.type === type)
    .map(({ row }) => ({ ...row.event, by: row.by }));

async function chenJoins(): Promise<Browser> {
  const { secret } = (await desk.accounts.inviteAgain("chen", "li"))!;
  await desk.accounts.accept(secret, goodPassword);
  const chen = new Browser(desk);
  await chen.signIn("chen@example.test");
  return chen;
}

test("the page says how somebody signs in, and is reached from the list of people", async () => {
  const people = await administrator.get("/administration/people");
  expect(people.text).toContain(`href="${page}"`);
  const invited = await administrator.get(page);
  expect(missing(invited.text, "No password has been chosen yet", "Unused link", "created by 李文")).toEqual([]);
  await chenJoins();
  await desk.accounts.setContact("chen", "phone", "+86 10 6278 0001", "chen");
  const shown = await administrator.get(page);
  expect(missing(shown.text, "How 陈晓 signs in", "<b>Password</b>", "<b>Signed in</b>", "+86 10 6278 0001")).toEqual(
    [],
  );
});

test("nobody is shown who is not here, and one's own is led to one's own account", async () => {
  expect((await administrator.get("/administration/people/nobody/sign-in")).status).toBe(404);
  const own = await administrator.get("/administration/people/li/sign-in");
  expect(own.text).toContain('href="/account"');
  expect(own.text).not.toContain(`action="${resetSignIn}"`);
  await desk.accounts.deactivate("chen", "li");
  expect((await administrator.get(page)).status).toBe(404);
});

describe("an address", () => {
  test("is changed: the new one signs in, the old one does not any more", async () => {
    await chenJoins();
    const changed = await administrator.fill(page, { mail: " Chen.Xiao@example.test " }, mail);
    expect([changed.status, missing(changed.text, "Chen.Xiao@example.test is now used to sign in")]).toEqual([200, []]);
    expect((await new Browser(desk).signIn("chen@example.test")).status).toBe(401);
    expect((await new Browser(desk).signIn("chen.xiao@example.test")).status).toBe(303);
    expect((await desk.accounts.contactsOf("chen")).mail).toBe("Chen.Xiao@example.test");
    expect(await recorded("CONTACT_CHANGED")).toMatchObject([{ by: "li", person: "chen", part: "mail" }]);
  });

  test("that was wrong leaves nothing to whoever has it: the invitation that went there is no good any more", async () => {
    const { path } = (await desk.accounts.inviteAgain("chen", "li"))!;
    await administrator.fill(page, { mail: "chen@example.test" }, mail);
    expect((await new Browser(desk).get(path)).status).toBe(200);
    await administrator.fill(page, { mail: "chen.xiao@example.test" }, mail);
    expect((await new Browser(desk).get(path)).status).toBe(410);
  });

  test("that is none, or somebody else's, is refused with what was typed", async () => {
    for (const [typed, sentence] of [
      ["chen at example", "Enter an e-mail address"],
      ["LI@example.test", "This address is already in use"],
      [`${"c".repeat(250)}@example.test`, "Enter an e-mail address"],
    ] as const) {
      const refused = await administrator.fill(page, { mail: typed }, mail);
      expect([refused.status, missing(refused.text, sentence, `value="${typed}"`)]).toEqual([422, []]);
    }
    expect((await desk.accounts.contactsOf("chen")).mail).toBe("chen@example.test");
  });
});

describe("starting over", () => {
  test("ends every way in and every session, and gives a link by which the person begins anew", async () => {
    const chen = await chenJoins();
    const { secret } = await desk.accounts.totp.offer("chen", "chen", "desk");
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: desk.clock.now() });
    expect(await desk.accounts.totp.confirm("chen", code)).toBe(true);
    expect((await administrator.get(page)).text).toContain("<b>One-time codes</b>");
    const asked = await new Browser(desk).signIn("chen@example.test");
    expect(missing(asked.text, "Lost your phone?")).toEqual([]);

    const made = await administrator.fill(page, {}, resetSignIn);
    expect(made.status).toBe(200);
    const link = /\/invitation\/[\w-]+/.exec(made.text)?.[0] ?? "";
    expect((await chen.get("/")).status).toBe(303);
    expect((await new Browser(desk).signIn("chen@example.test")).status).toBe(401);
    const after = (await administrator.get(page)).text;
    expect([missing(after, "No password has been chosen yet"), after.includes("<b>Signed in</b>")]).toEqual([
      [],
      false,
    ]);
    expect((await recorded("SIGN_IN_CHANGED")).slice(-3)).toMatchObject([
      { by: "li", person: "chen", part: "password", change: "removed" },
      { by: "li", person: "chen", part: "one-time-codes", change: "removed" },
      { by: "li", person: "chen", part: "link", change: "set" },
    ]);

    await chen.fill(link, { password: `${goodPassword} again` });
    await chen.signIn("chen@example.test", `${goodPassword} again`);
    expect((await chen.get("/")).status).toBe(200);
  });

  test("asks for a fresh proof, and changes nothing without", async () => {
    await chenJoins();
    const shown = await administrator.get(page);
    desk.clock.wind(minutes(11));
    for (const action of [resetSignIn, mail]) {
      const asked = await administrator.send(shown, action);
      expect([asked.status, missing(asked.text, "Confirm it’s you")]).toEqual([403, []]);
    }
    expect(await desk.accounts.hasPassword("chen")).toBe(true);
  });

  test("of nobody is refused", async () => {
    await chenJoins();
    const { text } = await administrator.get(page);
    const elsewhere = { text: text.replaceAll("/chen/", "/nobody/") } as Page;
    expect((await administrator.send(elsewhere, resetSignIn.replace("chen", "nobody"))).status).toBe(404);
  });
});
