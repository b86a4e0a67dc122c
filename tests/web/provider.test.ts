/** Signing in with the organisation's own provider, which is a real one on this machine. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { ProviderSettings } from "../../config/types.ts";
import { goodPassword, minutes } from "../support/accounts-world.ts";
import { aDesk, Browser, type DeskWorld } from "../support/desk-world.ts";
import { aSignInProvider, client, type SignInProvider, type Somebody } from "../support/sign-in-provider.ts";
import { missing, type Page } from "../support/visitor.ts";

let provider: SignInProvider;
let desk: DeskWorld;
beforeEach(async () => {
  provider = await aSignInProvider();
  const settings: ProviderSettings = {
    issuer: provider.issuer,
    clientId: client.id,
    clientSecret: client.secret,
    name: "Qinghe account",
    scopes: "openid profile email",
    rolesClaim: "groups",
    roles: { duty: "duty-officer", leads: "lead" },
  };
  desk = await aDesk({ provider: settings });
  provider.allow(`${desk.origin}/sign-in/provider/back`);
  provider.people.set("7", chen);
});
afterEach(async () => {
  await desk.shut();
  await provider.close();
});

const chen: Somebody = { name: "陈晓", email: "chen@example.test", email_verified: true, groups: ["duty", "staff"] };

/** The page that leads to the provider says where. */
const addressOn = (page: Page) =>
  (/http-equiv="refresh" content="0;url=([^"]+)"/.exec(page.text)?.[1] ?? "").replaceAll("&amp;", "&");

const begin = async (browser: Browser, back = "/letters") =>
  addressOn(await browser.fill(`/sign-in?back=${back}`, {}, "/sign-in/provider"));

async function signIn(browser: Browser, person = "7"): Promise<Page> {
  const back = await provider.walk(await begin(browser), person);
  return browser.get(back.slice(desk.origin.length));
}

test("somebody whom it gives a role comes in with it, and leads where they were going", async () => {
  const browser = new Browser(desk);
  expect(missing((await browser.get("/sign-in")).text, "Sign in with Qinghe account")).toEqual([]);
  const address = new URL(await begin(browser));
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    response_type: "code",
    code_challenge_method: "S256",
    state: expect.any(String),
    nonce: expect.any(String),
  });
  expect((await signIn(browser)).location).toBe("/letters");
  expect(missing((await browser.get("/")).text, "陈晓", "duty officer")).toEqual([]);
  expect(await desk.accounts.contactsOf("chen")).toMatchObject({ mail: "chen@example.test" });
});

test("roles follow it at every sign-in", async () => {
  await signIn(new Browser(desk));
  provider.people.set("7", { ...chen, groups: ["leads"] });
  await signIn(new Browser(desk));
  expect(desk.desk.people.find(({ id }) => id === "chen")?.roles).toEqual(["lead"]);
  provider.people.set("7", { ...chen, groups: [] });
  await signIn(new Browser(desk));
  expect(desk.desk.people.find(({ id }) => id === "chen")?.roles).toEqual([]);
});

test("somebody without a role here, or deactivated here, does not come in", async () => {
  provider.people.set("8", { ...chen, email: "sun@example.test", groups: ["staff"] });
  const page = await signIn(new Browser(desk), "8");
  expect([page.status, missing(page.text, "you have no account here")]).toEqual([401, []]);
  await signIn(new Browser(desk));
  await desk.accounts.deactivate("chen", "li");
  expect((await signIn(new Browser(desk))).status).toBe(401);
});

test.each([
  ["\u0000陈晓", "陈晓"],
  ["陈晓\u001b[2J", "陈晓"],
  ["陈\r\nBEGIN:VEVENT", "陈晓"],
  ["陈\u202e晓", "陈晓"],
  ["\u200b\u200b", "陈晓"],
  ["陈".repeat(201), "陈晓"],
])("a name that nobody may type is not taken over: %j", async (name, otherwise) => {
  provider.people.set("9", { ...chen, name, preferred_username: otherwise, email: "odd@example.test" });
  expect((await signIn(new Browser(desk), "9")).location).toBe("/letters");
  expect(desk.desk.people.find(({ id }) => id === "odd")?.name).toBe(otherwise);
});

test.each(["odd\u0000@example.test", "odd@example.test\r\nBcc: x@example.test", `${"o".repeat(250)}@example.test`])(
  "an address that nobody may type is not taken over: %j",
  async (email) => {
    provider.people.set("9", { ...chen, email });
    await signIn(new Browser(desk), "9");
    const contacts = await desk.accounts.allContacts();
    expect([...contacts.values()].map(({ mail }) => mail)).toEqual(["li@example.test"]);
  },
);

test("an id of the system itself is given to nobody", async () => {
  for (const name of ["system", "timer", "outbox"]) {
    provider.people.set(name, { ...chen, email: `${name}@example.test` });
    await signIn(new Browser(desk), name);
    expect(desk.desk.people.map(({ id }) => id)).toContain(`${name}-2`);
    expect(desk.desk.people.map(({ id }) => id)).not.toContain(name);
  }
});

test("an address that it has not checked opens nobody's account", async () => {
  await desk.accounts.invite({ name: "赵敏", language: "zh", roles: ["lead"], mail: "zhao@example.test" }, "li");
  provider.people.set("9", { name: "x", email: "zhao@example.test", email_verified: false, groups: [] });
  expect((await signIn(new Browser(desk), "9")).status).toBe(401);
  provider.people.set("10", { name: "x", email: "ZHAO@example.test", email_verified: true, groups: ["leads"] });
  const browser = new Browser(desk);
  await signIn(browser, "10");
  expect(missing((await browser.get("/")).text, "赵敏")).toEqual([]);
});

test("a second account with the same address is refused in words, until an administrator links it", async () => {
  await signIn(new Browser(desk));
  provider.people.set("77", { ...chen, groups: ["leads"] });
  const refused = await signIn(new Browser(desk), "77");
  expect([refused.status, missing(refused.text, "not the one linked with the person")]).toEqual([401, []]);
  const administrator = new Browser(desk);
  await administrator.signIn("li@example.test");
  const page = await administrator.get("/administration/people/chen/sign-in");
  expect(missing(page.text, "Provider account, not linked", "refused or ended")).toEqual([]);
  const linked = await administrator.send(page, "/administration/people/chen/ways/link");
  expect(missing(linked.text, "Linked.")).toEqual([]);
  const second = new Browser(desk);
  await signIn(second, "77");
  expect(missing((await second.get("/")).text, "陈晓")).toEqual([]);
  expect((await signIn(new Browser(desk))).status).toBe(401);
  const rows = (await desk.desk.organisationHistory()).map(({ row }) => ({ ...row.event, by: row.by }));
  expect(rows.filter(({ type }) => type === "SIGN_IN_CHANGED")).toMatchObject([
    { person: "chen", part: "provider", change: "refused", by: "system" },
    { person: "chen", part: "provider", change: "set", by: "li" },
  ]);
});

test("a token that it has not signed opens nothing", async () => {
  provider.showOtherKeys();
  expect((await signIn(new Browser(desk))).status).toBe(401);
});

test("a way back that is not this browser's, was walked before, or took too long leads nowhere", async () => {
  const browser = new Browser(desk);
  const back = (await provider.walk(await begin(browser), "7")).slice(desk.origin.length);
  expect((await new Browser(desk).get(back)).status).toBe(401);
  const step = browser.cookies.get("answerable-step") ?? "";
  expect((await browser.get(back.replace(/state=[^&]+/, "state=forged"))).status).toBe(401);
  browser.cookies.set("answerable-step", step);
  expect((await browser.get(back)).status).toBe(401);
  const late = new Browser(desk);
  const lateBack = (await provider.walk(await begin(late), "7")).slice(desk.origin.length);
  desk.clock.wind(minutes(10));
  expect((await late.get(lateBack)).status).toBe(401);
});

test("whom it has known for a while proves it once more before an account changes, and loses nothing typed", async () => {
  const browser = new Browser(desk);
  await signIn(browser);
  const typed = { phone: "+86 10 6278 0000" };
  const asked = await browser.fill("/account", typed, "/account/phone");
  expect([asked.status, missing(asked.text, "Confirm it’s you")]).toEqual([403, []]);
  const address = new URL(addressOn(await browser.send(asked, "/sign-in/provider")));
  expect(Object.fromEntries(address.searchParams)).toMatchObject({ prompt: "login", max_age: "0" });
  const back = await provider.walk(address.href, "7");
  const resumed = await browser.get(back.slice(desk.origin.length));
  expect([resumed.status, missing(resumed.text, typed.phone, "Save the phone number")]).toEqual([200, []]);
  expect((await browser.send(resumed, "/account/phone")).status).toBe(200);
  expect(await desk.accounts.contactsOf("chen")).toMatchObject(typed);
});

describe("whoever was asked to prove it", () => {
  const typed = { phone: "+86 10 6278 0000" };
  let browser: Browser;
  let session: string | undefined;
  let going: string;
  const comeBackAs = async (person: string) =>
    browser.get((await provider.walk(going, person)).slice(desk.origin.length));
  beforeEach(async () => {
    provider.people.set("8", { ...chen, name: "孙立", email: "sun@example.test", groups: ["leads"] });
    browser = new Browser(desk);
    await signIn(browser);
    session = browser.cookies.get("answerable");
    going = addressOn(await browser.send(await browser.fill("/account", typed, "/account/phone"), "/sign-in/provider"));
    expect(session).toBeDefined();
  });

  test.each(["known", "unknown"])("is not replaced by another person, %s here, and loses nothing", async (which) => {
    if (which === "known") await signIn(new Browser(desk), "8");
    const sessions = await desk.accounts.sessions.list("sun");
    const page = await comeBackAs("8");
    expect([page.status, missing(page.text, "Another person signed in", "Confirm it’s you")]).toEqual([401, []]);
    expect(browser.cookies.get("answerable")).toBe(session);
    expect(await desk.accounts.sessions.list("sun")).toEqual(sessions);
    expect(desk.accounts.members.member("sun") !== null).toBe(which === "known");
    const account = await browser.get("/account");
    expect([account.status, missing(account.text, "陈晓")]).toEqual([200, []]);
    // The form still waits for a proof, and takes that of the right person.
    going = addressOn(await browser.send(page, "/sign-in/provider"));
    const resumed = await comeBackAs("7");
    expect([resumed.status, missing(resumed.text, typed.phone, "Save the phone number")]).toEqual([200, []]);
  });

  test("changes no role of the other person", async () => {
    await signIn(new Browser(desk), "8");
    provider.people.set("8", { ...chen, name: "孙立", email: "sun@example.test", groups: ["duty"] });
    await comeBackAs("8");
    expect(desk.accounts.members.member("sun")?.roles).toEqual(["lead"]);
  });

  test("whose session ended meanwhile leaves the form to nobody else", async () => {
    await signIn(new Browser(desk), "8");
    browser.cookies.delete("answerable");
    const page = await comeBackAs("8");
    expect([page.status, page.text.includes(typed.phone), browser.cookies.has("answerable")]).toEqual([
      401,
      false,
      false,
    ]);
  });

  test("and said no there is asked again, with what was typed", async () => {
    const back = (await provider.walk(going, "7")).replace(/code=[^&]+/, "error=access_denied");
    const page = await browser.get(back.slice(desk.origin.length));
    expect([page.status, missing(page.text, "Confirm it’s you", typed.phone.slice(1))]).toEqual([401, []]);
    expect((await browser.get("/account")).status).toBe(200);
  });
});

test("a provider that does not answer leaves the password", async () => {
  await provider.close();
  const browser = new Browser(desk);
  const page = await browser.fill("/sign-in", {}, "/sign-in/provider");
  expect(page.status).toBe(401);
  expect((await browser.signIn("li@example.test", goodPassword)).status).toBe(303);
});

test("a provider that has gone when somebody comes back lets nobody in, and says so", async () => {
  const browser = new Browser(desk);
  const back = await provider.walk(await begin(browser), "7");
  await provider.close();
  const page = await browser.get(back.slice(desk.origin.length));
  expect(page.status).toBe(401);
  expect((await browser.get("/account")).status).not.toBe(200);
});
