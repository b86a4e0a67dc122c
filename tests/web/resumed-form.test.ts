/** A form that a question of who it is interrupted comes back as the page that it was, and nothing is recorded by that. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { goodPassword, minutes } from "../support/accounts-world.ts";
import { aDesk, Browser, type DeskWorld } from "../support/desk-world.ts";
import { formFields, missing, type Fields } from "../support/visitor.ts";

let desk: DeskWorld;
let browser: Browser;
beforeEach(async () => {
  desk = await aDesk();
  browser = new Browser(desk);
  await browser.signIn("li@example.test");
});
afterEach(() => desk.shut());

describe("what goes public", () => {
  /** Somebody else has repaired it; who reads this may confirm it for good. */
  async function aRepair(): Promise<number> {
    const { members } = desk.accounts;
    await members.setRoles("li", ["administrator", "duty-officer"], "system");
    await members.add({ id: "zhao", name: "赵敏", language: "zh", roles: ["unit-contact"], active: true }, "system");
    const [li, zhao] = [desk.desk.person("li")!, desk.desk.person("zhao")!];
    const values = { equipment: "Lift 2", place: "Library", fault: "Stuck between floors" };
    const opened = await desk.desk.open("equipment-fault", values, li, { commandId: "open" });
    if (opened.outcome !== "done") throw new Error(opened.outcome);
    await desk.desk.act(opened.id, "FAULT_ACKNOWLEDGED", {}, zhao, { commandId: "acknowledge" });
    await desk.desk.act(opened.id, "FAULT_REPAIRED", { done: "Rope" }, zhao, { commandId: "repair" });
    return opened.number;
  }

  test("asks for a proof of the last ten minutes before it goes", async () => {
    const path = `/incidents/${await aRepair()}/events/REPAIR_CONFIRMED`;
    desk.clock.wind(minutes(11));
    const confirm = await browser.fill(path, {});
    const asked = await browser.send(confirm, path, { step: "confirmed" });
    expect([asked.status, missing(asked.text, "Confirm it’s you")]).toEqual([403, []]);
    const proven = await browser.send(asked, "/prove", { password: goodPassword });
    expect(
      missing(proven.text, "Confirm: Confirm the repair", "This closes the fault; it cannot be reopened.", "Rope"),
    ).toEqual([]);
    const done = await browser.send(proven, path, { step: "confirmed" });
    expect([done.status, done.location]).toEqual([303, expect.stringContaining("recorded=")]);
  });

  const entered = { title: "Export", sourceKind: "call", discoveredAt: "2026-11-22T21:00", grade: "ordinary" };

  test("comes back after the proof on its own page, in the form's own words, and once more to be confirmed", async () => {
    await browser.fill("/register", { ...entered, step: "submit" });
    const path = "/incidents/1/events/FAST_REPORT_SENT";
    desk.clock.wind(minutes(11));
    const report = { what: "Records were shown", where: "Export", firstMeasures: "Switched off" };
    const asked = await browser.send(await browser.fill(path, report), path, { step: "confirmed" });
    expect(asked.text.match(/name="kept"/g)).toHaveLength(1);
    const proven = await browser.send(asked, "/prove", { password: goodPassword });
    expect([proven.status, missing(proven.text, "Nothing has been recorded yet", ...Object.values(report))]).toEqual([
      200,
      [],
    ]);
    expect(missing(proven.text, "<dt>What happened</dt>", "<dt>First measures</dt>", 'value="confirmed"')).toEqual([]);
    for (const name of Object.keys(report)) expect(proven.text).not.toContain(`<dt>${name}</dt>`);
    expect(await desk.desk.history("1")).toHaveLength(1);
    expect((await browser.send(proven, path, { step: "confirmed" })).status).toBe(303);
    expect(await desk.desk.history("1")).toHaveLength(2);
  });

  test("and what stays inside, after an ended session, comes back as the form that it was", async () => {
    await browser.fill("/register", { ...entered, step: "submit" });
    const path = "/incidents/1/events/NOTE_ADDED";
    const form = await browser.get(path);
    desk.clock.wind(minutes(31));
    const asked = await browser.send(form, path, { wording: "The lead is told" });
    expect(asked.status).toBe(401);
    const back = await browser.send(asked, "/sign-in", { mail: "li@example.test", password: goodPassword });
    expect([back.status, missing(back.text, "Nothing has been recorded yet")]).toEqual([200, []]);
    expect(await desk.desk.history("1")).toHaveLength(1);
    expect(Object.values(formFields(back.text, path)).flat()).toContain("The lead is told");
    expect((await browser.send(back, path)).status).toBe(303);
  });

  test("somebody whose roles changed meanwhile does not get the form back", async () => {
    await browser.fill("/register", { ...entered, step: "submit" });
    const path = "/incidents/1/events/NOTE_ADDED";
    const form = await browser.get(path);
    desk.clock.wind(minutes(31));
    const asked = await browser.send(form, path, { wording: "The lead is told" });
    await desk.accounts.members.setRoles("li", ["administrator"], "system");
    const back = await browser.send(asked, "/sign-in", { mail: "li@example.test", password: goodPassword });
    expect([back.status, back.text.includes(`action="${path}"`)]).toEqual([403, false]);
    expect(await desk.desk.history("1")).toHaveLength(1);
  });
});

describe("what no playbook asks", () => {
  /** The page after a wrong and then the right password. */
  async function proven(page: string, action: string, fields: Fields) {
    const form = await browser.get(page);
    desk.clock.wind(minutes(11));
    const asked = await browser.send(form, action, fields);
    expect([asked.status, missing(asked.text, "Confirm it’s you", "Use a passkey")]).toEqual([403, []]);
    const wrong = await browser.send(asked, "/prove", { password: "some other words entirely" });
    expect([wrong.status, missing(wrong.text, "Incorrect password.")]).toEqual([401, []]);
    const back = await browser.send(wrong, "/prove", { password: goodPassword });
    expect([back.status, missing(back.text, "Nothing has been recorded yet")]).toEqual([200, []]);
    return back;
  }
  const button = (label: string) => `<button class="primary">${label}</button>`;

  test.each([
    ["/calendar", "/calendar/own", {}, "Create a new calendar address", []],
    ["/account", "/account/tokens", { label: "rota", days: "30", scopes: ["read", "write"] }, "Create a token", []],
    ["/account", "/account/ways/end", { kind: "token", id: "t", label: "rota" }, "End this access", ["API token"]],
    ["/account", "/account/phone", { phone: "+86 10 6000" }, "Save the phone number", ["<dt>Phone</dt>"]],
    [
      "/administration/people/invite",
      "/administration/people/invite",
      { name: "Zhao Min", mail: "zhao@example.test", language: "en", roles: ["lead", "auditor"] },
      "Invite a person",
      ["duty lead and auditor"],
    ],
  ] as const)("comes back from %s under the name of what %s does", async (page, action, fields, label, shown) => {
    const back = await proven(page, action, fields);
    expect(missing(back.text, `<h1>${label}</h1>`, button(label), ...shown)).toEqual([]);
    for (const [name, value] of Object.entries(fields))
      if (name !== "id" && name !== "kind" && name !== "language" && typeof value === "string")
        expect(back.text).toContain(`<bdi>${value}</bdi>`);
    // Everything that was sent before goes along, shown or not.
    const sent = Object.entries(fields).map(([name, value]) => [name, [value].flat()]);
    expect(formFields(back.text, action)).toMatchObject(Object.fromEntries(sent));
  });

  test("names the person whom it concerns, in the reader's language", async () => {
    await desk.accounts.members.add(
      { id: "zhao", name: "赵敏", language: "zh", roles: ["lead"], active: true },
      "system",
    );
    const action = "/administration/people/zhao/start-over";
    const back = await proven("/administration/people/zhao/sign-in", action, {});
    expect(missing(back.text, "<dt>Person</dt>", "<bdi>赵敏</bdi>", button("Reset sign-in and create a link"))).toEqual(
      [],
    );
    const done = await browser.send(back, action);
    expect([done.status, missing(done.text, "/invitation/")]).toEqual([200, []]);
  });
});
