/** An invitation goes to whoever is invited; what became of the mail, and the link, stand on the page. */
import { afterEach, describe, expect, test } from "@jest/globals";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SMTPServerOptions } from "smtp-server";
import { goodPassword } from "../support/accounts-world.ts";
import { aDesk, Browser, type DeskWorld } from "../support/desk-world.ts";
import { answer, startMailServer, type MailServer } from "../support/mail-server.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";
import { missing } from "../support/visitor.ts";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

interface House {
  readonly desk: DeskWorld;
  readonly server: MailServer;
  readonly administrator: Browser;
  /** Without what people hear about their accounts. */
  readonly invitations: () => MailServer["received"];
}

async function aHouse(options?: SMTPServerOptions, environment: Record<string, string> = {}): Promise<House> {
  const server = await startMailServer(options);
  open.push(() => server.close());
  const smtp = {
    SMTP_URL: `smtp://127.0.0.1:${String(server.port)}`,
    SMTP_TLS: "off",
    MAIL_FROM: "Desk <desk@example.test>",
  };
  const desk = await aDesk({ baseUrl: "https://desk.example.test", environment: { ...smtp, ...environment } });
  open.push(() => desk.shut());
  const administrator = new Browser(desk);
  await administrator.signIn("li@example.test");
  const invitations = () =>
    server.received.filter(({ parsed }) =>
      /Invitation to the duty desk|邀请您|link to set a password$/.test(parsed.subject ?? ""),
    );
  return { desk, server, administrator, invitations };
}

const path = "/administration/people/invite";
const chen = { name: "陈晓", mail: "chen@example.test", language: "zh", roles: ["duty-officer"] };
const kim = { name: 'Kim <b>"&', mail: "Kim@Example.test", language: "en", roles: ["lead"] };
const linkIn = (text: string) => /https:\/\/desk\.example\.test\/invitation\/[\w-]{20,}/.exec(text)?.[0] ?? "";

describe("an invitation", () => {
  test("goes to whoever is invited in their language, and lets them in", async () => {
    const { desk, invitations, administrator } = await aHouse();
    const page = await administrator.fill(path, chen);
    expect([
      page.status,
      missing(page.text, "sent by e-mail to chen@example.test", "250", "create a new link"),
    ]).toEqual([200, []]);
    const [mail] = invitations();
    expect(mail).toMatchObject({ from: "desk@example.test", to: ["chen@example.test"] });
    const { subject, text = "", html = "", headers } = mail!.parsed;
    expect(subject).toMatch(/^邀请您使用值班台$/);
    expect(missing(text, "李文邀请您使用", "截止：2026-11-25 21:02", "如非您本人预期", "不打开则不生效")).toEqual([]);
    expect(headers).toContainEqual(expect.objectContaining({ key: "auto-submitted", value: "auto-generated" }));
    const link = linkIn(text);
    expect([link, html.includes(`href="${link}"`)]).toEqual([expect.stringMatching(/./), true]);
    // The administrator has no use for it, and could become that person by it.
    expect(page.text).not.toContain("/invitation/");
    const invited = new Browser(desk);
    await invited.fill(new URL(link).pathname, { password: goodPassword });
    await invited.signIn("chen@example.test");
    expect((await invited.get("/")).status).toBe(200);
  });

  test("names units and posts, which are held from the beginning; the record's reasons stand on the form", async () => {
    const { desk, administrator, invitations } = await aHouse();
    expect((await administrator.get(path)).text).not.toContain('name="units"');
    await administrator.fill("/administration/UNIT_DESCRIBED", { unit: "it", zh: "信息中心", en: "IT services" });
    const doctor = { post: "doctor", zh: "校医", en: "doctor", role: "duty-officer" };
    await administrator.fill("/administration/POST_DESCRIBED", doctor);
    await administrator.fill("/administration/POST_DEACTIVATED", { post: "head", step: "confirmed" });
    const { text } = await administrator.get(path);
    expect(
      missing(text, 'name="units" value="it"', 'name="posts" value="doctor"', 'name="unitPosts" value="contact"'),
    ).toEqual([]);
    expect(text).not.toContain('value="head"');
    const wrong = await administrator.fill(path, { ...chen, posts: ["doctor"], unitPosts: ["contact"], units: ["it"] });
    expect([
      wrong.status,
      missing(wrong.text, "The post “contact” requires the role “unit contact”", "chen@example.test"),
    ]).toEqual([422, []]);
    const alone = await administrator.fill(path, { ...chen, posts: ["doctor"], unitPosts: ["doctor"] });
    expect(missing(alone.text, "choose the unit too")).toEqual([]);
    expect(invitations()).toEqual([]);
    const both = ["duty-officer", "unit-contact"];
    const done = await administrator.fill(path, {
      ...chen,
      roles: both,
      posts: ["doctor"],
      unitPosts: ["contact"],
      units: ["it"],
    });
    expect(done.status).toBe(200);
    expect(invitations()).toHaveLength(1);
    const { people } = await desk.desk.peopleNow();
    expect(people.find(({ id }) => id === "chen")).toMatchObject({
      units: [{ unit: "it" }],
      posts: [
        { post: "doctor", unit: null },
        { post: "contact", unit: "it", name: { en: "contact of IT services" } },
      ],
    });
  });

  test("in English says the same, and a name in it is never markup", async () => {
    const { invitations, administrator } = await aHouse();
    await administrator.fill(path, kim);
    const { subject, text = "", html = "" } = invitations()[0]!.parsed;
    expect(subject).toMatch(/^Invitation to the duty desk$/);
    expect(
      missing(text, "李文 has invited you", "By: 25 Nov 2026, 21:02", "Set a password:", "did not expect"),
    ).toEqual([]);
    expect([html.includes("<b>&quot;"), html.includes("李文 has invited you")]).toEqual([false, true]);
  });

  test("again carries the new link only, and the earlier one is no good any more", async () => {
    const { desk, invitations, administrator } = await aHouse();
    await administrator.fill(path, kim);
    const theirs = await administrator.get("/administration/people/kim/sign-in");
    const again = "/administration/people/kim/new-link";
    const page = await administrator.send(theirs, again);
    expect(missing(page.text, "sent by e-mail to Kim@Example.test")).toEqual([]);
    const [first, second] = invitations().map(({ parsed }) => parsed);
    expect(second!.subject).toMatch(/New link to set a password$/);
    expect(missing(second!.text ?? "", "李文 created a new link", "Earlier links no longer work")).toEqual([]);
    expect(second!.messageId).not.toBe(first!.messageId);
    const opened = async (text = "") => (await new Browser(desk).get(new URL(linkIn(text)).pathname)).status;
    expect([await opened(first!.text), await opened(second!.text)]).toEqual([410, 200]);
  });
});

describe("when the mail cannot be sent", () => {
  test("the page says what the server answered, and has the link all the same", async () => {
    const { desk, administrator } = await aHouse({
      onRcptTo: (_address, _session, done) => {
        done(answer(550, "No such person here"));
      },
    });
    const page = await administrator.fill(path, chen);
    expect(page.status).toBe(200);
    expect(missing(page.text, "could not be sent", "550 No such person here", "Give this link to 陈晓")).toEqual([]);
    expect(page.text).not.toContain("was sent by e-mail");
    expect((await new Browser(desk).get(new URL(linkIn(page.text)).pathname)).status).toBe(200);
    expect(
      desk.problems.filter((problem) => !(problem as Error).message.startsWith("A notice about the account")),
    ).toEqual([]);
  });

  test("because the server is gone, the page says so", async () => {
    const { server, administrator } = await aHouse();
    await server.close();
    open.shift();
    const page = await administrator.fill(path, chen);
    expect(missing(page.text, "could not be sent", "ECONNREFUSED", "Give this link to 陈晓")).toEqual([]);
  });
});

describe("the secret of the link", () => {
  const contents = (folder: string): string =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
      .join("\n");

  test.each([true, false])("stands in no file and no table (with a mail server: %s)", async (byMail) => {
    const folder = aTemporaryFolder();
    open.push(() => {
      folder.remove();
    });
    const onDisk = { DATABASE_URL: `sqlite:${folder.file("desk.db")}`, ANSWERABLE_DATA: folder.file("") };
    const none = { SMTP_URL: "", SMTP_TLS: "", MAIL_FROM: "" };
    const { invitations, administrator } = await aHouse({}, { ...onDisk, ...(byMail ? {} : none) });
    const page = await administrator.fill(path, kim);
    const secret =
      linkIn(byMail ? (invitations()[0]?.parsed.text ?? "") : page.text)
        .split("/")
        .at(-1) ?? "";
    expect([secret.length > 20, page.text.includes("by e-mail"), invitations().length]).toEqual([
      true,
      byMail,
      byMail ? 1 : 0,
    ]);
    const kept = contents(folder.file(""));
    // What is kept of it, so that this looks at the right place.
    expect([kept.includes("Kim@Example.test"), kept.includes(secret)]).toEqual([true, false]);
    // Whoever signed in may be told so meanwhile; the invited person is not written to.
    const mails = existsSync(folder.file("notifications")) ? contents(folder.file("notifications")) : "";
    expect(mails.toLowerCase()).not.toContain("kim@example.test");
  });
});
