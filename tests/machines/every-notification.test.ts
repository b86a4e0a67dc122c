/** Every kind of notification of every playbook, as it leaves: to whoever has to act and to whoever has not, in both languages. */
import { beforeAll, describe, expect, test } from "@jest/globals";
import { playbooks } from "../../machines/registry.ts";
import type { Language, NotificationText, Role } from "../../machines/playbook.ts";
import { writeNotification } from "../../src/notify/frame.ts";
import { partsOf } from "../../src/notify/parts.ts";
import { tellTheNight } from "./recorded/critical-night.ts";
import { anIncident, iso } from "./support/incident.ts";
import { evening, hours, minutes, Night, saying, type Written } from "./support/night.ts";
import { writeOut } from "./support/promises.ts";

interface WrittenAt {
  readonly night: Pick<Night, "playbook">;
  readonly written: Written;
}

const told: WrittenAt[] = [];
const all = (): readonly WrittenAt[] => told;

beforeAll(() => {
  const nights = [
    theCriticalNight(),
    unfounded(),
    duplicate(),
    everythingLate(),
    nothingDone(),
    repaired(),
    takenOn(),
    onThePage(),
  ];
  for (const night of nights) told.push(...night.notifications.map((written) => ({ night, written })));
});

function theCriticalNight(): Night {
  const night = anIncident({
    grade: "critical",
    at: evening + minutes(35),
    discoveredAt: evening,
    occurredAt: evening - minutes(90),
  });
  tellTheNight(night);
  return night;
}

function unfounded(): Night {
  const night = anIncident({ grade: "major" });
  night.send("SITUATION_NOTED", "officer", { trend: "worse", wording: "又有两栋楼停热水。" });
  night.send("GRADE_CHANGED", "lead-1", { grade: "critical", reason: "影响扩大" });
  night.send("CLOSED_AS_UNFOUNDED", "lead-1", { reason: "查无此事" });
  return night;
}

function duplicate(): Night {
  const night = anIncident();
  night.send("CLOSED_AS_DUPLICATE", "lead-1", { duplicateOf: "5", reason: "同一件事" });
  return night;
}

/** A statement goes onto the public page, is corrected there and withdrawn. */
function onThePage(): Night {
  const night = anIncident({ grade: "critical" }).until("replying");
  const out = (release: number, as = "reply") => {
    const evidence = { address: "https://statements.example.test/1", textDigest: "a1", pageDigest: "b2" };
    night.send("PUBLICATION_CONFIRMED", "outbox", {
      release: String(release),
      as,
      publishedAt: iso(night.at),
      ...evidence,
    });
  };
  night.send("STATEMENT_RELEASED", "speaker", night.exact(night.context.submitted));
  out(1);
  night.send("CORRECTION_BEGUN", "speaker", { statement: "1", reason: "时间写错了。" });
  night.draft();
  night.approve();
  night.approve("chief", "superior");
  night.send("STATEMENT_RELEASED", "speaker", night.exact(night.context.submitted));
  out(2);
  night.send("STATEMENT_WITHDRAWN", "lead", { statement: "1", reason: "楼号写错了。" });
  out(3, "page");
  return night;
}

/** Every deadline runs out, is acknowledged without progress, and climbs. */
function everythingLate(): Night {
  const night = anIncident({ grade: "critical" }).until("followingUp");
  night.question();
  night.send("LIAISON_SLIP_SENT", "officer", { unit: "后勤处", request: "核实停机时间" });
  const published = { channels: ["website"], addresses: ["https://example.test/h"] };
  const nextUpdateAt = iso(night.at + hours(20));
  night.send("HOLDING_REPLY_PUBLISHED", "speaker", { ...published, wording: "正在抢修", nextUpdateAt });
  night.wind(hours(12) + minutes(5));
  night.send("ESCALATION_ACKNOWLEDGED", "lead-1", { intention: "马上答复" });
  night.wind(hours(30));
  return night;
}

function nothingDone(): Night {
  const night = anIncident({ grade: "major" });
  night.wind(minutes(32));
  night.send("ESCALATION_ACKNOWLEDGED", "lead-1");
  night.wind(hours(20));
  night.report();
  return night;
}

const aFault = () =>
  new Night("equipment-fault@1", {
    at: evening,
    by: "officer",
    values: { equipment: "三号电梯", place: "教学楼", fault: "停在二层不动" },
  });

function repaired(): Night {
  const night = aFault();
  night.wind(minutes(16));
  night.send("ESCALATION_ACKNOWLEDGED", "lead-1");
  night.wind(hours(2));
  night.send("FAULT_ACKNOWLEDGED", "contact-1");
  night.send("FAULT_REPAIRED", "contact-1", { done: "换了门机" });
  night.send("REPAIR_CONFIRMED", "officer");
  return night;
}

function takenOn(): Night {
  const night = aFault();
  night.wind(minutes(8));
  night.send("FAULT_ACKNOWLEDGED", "contact-1");
  return night;
}

const languages = ["zh", "en"] as const;
const readers: readonly (readonly Role[] | null)[] = [null, ["duty-officer"], ["lead"], ["superior"], ["spokesperson"]];

/** As it is laid out for one reader. */
function laidOut(notification: NotificationText, language: Language, acknowledge: string | null = null) {
  return {
    items: [{ notification, acknowledge }],
    person: { name: "李文", language },
    organisation: { name: { zh: "清河大学", en: "Qinghe University" } },
    link: "https://desk.example.test/incidents/i1",
    because: { how: "as", words: { zh: "带班领导", en: "duty lead" } },
    skipped: [{ zh: "陈晓：请假", en: "Chen Xiao: absent" }],
    time: saying.formatTime,
  } as const;
}

function everyReader(
  visit: (notification: NotificationText, told: WrittenAt, roles: readonly Role[] | null) => void,
): void {
  for (const one of all())
    for (const roles of readers) {
      const reader = roles === null ? {} : { reader: { id: "li", roles } };
      visit(writeOut(one.night, one.written, reader), one, roles);
    }
}

test.each(Object.entries(playbooks))("%s: none of its kinds is left out", (_, playbook) => {
  const types = all().flatMap(({ night, written }) => (night.playbook === playbook ? [written.type] : []));
  expect([...new Set(types)].toSorted()).toEqual(Object.keys(playbook.notifications).toSorted());
});

test("the text begins with the sentence, then the matter, what to do, by when with the zone, and the link", () => {
  everyReader((notification) => {
    for (const language of languages) {
      const { text } = writeNotification(laidOut(notification, language));
      const order = [
        notification.happened[language],
        notification.about?.[language] ?? "",
        notification.asked[language],
        notification.dueAt === null
          ? ""
          : `${language === "zh" ? "截止：" : "By: "}${saying.formatTime(notification.dueAt, language)}`,
        "https://desk.example.test/incidents/i1",
        language === "zh" ? "您作为带班领导收到本通知。" : "You receive this as duty lead.",
        language === "zh" ? "未通知到：陈晓：请假" : "Not notified: Chen Xiao: absent",
      ];
      const places = order.filter((part) => part !== "").map((part) => text.indexOf(part));
      expect(places[0]).toBe(0);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      if (notification.dueAt !== null)
        expect(text).toMatch(language === "zh" ? /^截止：.*（北京时间）/m : /^By: .* \(GMT\+8\)/m);
    }
  });
});

test("text and HTML say the same", () => {
  everyReader((notification) => {
    const { html } = writeNotification(laidOut(notification, "zh", "https://desk.example.test/acknowledge/s"));
    const parts = partsOf(laidOut(notification, "zh"));
    for (const line of [parts.subject, ...parts.items.flatMap(({ happened, asked }) => [happened, asked.text])])
      expect(html).toContain(line);
    expect(html).not.toContain("undefined");
  });
});

test("what has a deadline says so in the subject", () => {
  const timed = [
    "clockWarning",
    "incidentRegistered",
    "liaisonSlipSent",
    "questionReceived",
    "approvalAsked",
    "faultReported",
  ];
  for (const { night, written } of all().filter(({ written: { type } }) => timed.includes(type))) {
    const { subject, dueAt } = writeOut(night, written);
    if (dueAt !== null) expect(subject.en).toMatch(/\d{2}:\d{2}| left$|overdue$/);
  }
});

test("a row that an earlier version put into the outbox is written as well", () => {
  for (const { night, written } of all()) {
    const params = Object.fromEntries(
      Object.entries(written.params as object).filter(([name]) => !(addedLater[written.type] ?? []).includes(name)),
    );
    const before = writeOut(night, { ...written, params: params });
    expect(Object.keys(before)).toEqual(expect.arrayContaining(["subject", "happened", "asked", "dueAt"]));
  }
});

const addedLater: Readonly<Record<string, readonly string[]>> = {
  incidentRegistered: ["by", "at", "reportTo"],
  clockWarning: ["who"],
  clockEscalation: ["who", "acknowledgedAt", "nextAt", "isTop", "intervalMs", "repeatsLeft", "levels"],
  escalationAcknowledged: ["realertAt"],
  decisionMade: ["approvers"],
  approvalAsked: ["submittedBy", "missing"],
  promiseMoved: ["by"],
  incidentClosed: ["deadlines"],
  faultReported: ["by"],
  repairToConfirm: ["repair"],
};

describe("however long names and numbers are", () => {
  const long = "Christopher Montgomery-Featherstonehaugh of Qinghe University";

  test("the subject stays one line of 60 characters, and says by when", () => {
    const fault = new Night("equipment-fault@1", {
      at: evening,
      by: "officer",
      values: { equipment: long.repeat(2), place: "B", fault: "停" },
    });
    const reported = writeOut(fault, fault.mail("faultReported")[0]!, { number: 12_345 });
    expect(reported.subject.en).toMatch(/^#12345 Fault: Christopher .*… – acknowledge by 22:15$/);
    expect(reported.subject.zh).toMatch(/^#12345 设备故障：Christopher .*…，22:15 前确认$/);
  });

  test("the grade gives way first", () => {
    const night = anIncident({ grade: "critical" });
    night.wind(minutes(15));
    const [warning] = night.mail("clockWarning");
    expect(writeOut(night, warning!).subject.en).toBe("#7 Critical: fast report due 22:30 – 15 min left");
    const far = { ...warning!, at: evening - hours(48) };
    expect(writeOut(night, far, { number: 123_456 }).subject.en).toBe(
      "#123456 Fast report due 22 Nov, 22:30 – 2 d 30 min left",
    );
  });
});

describe("of the labels that stand beside notifications", () => {
  test.each(Object.entries(playbooks))("%s: none says a word twice", (_, playbook) => {
    const labels = [
      ...Object.values(playbook.delays),
      ...Object.values(playbook.states).map(({ label }) => label),
      ...Object.values(playbook.notifications).flatMap(({ label, to, when }) => [label, to, when]),
    ];
    for (const { zh, en } of labels) {
      expect(zh).not.toMatch(/([\p{Script=Han}]{2,})\1/u);
      expect(en).not.toMatch(/\b([a-z]{2,}) \1\b/i);
    }
  });
});
