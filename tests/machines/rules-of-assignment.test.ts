/** Given – when – then: who has the incident, and who is told because of it. */
import { describe, expect, test } from "@jest/globals";
import { anIncident, type IncidentNight } from "./support/incident.ts";
import { evening, minutes, type Written } from "./support/night.ts";
import { writeOut } from "./support/promises.ts";

const inCharge = { person: "chen", orElse: "duty-officer" };
const called = { person: "chen" };

const assign = (night: IncidentNight, person: string, by = "lead-1", note?: string) =>
  night.send("OFFICER_ASSIGNED", by, { person, ...(note === undefined ? {} : { note }) });

const to = (notification: Written | undefined): unknown => (notification?.params as { to: unknown } | undefined)?.to;

const lastTo = (night: IncidentNight, type: string): unknown => to(night.mail(type).at(-1));

function anAssigned(given: ConstructorParameters<typeof IncidentNight>[0] = {}): IncidentNight {
  const night = anIncident(given);
  assign(night, "chen");
  return night;
}

describe("an officer in charge", () => {
  test("given a new incident, nobody has it; when one is assigned, they have it", () => {
    const night = anIncident();
    expect(night.playbook.headline(night.moment).holder).toBeNull();
    night.wind(minutes(3));
    expect(assign(night, "chen", "lead-1", "等后勤处回话")).toBe("accepted");
    expect(night.context.assigned).toEqual({
      at: evening + minutes(3),
      by: "lead-1",
      person: "chen",
      note: "等后勤处回话",
    });
    expect(night.playbook.headline(night.moment).holder).toBe("chen");
    const rows = night.playbook.facts(night.moment).flatMap((sheet) => sheet.rows);
    expect(rows.find(({ label }) => label.en === "Officer in charge")?.value).toEqual({ kind: "person", id: "chen" });
    expect(rows.find(({ label }) => label.en === "Handover note")?.value).toEqual({
      kind: "text",
      text: "等后勤处回话",
    });
  });

  test("when another takes over, the one before is told too, unless they did it themselves", () => {
    const night = anAssigned();
    expect(assign(night, "sam", "sam")).toBe("accepted");
    expect(night.context.assigned?.person).toBe("sam");
    expect(lastTo(night, "officerAssigned")).toEqual([{ person: "sam", orElse: "duty-officer" }, { person: "chen" }]);
    assign(night, "chen", "sam", "交班");
    expect(lastTo(night, "officerAssigned")).toEqual([inCharge]);
  });

  test("who has it already is not assigned again, and the page says so", () => {
    const night = anAssigned();
    expect(assign(night, "chen")).toEqual({ refused: "not-acceptable" });
    expect(night.can("lead-1")).toContain("OFFICER_ASSIGNED");
    expect(night.playbook.whyNot(night.moment, "OFFICER_ASSIGNED", "lead-1", { person: "chen" })?.en).toContain(
      "already",
    );
    expect(night.mail("officerAssigned")).toHaveLength(1);
  });

  test.each(["consulting", "drafting", "approving", "replying", "followingUp", "reviewing"] as const)(
    "may change while the incident stands at %s, and moves nothing else",
    (phase) => {
      const night = anIncident().until(phase);
      const { progressAt, clocks } = night.context;
      night.wind(minutes(1));
      expect(assign(night, "chen")).toBe("accepted");
      expect(night.phase).toBe(phase);
      expect(night.context).toMatchObject({ progressAt, clocks });
    },
  );

  test("given a closed incident, it takes none; reopened, it is still the same one's and may change again", () => {
    const night = anAssigned().until("closed");
    expect(assign(night, "sam")).toEqual({ refused: "not-acceptable" });
    expect(night.can("lead-1")).not.toContain("OFFICER_ASSIGNED");
    expect(night.playbook.whyNot(night.moment, "OFFICER_ASSIGNED", "lead-1", { person: "chen" })?.en).toContain(
      "closed",
    );
    night.send("REOPENED", "lead-1", { reason: "又有追问" });
    expect(night.context.assigned?.person).toBe("chen");
    expect(assign(night, "sam")).toBe("accepted");
  });
});

describe("the notification to the new officer in charge", () => {
  const written = (night: IncidentNight) => writeOut(night, night.mail("officerAssigned").at(-1)!);

  test("says that they have it, by whom, what is left to them, and what is due first", () => {
    const night = anIncident();
    assign(night, "chen", "lead-1", "等后勤处回话");
    expect(lastTo(night, "officerAssigned")).toEqual([inCharge]);
    const { subject, happened, details, asked, dueAt, dueNote } = written(night);
    expect(subject).toEqual({
      zh: "#7 由«chen»经办，最近时限 22:30",
      en: "#7 «chen» is in charge – next deadline 22:30",
    });
    expect(happened.zh).toBe("«lead-1»于 22:00 指定«chen»经办 7 号事件。");
    expect(happened.en).toBe("«lead-1» put «chen» in charge of incident #7 at 22:00.");
    expect(details?.zh).toBe("交接说明：等后勤处回话");
    expect(asked.en).toBe("handle the incident. Notifications for the duty officer now go to «chen».");
    expect([dueAt, dueNote]).toEqual([evening + minutes(30), { zh: "快报", en: "fast report" }]);
  });

  test("says who took it on by themselves, and from whom", () => {
    const night = anAssigned();
    assign(night, "sam", "sam");
    const { happened, details } = written(night);
    expect(happened).toEqual({
      zh: "«sam»于 22:00 接手经办 7 号事件。",
      en: "«sam» took charge of incident #7 at 22:00.",
    });
    expect(details).toEqual({ zh: "原经办人：«chen»", en: "Previous officer in charge: «chen»" });
  });
});

describe("notifications for the duty officer", () => {
  test("go to the officer in charge alone; whoever is on duty stands behind them", () => {
    const night = anAssigned();
    night.wind(minutes(15));
    expect(lastTo(night, "clockWarning")).toEqual([inCharge]);
    night.report();
    night.send("LIAISON_SLIP_SENT", "chen", { unit: "后勤处", request: "停机时间" });
    night.send("LIAISON_SLIP_RETURNED", "contact", { slip: "1", findings: "21:40 停机" });
    expect(lastTo(night, "liaisonSlipReturned")).toEqual([inCharge, { role: "lead" }]);
    night.confer();
    expect(lastTo(night, "consultationOpened")).toEqual([{ role: "lead" }, inCharge, { role: "spokesperson" }]);
    night.decide({ drafter: "duty-officer" });
    expect(lastTo(night, "decisionMade")).toEqual([inCharge, { role: "lead" }]);
  });

  test("are so to the end", () => {
    const night = anAssigned().until("reviewing");
    expect(lastTo(night, "reviewAsked")).toEqual([{ role: "lead" }, inCharge]);
    night.until("closed");
    expect(lastTo(night, "incidentClosed")).toEqual([{ role: "lead" }, inCharge, { role: "spokesperson" }]);
  });

  test("go to whoever is on duty while nobody is assigned", () => {
    const night = anIncident();
    night.wind(minutes(15));
    expect(lastTo(night, "clockWarning")).toEqual([{ role: "duty-officer" }]);
  });

  test("leave other people's notifications alone", () => {
    const night = anAssigned().until("approving");
    expect(lastTo(night, "approvalAsked")).toEqual([{ role: "lead" }]);
    night.send("STATEMENT_RETURNED", "lead", { reason: "口径", ...night.exact(night.context.submitted) });
    expect(lastTo(night, "statementReturned")).toEqual([{ person: "writer" }]);
  });
});

describe("the ladder", () => {
  test("calls the officer in charge and whoever is on duty, then climbs as before", () => {
    const night = anAssigned();
    night.wind(minutes(45));
    expect(night.mail("clockEscalation").map(to)).toEqual([[called, { role: "duty-officer" }], [{ role: "lead" }]]);
    night.send("ESCALATION_ACKNOWLEDGED", "lead-1");
    expect(lastTo(night, "escalationAcknowledged")).toEqual([called, { role: "duty-officer" }, { role: "lead" }]);
  });

  test("knows the roster's layer, on the levels above too, and calls nobody twice", () => {
    const levels = [{ recipients: [{ layer: "officer" }] }, { recipients: [{ role: "lead" }, { layer: "officer" }] }];
    const night = anAssigned({ policy: { ladder: { levels } } });
    night.wind(minutes(30));
    const [first] = night.mail("clockEscalation");
    expect(to(first)).toEqual([called, { layer: "officer" }, { role: "duty-officer" }]);
    expect(first?.params).toMatchObject({ otherwise: [[{ role: "lead" }, called, { layer: "officer" }]] });
  });

  test("calls whoever has it by then", () => {
    const night = anAssigned();
    night.wind(minutes(25));
    assign(night, "sam");
    night.wind(minutes(5));
    expect(lastTo(night, "clockEscalation")).toEqual([{ person: "sam" }, { role: "duty-officer" }]);
  });
});
