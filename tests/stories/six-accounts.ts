/** A desk with six people who signed up by their invitations, a real mail server, and a roster for the night. */
import { startMailServer, type MailServer, type ReceivedMail } from "../support/mail-server.ts";
import { goodPassword } from "../support/accounts-world.ts";
import { aNewDesk, Browser, type DeskWorld } from "../support/desk-world.ts";
import { formFields, type Fields, type Page } from "../support/visitor.ts";

const minuteMs = 60_000;

const invited = [
  { id: "chen", name: "Chen Xiao", roles: ["duty-officer"] },
  { id: "zhao", name: "Zhao Min", roles: ["duty-officer"] },
  { id: "li", name: "Li Wen", roles: ["lead", "spokesperson"] },
  { id: "fu", name: "Fu Ning", roles: ["lead"] },
  { id: "wang", name: "Wang Jian", roles: ["superior"] },
] as const;

export type Name = "wu" | (typeof invited)[number]["id"];

export interface Night {
  readonly world: DeskWorld;
  readonly mails: readonly ReceivedMail[];
  /** Each person's own browser, signed in. */
  readonly as: Readonly<Record<Name, Browser>>;
  /** Minute by minute: whatever comes due happens on the way. Whose session ended meanwhile signs in again. */
  wind(minutes: number): Promise<void>;
  /** What this person was sent, oldest first. */
  mailsTo(person: Name): readonly ReceivedMail["parsed"][];
  end(): Promise<void>;
}

export async function aNightWithSixAccounts(): Promise<Night> {
  const post: MailServer = await startMailServer();
  const world = await aNewDesk({
    environment: {
      SMTP_URL: `smtp://127.0.0.1:${post.port}`,
      SMTP_TLS: "off",
      MAIL_FROM: "Duty desk <desk@example.test>",
    },
  });
  const wu = new Browser(world);
  await wu.fill("/set-up", {
    code: world.accounts.setUp.code,
    name: "Wu Hao",
    mail: "wu@example.test",
    password: goodPassword,
    language: "en",
  });
  const as: Partial<Record<Name, Browser>> = { wu };
  for (const person of invited) as[person.id] = await join(world, wu, person, post);
  post.received.splice(0);
  return {
    world,
    mails: post.received,
    as: as as Record<Name, Browser>,
    wind: async (minutes) => {
      for (let minute = 0; minute < minutes; minute += 1) {
        world.clock.wind(minuteMs);
        await world.engine.runDue();
      }
      // A session that nobody used for half an hour has ended.
      for (const [id, browser] of Object.entries(as))
        if ((await browser.get("/sign-in")).status === 200) await browser.signIn(`${id}@example.test`);
    },
    mailsTo: (person) =>
      post.received.filter(({ to }) => to.includes(`${person}@example.test`)).map(({ parsed }) => parsed),
    end: async () => {
      await world.shut();
      await post.close();
    },
  };
}

/** The administrator invites; the link in the mail is opened in a browser of the person's own. */
async function join(
  world: DeskWorld,
  administrator: Browser,
  person: (typeof invited)[number],
  post: MailServer,
): Promise<Browser> {
  const { name, roles, id } = person;
  const path = "/administration/people/invite";
  await administrator.fill(path, { name, roles, mail: `${id}@example.test`, language: "en" });
  const texts = post.received.map(({ parsed }) => parsed.text ?? "");
  const [link = ""] = texts.flatMap((text) => /\/invitation\/[\w-]+/.exec(text) ?? []).slice(-1);
  const own = new Browser(world);
  await own.fill(link, { password: goodPassword });
  await own.signIn(`${id}@example.test`);
  return own;
}

/** Fills in a form of the administration, and confirms it where a look at the consequences comes first. */
export async function change(browser: Browser, type: string, fields: Fields, query = ""): Promise<Page> {
  const path = `/administration/${type}`;
  const first = await browser.fill(`${path}${query}`, fields, path);
  if (first.status !== 200) return first;
  return browser.post(path, { ...formFields(first.text, path), step: "confirmed" });
}

/** Sends an event of an incident from its page, through the last look and the proof of who one is, where they are asked for. */
export async function act(browser: Browser, number: string, type: string, fields: Fields = {}): Promise<Page> {
  const path = `/incidents/${number}/events/${type}`;
  const first = await browser.fill(path, fields);
  const last = first.status === 200 ? await browser.send(first, path, { step: "confirmed" }) : first;
  return proven(browser, last, path);
}

/** Where the page asks whether it is still the same person, says so, and sends once more what comes back for `path`. */
export async function proven(browser: Browser, page: Page, path: string): Promise<Page> {
  if (page.status !== 403 || !page.text.includes('action="/prove"')) return page;
  const back = await browser.send(page, "/prove", { password: goodPassword });
  return browser.send(back, path, back.text.includes('value="confirmed"') ? { step: "confirmed" } : {});
}
