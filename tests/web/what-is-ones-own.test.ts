/** What belongs to one person: nobody else ends, changes or opens it, whatever their session may do otherwise. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Role } from "../../machines/playbook.ts";
import { makeAcknowledgeLink } from "../../src/desk/delivery/acknowledge-link.ts";
import { systemNewSecret } from "../../src/kernel/secret.ts";
import { caller, goodPassword } from "../support/accounts-world.ts";
import type { DeskWorld } from "../support/desk-world.ts";
import { askAs, idOf, oneOfEachRole, tokenFor } from "../support/one-of-each-role.ts";
import { missing } from "../support/visitor.ts";

const officer = ["duty-officer"] as const;
const lead = ["lead"] as const;
const administrator = ["administrator"] as const;
const superior = ["superior"] as const;

let desk: DeskWorld;
beforeAll(async () => {
  desk = await oneOfEachRole();
}, 60_000);
afterAll(() => desk.shut());

const visit = { agent: "test", address: "203.0.113.8" };
const seqOfRecord = async () => (await desk.desk.organisationView(desk.desk.person("li")!)).seq;

describe("on one's account", () => {
  test("sessions are ended by their owner", async () => {
    const { sessions } = desk.accounts;
    const secret = await sessions.open({ person: idOf(lead), way: "password", isProven: true }, visit);
    const { id } = (await sessions.find(secret))!;
    for (const other of [officer, administrator]) {
      await askAs(desk, other, "POST /account/ways/end", { kind: "session", id });
      await askAs(desk, other, "POST /account/sessions/end-others");
    }
    expect(await sessions.find(secret)).toMatchObject({ id });
    expect(await sessions.end(idOf(lead), id)).toBe(true);
    expect(await sessions.find(secret)).toBeNull();
  });

  test("tokens are revoked by their owner", async () => {
    const secret = await tokenFor(desk, lead, ["read"]);
    const { id } = (await desk.accounts.tokens.find(secret))!;
    for (const other of [officer, administrator])
      await askAs(desk, other, "POST /account/ways/end", { kind: "token", id });
    expect(await desk.accounts.tokens.find(secret)).toMatchObject({ id });
    await askAs(desk, lead, "POST /account/ways/end", { kind: "token", id });
    expect(await desk.accounts.tokens.find(secret)).toBeNull();
  });

  test("passkeys are removed by their owner", async () => {
    const row = { publicKey: "x", counter: 0, transports: [], label: "Telephone", madeAt: 0, usedAt: null };
    for (const id of ["key", "other key"]) await desk.storage.accounts.passkeys.put({ ...row, id, person: idOf(lead) });
    for (const other of [officer, administrator])
      await askAs(desk, other, "POST /account/ways/end", { kind: "passkey", id: "key" });
    expect(await desk.accounts.passkeys.list(idOf(lead))).toHaveLength(2);
    await askAs(desk, lead, "POST /account/ways/end", { kind: "passkey", id: "key" });
    // The other one is their last way in, which nobody ends for themselves.
    await askAs(desk, lead, "POST /account/ways/end", { kind: "passkey", id: "other key" });
    expect(await desk.accounts.passkeys.list(idOf(lead))).toMatchObject([{ id: "other key" }]);
  });

  test("the password and the telephone number are one's own, whoever the form names", async () => {
    await askAs(desk, officer, "POST /account/phone", { phone: "110", person: idOf(lead) });
    expect([await desk.accounts.contactsOf(idOf(officer)), await desk.accounts.contactsOf(idOf(lead))]).toMatchObject([
      { phone: "110" },
      { phone: null },
    ]);
    await askAs(desk, officer, "POST /account/password", { password: goodPassword, person: idOf(lead) });
    expect([await desk.accounts.hasPassword(idOf(officer)), await desk.accounts.hasPassword(idOf(lead))]).toEqual([
      true,
      false,
    ]);
  });

  test("channels are one's own, whoever the form names", async () => {
    const address = "https://hooks.example.test/one";
    await askAs(desk, officer, "POST /channels/address", { address, person: idOf(lead) });
    expect(await desk.storage.webhooks.of(idOf(officer))).toMatchObject({ address });
    expect(await desk.storage.webhooks.of(idOf(lead))).toBeNull();
    await askAs(desk, lead, "POST /channels/remove", { person: idOf(officer) });
    expect(await desk.storage.webhooks.of(idOf(officer))).toMatchObject({ address });
  });
});

describe("the secret in an address", () => {
  test("of an invitation lets in the one who was invited, and nobody else", async () => {
    const invite = async (name: string) => {
      const mail = `${name}@example.test`;
      const invited = await desk.accounts.invite({ name, language: "en", roles: lead, mail }, "li");
      if (invited.outcome !== "invited") throw new Error(invited.outcome);
      return { mail, path: invited.invitation.path };
    };
    const [first, second] = [await invite("first"), await invite("second")];
    const password = "nine quiet otters under ice";
    expect((await askAs(desk, officer, `POST ${first.path}`, { password, person: "second" })).status).toBe(303);
    expect(await desk.accounts.signIn(first.mail, password, caller())).toMatchObject({ outcome: "in" });
    expect(await desk.accounts.signIn(second.mail, password, caller())).toMatchObject({ outcome: "wrong" });
    expect((await askAs(desk, null, `GET ${second.path}`)).text).toContain("second@example.test");
    expect((await askAs(desk, null, `GET ${first.path}`)).status).toBe(410);
  });

  test("of a calendar opens its owner's, until they renew it; somebody else's is another", async () => {
    const renewed = async (roles: readonly Role[]) =>
      /(\/calendar\/[\w-]+\.ics)/.exec(
        (await askAs(desk, roles, "POST /calendar/own", { person: idOf(lead) })).text,
      )![1]!;
    const [ofLead, ofOfficer] = [await renewed(lead), await renewed(officer)];
    const statuses = async () =>
      Promise.all([ofLead, ofOfficer].map(async (path) => (await askAs(desk, null, `GET ${path}`)).status));
    expect(await statuses()).toEqual([200, 200]);
    await renewed(officer);
    expect(await statuses()).toEqual([200, 404]);
    expect((await askAs(desk, officer, "POST /calendar/team")).status).toBe(403);
    expect((await askAs(desk, lead, "POST /calendar/team")).status).toBe(200);
  });

  test("of a notification acts for its reader, and shows nothing once they may not read it", async () => {
    desk.clock.wind(32 * 60_000);
    for (let time = 0; time < 3; time += 1) await desk.engine.runDue();
    const { id } = (await desk.desk.find("1"))!;
    const called = (await desk.engine.messages(id)).find(({ type }) => type === "clockEscalation")!;
    const parts = { links: desk.storage.acknowledgeLinks, newSecret: systemNewSecret, baseUrl: "", now: () => 0 };
    const link = await makeAcknowledgeLink(parts, called, idOf(officer));
    const page = await askAs(desk, null, `GET ${link}`);
    expect([page.status, missing(page.text, "Brown water")]).toEqual([200, []]);
    await desk.accounts.members.setRoles(idOf(officer), ["administrator"], "system");
    const after = await askAs(desk, null, `GET ${link}`);
    expect([after.status, after.text.includes("Brown water")]).toEqual([404, false]);
    await desk.accounts.members.setRoles(idOf(officer), officer, "system");
    // Somebody else acts in nobody's name; a browser that is nobody's acts for whom the notification was written.
    expect((await askAs(desk, lead, `POST ${link}`, { intention: "On my way" })).status).toBe(403);
    await askAs(desk, null, `POST ${link}`, { intention: "On my way" });
    const acknowledged = (await desk.desk.history("1"))!.filter(
      ({ row }) => row.event.type === "ESCALATION_ACKNOWLEDGED",
    );
    expect(acknowledged.map(({ row }) => row.by)).toEqual([idOf(officer)]);
  });
});

describe("a form about people", () => {
  const change = (actor: readonly Role[], type: string, fields: Readonly<Record<string, string>>) =>
    askAs(desk, actor, `POST /administration/${type}`, { step: "confirmed", ...fields });
  const channels = { person: idOf(lead), first: "mail" };
  const absence = { person: idOf(superior), from: "2026-12-01T08:00", until: "2026-12-02T08:00" };

  test("about how somebody else is told is the administrator's", async () => {
    const refused = await change(officer, "CHANNELS_CHANGED", channels);
    expect([refused.status, missing(refused.text, "To do this for someone else you need")]).toEqual([409, []]);
    expect((await change(administrator, "CHANNELS_CHANGED", channels)).status).toBe(303);
    expect((await change(lead, "CHANNELS_CHANGED", channels)).status).toBe(303);
  });

  test("about somebody else's absence is a lead's or the administrator's", async () => {
    expect((await change(officer, "ABSENCE_RECORDED", absence)).status).toBe(409);
    expect((await change(lead, "ABSENCE_RECORDED", absence)).status).toBe(303);
    const { absences } = desk.desk.directory();
    const ended = { absence: absences.find((one) => one.person === idOf(superior))!.id };
    expect((await change(officer, "ABSENCE_ENDED", ended)).status).toBe(409);
    expect((await change(superior, "ABSENCE_ENDED", ended)).status).toBe(303);
  });

  test("that only puts on record what happened elsewhere is nobody's to send", async () => {
    const before = await seqOfRecord();
    for (const type of ["CONTACT_CHANGED", "SIGN_IN_CHANGED", "SESSIONS_ENDED", "TOKEN_ISSUED", "TOKEN_REVOKED"])
      expect((await change(administrator, type, { person: idOf(lead) })).status).toBe(404);
    expect((await change(administrator, "CALENDAR_ADDRESS_RENEWED", { person: idOf(lead) })).status).toBe(404);
    expect(await seqOfRecord()).toBe(before);
  });

  test("that comes late shows what happened to the same person, and no more of the record", async () => {
    const own = { ...channels, person: idOf(officer), expectedSeq: "0" };
    const page = await change(officer, "CHANNELS_CHANGED", own);
    expect([page.status, missing(page.text, "Roles changed")]).toEqual([409, []]);
    for (const other of ["Absence recorded", "Organisation set up"]) expect(page.text).not.toContain(other);
  });
});

describe("an event of an incident", () => {
  const approve = (actor: readonly Role[], role: Role) =>
    desk.desk.act("1", "STATEMENT_APPROVED", { role, version: "1", digest: "x" }, desk.desk.person(idOf(actor))!, {
      commandId: `${idOf(actor)}-${role}`,
    });

  test("is sent in a role that one holds", async () => {
    expect(await approve(lead, "superior")).toMatchObject({ outcome: "forbidden", who: [{ id: idOf(superior) }] });
    expect(await approve(lead, "lead")).toMatchObject({ outcome: "refused" });
    expect(await approve(officer, "lead")).toMatchObject({ outcome: "forbidden" });
    const token = await tokenFor(desk, lead, ["write"]);
    const sent = await fetch(`${desk.origin}/api/v1/incidents/1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ type: "STATEMENT_APPROVED", fields: { role: "superior", version: "1", digest: "x" } }),
    });
    expect([sent.status, await sent.json()]).toMatchObject([403, { code: "forbidden" }]);
  });

  test("keeps what was typed when it is refused", async () => {
    const fields = { finding: "not-so", reason: "Samples are clean" };
    const page = await askAs(desk, officer, "POST /incidents/1/events/INCIDENT_CLOSED", fields);
    expect([page.status, missing(page.text, "Only these roles can do this: duty lead")]).toEqual([403, []]);
  });
});
