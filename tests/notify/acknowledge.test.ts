/** Acknowledging from the mail, in a browser that has never signed in. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { playbooks } from "../../machines/registry.ts";
import { aNewDesk } from "../support/desk-world.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { formFields, missing, Visitor } from "../support/visitor.ts";
import { aMailbox } from "../support/mailbox.ts";

let desk: NightDesk;
let stranger: Visitor;
let incident: string;
const mailbox = aMailbox(({ text }) => `250 taken: ${text}`);
beforeAll(async () => {
  desk = await aNightDesk(undefined, Object.values(playbooks), { transport: mailbox });
  stranger = new Visitor(desk, null);
  const values = {
    title: "Brown <water>",
    sourceKind: "call",
    discoveredAt: "2026-11-22T21:00:00+08:00",
    grade: "major",
  };
  const opened = await desk.desk.open("public-incident", values, desk.desk.person("chen")!, { commandId: "open" });
  if (opened.outcome === "done") incident = String(opened.number);
});
afterAll(() => desk.shut());

/** The newest link that this person was sent. */
const linkTo = (person: string): string => mailbox.linksTo(person).at(-1)!;
const rows = async () => (await desk.desk.history(incident))!.filter(({ kind }) => kind === "event").length;

test("the officer misses the fast report; the ladder goes on to the lead, each with a link of their own", async () => {
  await desk.wind(29);
  expect(linkTo("chen")).toMatch(/^\/acknowledge\/[\w-]{43}$/);
  await desk.wind(10);
  expect(linkTo("li")).not.toBe(linkTo("chen"));
});

describe("the link", () => {
  test("opened as often as any scanner likes changes nothing", async () => {
    const before = await rows();
    for (let time = 0; time < 3; time += 1) {
      const page = await stranger.get(linkTo("li"));
      expect(page.status).toBe(200);
      expect(missing(page.text, "Brown &lt;water>", "您以李文的身份确认", 'lang="zh-CN"')).toEqual([]);
    }
    expect(await rows()).toBe(before);
  });

  test("with anything changed leads nowhere", async () => {
    const secret = linkTo("li").slice("/acknowledge/".length);
    const wrong = [
      secret.slice(1),
      `${secret}x`,
      secret.toLowerCase(),
      `${secret}.${secret}`,
      "x.y",
      "%00",
      "a".repeat(43),
    ];
    for (const one of wrong) {
      expect((await stranger.get(`/acknowledge/${one}`)).status).toBe(404);
      await stranger.post(`/acknowledge/${one}`, {});
    }
    expect(await rows()).toBe(0);
  });

  test("passed on to somebody who is known here acts for nobody", async () => {
    const auditor = new Visitor(desk, "sun");
    const page = await auditor.get(linkTo("li"));
    expect(page.status).toBe(403);
    expect(missing(page.text, "sent to another person", "acknowledges as 李文")).toEqual([]);
    expect((await auditor.post(linkTo("li"), {})).status).toBe(403);
    expect(await rows()).toBe(0);
  });

  test("is not stopped by somebody who took the desk's own command id before", async () => {
    const called = (await desk.desk.incident(incident, desk.desk.person("li")!))!.messages.filter(({ notifications }) =>
      notifications.some(({ recipient }) => recipient === "li"),
    );
    const ids = called.map(({ message }) => `acknowledge:${message.id}:li`);
    expect(ids.length).toBeGreaterThan(0);
    for (const person of ["chen", "li"])
      for (const commandId of ids) {
        const taken = await desk.desk.act(incident, "NOTE_ADDED", { wording: "x" }, desk.desk.person(person)!, {
          commandId,
        });
        expect(taken).toMatchObject({ outcome: "done", again: false });
      }
    const known = (await desk.desk.history(incident))!.filter(({ kind }) => kind === "event");
    expect(known.map(({ row }) => row.commandId)).toEqual([...ids, ...ids]);
  });

  test("acknowledges with one button, as the person whose notification it was, and the ladder stops", async () => {
    const link = linkTo("li");
    const page = await stranger.get(link);
    const sent = await stranger.post(link, { ...formFields(page.text, link), intention: "On my way" });
    expect(sent).toMatchObject({ status: 303, location: link });
    const last = (await desk.desk.history(incident))!.filter(({ kind }) => kind === "event").at(-1)!;
    expect(last).toMatchObject({
      by: "李文",
      row: { event: { type: "ESCALATION_ACKNOWLEDGED", intention: "On my way" } },
    });
    await desk.wind(15);
    expect(mailbox.linksTo("wang")).toEqual([]);
  });

  test("pressed again does nothing, and tells a late opener who was quicker", async () => {
    const before = await rows();
    await stranger.post(linkTo("li"), {});
    await stranger.post(linkTo("chen"), {});
    expect(await rows()).toBe(before);
    const page = await stranger.get(linkTo("chen"));
    expect(missing(page.text, "李文已于", "确认收到")).toEqual([]);
    expect(page.text).not.toContain('method="post" action="/acknowledge');
  });

  test("too old acknowledges nothing and says where to go", async () => {
    // Nothing moves after the acknowledgement, so the ladder begins again, and this time nobody answers.
    await desk.wind(20);
    const link = linkTo("li");
    const before = await rows();
    expect((await stranger.get(link)).text).toContain("action=");
    (desk.clock as unknown as { wind(ms: number): void }).wind(8 * 24 * 60 * 60_000);
    expect(missing((await stranger.get(link)).text, "链接已过期")).toEqual([]);
    await stranger.post(link, {});
    expect(await rows()).toBe(before);
  });
});

test("the incident's page and the timeline say what became of each notification", async () => {
  const page = await new Visitor(desk, "li").get(`/incidents/${incident}`);
  expect(missing(page.text, "acknowledged by 李文", "taken by the provider")).toEqual([]);
  const view = (await desk.desk.incident(incident, desk.desk.person("li")!))!;
  const called = view.messages.filter(({ message }) => message.type === "clockEscalation");
  expect(called[0]).toMatchObject({ acknowledged: { by: "李文" }, deliveries: [{ recipient: "chen", state: "sent" }] });
});

describe("a person's own channels", () => {
  test("take an address that may be reached, show the secret once, and say what a test answered", async () => {
    const chen = new Visitor(desk, "chen", "en");
    expect(missing((await chen.get("/channels")).text, "chen@example.test")).toEqual([]);
    const inside = await chen.fill("/channels", { address: "http://10.0.0.1/" }, "/channels/address");
    expect(inside.status).toBe(422);
    expect(missing(inside.text, "must begin with https://", 'value="http://10.0.0.1/"')).toEqual([]);
    const saved = await chen.fill("/channels", { address: "https://169.254.169.254/hook" }, "/channels/address");
    expect(saved.text).toMatch(/whsec_[A-Za-z0-9+/]{43}=/);
    expect((await chen.get("/channels")).text).not.toContain("whsec_");
    const tested = await chen.post("/channels/test", { kind: "webhook" });
    expect(missing(tested.text, "Failed:", "link-local")).toEqual([]);
    expect((await chen.post("/channels/secret", {})).text).toMatch(/whsec_/);
    expect(missing((await chen.get("/channels")).text, "The previous secret is also valid")).toEqual([]);
    for (let time = 0; time < 4; time += 1) await chen.post("/channels/test", { kind: "mail" });
    expect(missing((await chen.post("/channels/test", { kind: "mail" })).text, "Try again later")).toEqual([]);
    await chen.post("/channels/remove", {});
    expect((await chen.get("/channels")).text).not.toContain("169.254");
  });
});

test("the delivery log shows every notification; an auditor sends none again", async () => {
  const page = await new Visitor(desk, "sun", "en").get("/deliveries");
  expect(missing(page.text, "Delivery log", "陈晓", "by e-mail")).toEqual([]);
  const refused = await new Visitor(desk, "sun", "en").post("/deliveries", { message: "x" });
  expect(refused.status).toBe(403);
  expect((await new Visitor(desk, "chen").post("/deliveries", { message: "x" })).location).toBe(
    "/deliveries?resent=not-dead-lettered",
  );
});

test("where people sign in, a notification's link needs no session, and its form only a page of ours", async () => {
  const house = await aNewDesk();
  const looked = await fetch(`${house.origin}/acknowledge/x.y`, { redirect: "manual" });
  expect(looked.status).toBe(404);
  const posted = await fetch(`${house.origin}/acknowledge/x.y`, { method: "POST", redirect: "manual" });
  expect(posted.status).toBe(403);
  for (const path of ["/deliveries", "/channels"])
    expect((await fetch(`${house.origin}${path}`, { redirect: "manual" })).status).toBe(303);
  await house.shut();
});
