/** Whoever wrote a statement finds at no door a way to approve it: not with the guards, and not without them. */
import { afterEach, describe, expect, test } from "@jest/globals";
import { playbookKey, type Playbook } from "../../machines/playbook.ts";
import { publicIncident } from "../../machines/public-incident/index.ts";
import { playbooks } from "../../machines/registry.ts";
import { loosenedPlaybook } from "../support/loosened-playbook.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { formFields, missing, Visitor, type Page } from "../support/visitor.ts";

const path = "/incidents/1/events/STATEMENT_APPROVED";
const words = { zh: "您是该版通稿的起草人，须由他人审批。", en: "You drafted this version" };

let desk: NightDesk;
afterEach(() => desk.shut());

/** A statement that the lead, who alone may approve it, has written. */
async function writtenByTheLead(playbook: Playbook): Promise<void> {
  desk = await aNightDesk(undefined, Object.values({ ...playbooks, [playbookKey(playbook)]: playbook }));
  const [officer, lead] = ["chen", "li"].map((person) => new Visitor(desk, person)) as [Visitor, Visitor];
  const done = (page: Page) => expect(page.status).toBe(303);
  const event = async (visitor: Visitor, type: string, fields: Record<string, string> = {}, confirmed = false) => {
    const address = `/incidents/1/events/${type}`;
    done(await visitor.fill(address, { ...fields, ...(confirmed ? { step: "confirmed" } : {}) }));
  };
  const opening = { title: "Export", sourceKind: "call", discoveredAt: "2026-11-22T21:00", grade: "ordinary" };
  done(await officer.fill("/register", { ...opening, step: "submit" }));
  await event(officer, "FAST_REPORT_SENT", { what: "Records were shown", where: "Export", firstMeasures: "Off" }, true);
  await event(lead, "CONSULTATION_OPENED", { participants: "Consultation group" });
  await event(lead, "DECISION_MADE", { finding: "not-so", summary: "Nothing was shown", evidence: "Logs" }, true);
  await event(lead, "STATEMENT_SAVED", { title: "What happened", body: "Nothing was shown." });
  await event(lead, "STATEMENT_SUBMITTED");
}

async function exact(): Promise<{ version: string; digest: string }> {
  const { id } = (await desk.desk.find("1"))!;
  const { version, digest } = (await desk.engine.read(id)).context["submitted"] as { version: number; digest: string };
  return { version: String(version), digest };
}

async function overTheApi(person: string, language: "zh" | "en") {
  const response = await fetch(`${desk.origin}/api/v1/incidents/1/events`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Answerable-Person": person, "Accept-Language": language },
    body: JSON.stringify({ type: "STATEMENT_APPROVED", fields: { role: "lead", ...(await exact()) } }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

const rows = async () => (await desk.desk.history("1"))!.length;

describe("with the guards", () => {
  test.each(["zh", "en"] as const)("the page offers no form and says why, in %s; the API refuses", async (language) => {
    await writtenByTheLead(publicIncident);
    const lead = new Visitor(desk, "li", language);
    const before = await rows();
    expect(missing((await lead.get("/incidents/1")).text, words[language])).toEqual([]);
    const page = await lead.get(path);
    expect([page.status, missing(page.text, words[language])]).toEqual([200, []]);
    expect(page.text).not.toContain(`action="${path}"`);
    const sent = await lead.post(path, { role: "lead", ...(await exact()), step: "confirmed" });
    expect([sent.status, missing(sent.text, words[language])]).toEqual([409, []]);
    expect(await overTheApi("li", language)).toMatchObject({
      status: 409,
      body: { code: "not-acceptable", detail: expect.stringContaining(words[language]) },
    });
    expect(await rows()).toBe(before);
  });
});

describe("without them", () => {
  test.each(["zh", "en"] as const)("page and API say in %s what the database has refused", async (language) => {
    await writtenByTheLead(loosenedPlaybook);
    const lead = new Visitor(desk, "li", language);
    const before = await rows();
    const fields = { ...formFields((await lead.get(path)).text, path), step: "confirmed" };
    const sent = await lead.post(path, fields);
    expect([sent.status, missing(sent.text, words[language])]).toEqual([409, []]);
    expect(formFields(sent.text, path)).toMatchObject(await exact().then(({ digest }) => ({ digest: [digest] })));
    expect(await overTheApi("li", language)).toMatchObject({
      status: 409,
      body: { code: "same-person", detail: expect.stringContaining(words[language]) },
    });
    expect([await rows(), desk.problems]).toEqual([before, []]);
    expect((await lead.fill("/incidents/1/events/NOTE_ADDED", { wording: "It goes on" })).status).toBe(303);
  });
});
