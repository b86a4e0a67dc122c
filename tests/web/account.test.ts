/** What people change about their account, what programs may do with a token, and when somebody is asked again who they are. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { Secret, TOTP } from "otpauth";
import { secretHash } from "../../src/kernel/secret.ts";
import type { TokenRow } from "../../src/accounts/ports.ts";
import { goodPassword, minutes } from "../support/accounts-world.ts";
import { aDesk, Browser, type DeskWorld } from "../support/desk-world.ts";
import { SoftPasskey } from "../support/soft-passkey.ts";
import { missing, type Page } from "../support/visitor.ts";

let desk: DeskWorld;
let browser: Browser;
beforeEach(async () => {
  desk = await aDesk();
  browser = new Browser(desk);
  await browser.signIn("li@example.test");
});
afterEach(() => desk.shut());

const api = (token: string, path: string, init: RequestInit = {}) =>
  fetch(`${desk.origin}/api/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
  });

const changePassword = (present: string, password: string) =>
  browser.fill("/account", { "present-password": present, password }, "/account/password");

describe("a token", () => {
  const make = async (scopes: readonly string[]): Promise<string> => {
    const page = await browser.fill("/account", { label: "night script", days: "30", scopes }, "/account/tokens");
    return /id="new-token">(answerable_[\w-]{43})</.exec(page.text)?.[1] ?? "";
  };

  test("is shown once, acts in its maker's name, and no further than its scopes", async () => {
    const token = await make(["read"]);
    expect(await (await api(token, "/me")).json()).toMatchObject({
      id: "li",
      roles: ["administrator", "duty-officer"],
    });
    const writing = await api(token, "/incidents", { method: "POST", body: "{}" });
    expect([writing.status, await writing.json()]).toMatchObject([403, { code: "scope-missing" }]);
    const page = await browser.get("/account");
    expect([page.text.includes(token), missing(page.text, "night script")]).toEqual([false, []]);
    expect((await (await api(await make(["write"]), "/incidents", { method: "POST", body: "{}" })).json()).code).toBe(
      "invalid",
    );
  });

  test("of earlier times, when there was a scope for administration, does what is left of it", async () => {
    const token = await make(["write"]);
    const [row] = await desk.accounts.tokens.list("li");
    const older = { ...row!, id: "older", secretHash: secretHash("answerable_older"), scopes: ["admin", "read"] };
    await desk.storage.accounts.tokens.put(older as unknown as TokenRow);
    expect((await api("answerable_older", "/me")).status).toBe(200);
    expect((await api("answerable_older", "/incidents", { method: "POST", body: "{}" })).status).toBe(403);
    const page = await browser.get("/account");
    expect([page.text.includes("undefined"), missing(page.text, "night script · read")]).toEqual([false, []]);
    expect((await api(token, "/me")).status).toBe(200);
  });

  test("ends when it is revoked, too old, or its maker leaves", async () => {
    const [revoked, aged, orphaned] = [await make(["read"]), await make(["read"]), await make(["read"])];
    const [row] = await desk.accounts.tokens.list("li");
    await browser.fill("/account", { kind: "token", id: row!.id }, "/account/ways/end");
    expect([(await api(revoked, "/me")).status, (await api(aged, "/me")).status]).toEqual([401, 200]);
    await desk.accounts.members.add(
      { id: "wang", name: "王健", language: "zh", roles: ["administrator"], active: true },
      "li",
    );
    await desk.accounts.deactivate("li", "wang");
    expect((await api(orphaned, "/me")).status).toBe(401);
    expect((await browser.get("/account")).status).toBe(303);
  });

  test("is asked for, and a wrong one says how to get another", async () => {
    const none = await fetch(`${desk.origin}/api/v1/me`);
    expect([none.status, none.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="answerable"']);
    const wrong = await api("answerable_AAAA", "/me");
    expect([wrong.status, wrong.headers.get("www-authenticate")]).toEqual([
      401,
      expect.stringContaining("invalid_token"),
    ]);
    const described = await (await fetch(`${desk.origin}/api/openapi.json`)).json();
    expect(described.components.securitySchemes).toMatchObject({ token: { scheme: "bearer" } });
  });
});

describe("a proof of who one is", () => {
  test("is asked for after ten minutes, and what was to be done goes on after it", async () => {
    const page = await browser.get("/account");
    desk.clock.wind(minutes(11));
    const asked = await browser.send(page, "/account/phone", { phone: "+86 10 6278 0000" });
    expect([asked.status, missing(asked.text, "Confirm it’s you", "is kept")]).toEqual([403, []]);
    const wrong = await browser.send(asked, "/prove", { password: "wrong wrong wrong" });
    expect(wrong.status).toBe(401);
    const before = browser.cookies.get("answerable") ?? "";
    const proven = await browser.send(wrong, "/prove", { password: goodPassword });
    expect(await desk.accounts.principalOfSession(before)).toBeNull();
    expect(missing(proven.text, "+86 10 6278 0000", "Save the phone number")).toEqual([]);
    expect((await browser.send(proven, "/account/phone")).status).toBe(200);
    expect(await desk.accounts.contactsOf("li")).toMatchObject({ phone: "+86 10 6278 0000" });
  });
});

describe("who may sign in, and as what", () => {
  const chen = { name: "陈晓", language: "en", roles: ["duty-officer"], mail: "chen@example.test" } as const;
  const roles = "/administration/ROLES_CHANGED";
  const again = "/administration/people/chen/new-link";
  beforeEach(async () => {
    await desk.accounts.invite(chen, "li");
  });

  test("is changed with a fresh proof only", async () => {
    const theirs = await browser.get("/administration/people/chen/sign-in");
    const form = await browser.get(`${roles}?person=chen`);
    desk.clock.wind(minutes(11));
    for (const [page, action] of [
      [theirs, again],
      [form, roles],
    ] as const) {
      const asked = await browser.send(page, action, { person: "chen", roles: ["lead"] });
      expect([asked.status, missing(asked.text, "Confirm it’s you"), asked.text.includes("/invitation/")]).toEqual([
        403,
        [],
        false,
      ]);
    }
    expect(desk.accounts.members.member("chen")?.roles).toEqual(["duty-officer"]);
    const asked = await browser.send(form, roles, { person: "chen", roles: ["lead"] });
    const proven = await browser.send(asked, "/prove", { password: goodPassword });
    expect((await browser.send(proven, roles)).status).toBe(303);
    expect(desk.accounts.members.member("chen")?.roles).toEqual(["lead"]);
    const after = await browser.get("/administration/people/chen/sign-in");
    expect((await browser.send(after, again)).text).toContain("/invitation/");
  });

  test("ends with the person's deactivation: sessions, tokens, invitations and the marks of their devices", async () => {
    const { secret } = (await desk.accounts.inviteAgain("chen", "li"))!;
    await desk.accounts.accept(secret, goodPassword);
    const theirs = new Browser(desk);
    await theirs.signIn(chen.mail);
    const { secret: token } = (await desk.accounts.tokens.issue("chen", "script", ["read"], 30))!;
    const link = (await desk.accounts.inviteAgain("chen", "li"))!;
    const path = "/administration/PERSON_DEACTIVATED";
    const check = await browser.fill(`${path}?person=chen`, {}, path);
    expect((await browser.send(check, path, { step: "confirmed" })).status).toBe(303);
    await desk.accounts.reactivate("chen", "li");
    expect([(await theirs.get("/")).status, (await api(token, "/me")).status]).toEqual([303, 401]);
    expect((await new Browser(desk).get(link.path)).status).toBe(410);
    const mark = secretHash(theirs.cookies.get("answerable-device") ?? "");
    expect(await desk.storage.accounts.devices.personOf(mark, 0)).toBeNull();
  });
});

describe("codes", () => {
  const secretOn = (page: Page) => /otpauth:[^"]*?secret=([A-Z2-7]+)/.exec(page.text)?.[1] ?? "";
  const codeOf = (secret: string) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: desk.clock.now() });

  test("are set up with the first one, asked for at the next sign-in, and given up with a long password only", async () => {
    const offered = await browser.fill("/account", {}, "/account/codes");
    const secret = secretOn(offered);
    expect((await browser.send(offered, "/account/codes/confirm", { code: "000000" })).status).toBe(422);
    const confirmed = await browser.send(offered, "/account/codes/confirm", { code: codeOf(secret) });
    expect(missing(confirmed.text, "you are asked for a code")).toEqual([]);

    desk.clock.wind(minutes(1));
    const other = new Browser(desk);
    const asked = await other.fill(
      "/sign-in?back=/letters",
      { mail: "li@example.test", password: goodPassword },
      "/sign-in",
    );
    expect([asked.status, (await other.get("/")).status]).toEqual([200, 303]);
    expect((await other.send(asked, "/sign-in/code", { code: "000000" })).status).toBe(401);
    expect((await other.send(asked, "/sign-in/code", { code: codeOf(secret) })).location).toBe("/letters");

    await changePassword(goodPassword, "nine heron");
    const short = await browser.fill("/account", { "current-password": "nine heron" }, "/account/codes/remove");
    expect([short.status, missing(short.text, "Change it first")]).toEqual([409, []]);
    await changePassword("nine heron", goodPassword);
    const gone = await browser.fill("/account", { "current-password": goodPassword }, "/account/codes/remove");
    expect(missing(gone.text, "Not set up")).toEqual([]);
  });
});

describe("sessions", () => {
  test("are listed with where and how, and the others are ended", async () => {
    const other = new Browser(desk, { "user-agent": "Telephone <b>" });
    await other.signIn("li@example.test");
    const page = await browser.get("/account");
    expect(missing(page.text, "Telephone &lt;b>", "this one")).toEqual([]);
    await browser.send(page, "/account/sessions/end-others");
    expect([(await other.get("/")).status, (await browser.get("/")).status]).toEqual([303, 200]);
  });

  test("all end but this one when the password changes", async () => {
    const other = new Browser(desk);
    await other.signIn("li@example.test");
    await changePassword(goodPassword, "another eleven quiet herons");
    expect([(await other.get("/")).status, (await browser.get("/")).status]).toEqual([303, 200]);
    expect((await new Browser(desk).signIn("li@example.test")).status).toBe(401);
  });
});

describe("a password", () => {
  test("is changed by whoever knows the present one", async () => {
    for (const present of ["", "wrong wrong wrong"]) {
      const page = await changePassword(present, "another eleven quiet herons");
      expect([page.status, missing(page.text, "Incorrect password")]).toEqual([422, []]);
    }
    expect((await new Browser(desk).signIn("li@example.test")).status).toBe(303);
    expect((await changePassword(goodPassword, "another eleven quiet herons")).status).toBe(200);
    expect((await new Browser(desk).signIn("li@example.test")).status).toBe(401);
  });
});

describe("a passkey", () => {
  const optionsOn = (page: Page) =>
    JSON.parse((/data-options="([^"]*)"/.exec(page.text)?.[1] ?? "").replaceAll("&quot;", '"')) as never;

  test("is made and used by a script, which is a file of ours", async () => {
    const passkey = new SoftPasskey(desk.origin);
    const made = await browser.fill("/account", {}, "/account/passkeys/begin");
    expect(made.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(made.text.match(/<script[^>]*passkey[^>]*>/g)).toEqual([
      expect.stringMatching(/^<script type="module" src="\/static\/\w+\/passkey\.js">$/),
    ]);
    expect((await new Browser(desk).get("/sign-in")).headers.get("content-security-policy")).not.toContain(
      "script-src",
    );
    const answer = passkey.create(optionsOn(made));
    const listed = await browser.send(made, "/account/passkeys", { answer, label: "My telephone" });
    expect(missing(listed.text, "My telephone")).toEqual([]);

    const other = new Browser(desk);
    const asked = await other.fill("/sign-in?back=/letters", {}, "/sign-in/passkey/begin");
    const wrong = await other.send(asked, "/sign-in/passkey", { answer: "{}" });
    expect(wrong.status).toBe(401);
    const done = await other.send(wrong, "/sign-in/passkey", { answer: passkey.get(optionsOn(wrong)) });
    expect([done.status, done.location]).toEqual([303, "/letters"]);
  });

  test("of another person proves nothing, and leaves who is signed in and what was typed", async () => {
    const passkey = new SoftPasskey(desk.origin);
    const made = await browser.fill("/account", {}, "/account/passkeys/begin");
    await browser.send(made, "/account/passkeys", { answer: passkey.create(optionsOn(made)), label: "My telephone" });
    const asked = { name: "陈晓", language: "en", roles: ["duty-officer"], mail: "chen@example.test" } as const;
    const invited = await desk.accounts.invite(asked, "li");
    if (invited.outcome !== "invited") throw new Error(invited.outcome);
    const chen = new Browser(desk);
    await chen.fill(invited.invitation.path, { password: goodPassword });
    await chen.signIn("chen@example.test");
    desk.clock.wind(minutes(11));
    const session = chen.cookies.get("answerable");
    const typed = { phone: "+86 10 6278 0000" };
    const proof = await chen.fill("/account", typed, "/account/phone");
    const ceremony = await chen.send(proof, "/sign-in/passkey/begin");
    const refused = await chen.send(ceremony, "/sign-in/passkey", { answer: passkey.get(optionsOn(ceremony)) });
    expect([refused.status, missing(refused.text, "Another person signed in", typed.phone)]).toEqual([401, []]);
    expect(chen.cookies.get("answerable")).toBe(session);
    expect(missing((await chen.get("/account")).text, "陈晓")).toEqual([]);
    const own = await chen.send(proof, "/prove", { password: goodPassword });
    expect([own.status, missing(own.text, typed.phone, "Save the phone number")]).toEqual([200, []]);
  });
});

describe("an invitation", () => {
  test("lets somebody choose a password, once", async () => {
    const asked = { name: "陈晓", language: "en", roles: ["duty-officer"], mail: "chen@example.test" } as const;
    const invited = await desk.accounts.invite(asked, "li");
    if (invited.outcome !== "invited") throw new Error(invited.outcome);
    const { path } = invited.invitation;
    const chen = new Browser(desk);
    const weak = await chen.fill(path, { password: "chen@example.test" });
    expect([weak.status, missing(weak.text, "陈晓", "chen@example.test", "too close to your name")]).toEqual([422, []]);
    expect((await chen.fill(path, { password: goodPassword })).location).toBe("/sign-in?password=set");
    expect([
      (await chen.get(path)).status,
      missing((await chen.get(path)).text, "This link is no longer valid"),
    ]).toEqual([410, []]);
    await chen.signIn("chen@example.test");
    expect(missing((await chen.get("/")).text, "陈晓", "duty officer")).toEqual([]);
  });
});
