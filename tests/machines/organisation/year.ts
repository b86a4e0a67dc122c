/** Every change of an organisation at least once, each acceptable when it comes: entries are numbered as they are made. */
const start = Date.parse("2026-06-01T06:00:00Z");
const hourMs = 60 * 60_000;
const at = (hours: number): number => start + hours * hourMs;
const iso = (hours: number): string => new Date(at(hours)).toISOString();

interface Change {
  readonly at: number;
  readonly by: string;
  readonly type: string;
  /** As a door sends them. */
  readonly values: Readonly<Record<string, unknown>>;
}

const description = {
  nameZh: "清河大学",
  nameEn: "Qinghe University",
  zone: "Asia/Shanghai",
  zoneLabelZh: "北京时间",
  zoneLabelEn: "Beijing",
  languages: ["zh", "en"],
};
const turn = { layer: "officer", person: "ma", from: iso(100), until: iso(108) };
const keys = ["e9fe9ff4", "e9fe9ff5"].map(
  (id) => `desk.example.org/record+${id}+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c`,
);
const root = "4kiDrS63UqA7h5tY5b7meZK6G3w/5/I9RU/aUrtUlXY=";
const ann = { person: "ann" };

const changes: readonly (readonly [type: string, values: Readonly<Record<string, unknown>>, by?: string])[] = [
  [
    "ORGANISATION_SET_UP",
    {
      ...description,
      people: [
        { id: "li", name: "李文", language: "zh", roles: ["administrator", "lead", "duty-officer"] },
        {
          id: "ma",
          name: "Ma Jun",
          language: "en",
          roles: ["administrator", "duty-officer", "unit-contact"],
          units: ["labs"],
          posts: [{ post: "medic" }, { post: "contact", unit: "labs" }],
        },
        { id: "chen", name: "陈晓", language: "zh", roles: ["duty-officer"] },
      ],
      units: [{ id: "labs", name: { zh: "实验室", en: "Laboratories" } }],
      posts: [{ id: "medic", name: { zh: "校医", en: "Medic" }, role: "duty-officer" }],
      policies: { "equipment-fault": { acknowledgeWithin: "20 min" } },
    },
    "system",
  ],
  ["ORGANISATION_DESCRIBED", { ...description, zone: "Europe/Berlin", zoneLabelZh: "柏林时间", zoneLabelEn: "Berlin" }],
  ["LADDER_SET", { levels: ["layer:officer, person:li", "post:contact@labs", "role:superior"] }],
  [
    "POLICY_CHANGED",
    { playbook: "equipment-fault", section: '{ "acknowledgeWithin": "10 min" }', reason: "Faster at night" },
  ],
  ["UNIT_DESCRIBED", { unit: "press", zh: "新闻中心", en: "Press office" }],
  ["UNIT_DESCRIBED", { unit: "press", zh: "融媒体中心", en: "Media centre" }],
  ["UNIT_DEACTIVATED", { unit: "press", reason: "Merged" }],
  ["UNIT_REACTIVATED", { unit: "press" }],
  ["POST_DESCRIBED", { post: "speaker", zh: "发言人", en: "Speaker", role: "spokesperson" }],
  ["POST_DESCRIBED", { post: "medic", zh: "值班校医", en: "Medic on call", role: "duty-officer" }],
  ["POST_DEACTIVATED", { post: "speaker", reason: "Nobody yet" }],
  ["POST_REACTIVATED", { post: "speaker" }],
  [
    "PERSON_INVITED",
    {
      ...ann,
      name: "Ann Weber",
      language: "en",
      roles: ["duty-officer", "unit-contact"],
      units: ["press"],
      posts: ["medic"],
      unitPosts: ["contact"],
    },
  ],
  ["PERSON_CHANGED", { ...ann, name: "Ann Weber-Li", language: "en", units: ["press", "labs"] }],
  ["ROLES_CHANGED", { ...ann, roles: ["duty-officer", "unit-contact", "lead"], reason: "Stands in for Li" }],
  ["PERSON_DEACTIVATED", { ...ann, reason: "On leave" }],
  ["PERSON_REACTIVATED", ann],
  ["POST_GIVEN", { ...ann, post: "head", unit: "labs" }],
  ["POST_TAKEN", { ...ann, post: "head", unit: "labs", reason: "By mistake" }],
  ["CHANNELS_CHANGED", { ...ann, first: "webhook", second: "mail", quietFrom: "22:00", quietUntil: "07:00" }],
  ["CONTACT_CHANGED", { ...ann, part: "phone" }],
  ["SIGN_IN_CHANGED", { ...ann, part: "passkey", change: "set" }],
  ["SESSIONS_ENDED", { ...ann, reason: "Lost phone" }],
  ["TOKEN_ISSUED", { person: "li", token: "Roster export", scopes: ["read"], expires: iso(1000) }],
  ["TOKEN_REVOKED", { person: "li", token: "Roster export" }],
  ["CALENDAR_ADDRESS_RENEWED", ann],
  ["RECORD_EXPORTED", { incident: "7" }],
  ["RECORD_KEY_CHANGED", { before: keys[0], after: keys[1], why: "rotated" }],
  [
    "RECORD_CONTINUED",
    {
      ...{ from: "desk.example.org/record", to: "desk.example.org/record/2", found: "rows-lost", missing: "3" },
      ...{ rows: "9", root, signedRows: "12", signedRoot: root, one: "li", other: "ma", reason: "The disk was lost." },
    },
  ],
  ["INTAKE_KEY_CREATED", { source: "Monitoring" }],
  ["REPORT_SETTLED", { report: "3", source: "Monitoring", outcome: "nothing", reason: "A test" }, "system"],
  ["REPORT_CONTACTS_ERASED", { contacts: "2", until: "2026-09-01T00:00:00Z" }, "system"],
  ["INTAKE_KEY_ENDED", { source: "Monitoring" }],
  ["LAYER_DESCRIBED", { layer: "doctor", zh: "值班医生", en: "Doctor on call", post: "medic" }],
  ["LAYER_DESCRIBED", { layer: "doctor", zh: "医生", en: "Doctor", role: "duty-officer" }],
  [
    "ROTATION_SET",
    {
      layer: "officer",
      people: ["ma", "chen"],
      every: "1",
      unit: "days",
      handoverTime: "08:00",
      startDate: "2026-06-01",
    },
  ],
  ["ROTATION_ENDED", { rotation: "rotation-1", until: iso(2000) }],
  ["SHIFT_ADDED", turn],
  ["SHIFT_REMOVED", { shift: "shift-2" }],
  ["OVERRIDE_ADDED", { ...turn, reason: "Ma asked for it" }],
  ["OVERRIDE_REMOVED", { override: "override-3" }],
  ["ABSENCE_RECORDED", { person: "chen", deputy: "ma", from: iso(90), until: iso(140) }],
  ["ABSENCE_ENDED", { absence: "absence-4" }],
  ["HOLIDAY_SET", { date: "2026-06-19", name: "端午节" }],
  ["HOLIDAY_SET", { date: "2026-06-08", name: "Founding day" }],
  ["HOLIDAY_REMOVED", { date: "2026-06-08" }],
  ["SWAP_OFFERED", { layer: "officer", person: "ma", from: iso(200), until: iso(208), to: "chen" }, "ma"],
  ["SWAP_CANCELLED", { swap: "swap-5" }, "ma"],
  [
    "SWAP_OFFERED",
    {
      layer: "officer",
      person: "ma",
      from: iso(200),
      until: iso(208),
      to: "chen",
      returnFrom: iso(220),
      returnUntil: iso(228),
    },
    "ma",
  ],
  ["SWAP_ACCEPTED", { swap: "swap-6" }, "chen"],
  ["DUTY_TAKEN_OVER", { layer: "officer", until: iso(60), reason: "Chen is ill" }, "ma"],
  ["HANDOVER_SIGNED", { layer: "officer", moment: iso(44), from: "ma", to: "chen", note: "Boiler is off" }, "ma"],
  ["HANDOVER_SIGNED", { layer: "officer", moment: iso(44), from: "ma", to: "chen" }, "chen"],
  ["ERASURE_PROPOSED", { incident: "7", texts: [`t1:${"a".repeat(43)}`], reason: "order" }],
  ["ERASURE_APPROVED", { erasure: "erasure-9" }, "ma"],
  ["ERASURE_PROPOSED", { incident: "organisation", texts: [`t1:${"b".repeat(43)}`], reason: "mistake" }],
  ["ERASURE_DECLINED", { erasure: "erasure-10" }],
  ["PLAYBOOK_LOADED", { ...fileOf("visit", "1"), file: "visit.yaml" }, "system"],
  ["PLAYBOOK_PROPOSED", fileOf("visit", "2")],
  ["PLAYBOOK_ACTIVATED", { proposal: "proposal-11" }, "ma"],
  ["PLAYBOOK_PROPOSED", fileOf("visit", "3")],
  ["PLAYBOOK_DECLINED", { proposal: "proposal-12" }],
];

function fileOf(playbook: string, version: string): Readonly<Record<string, string>> {
  return { playbook, version, digest: version.repeat(64), behaviour: version.padStart(64, "f") };
}

/** One an hour. */
export const yearOfAnOffice: readonly Change[] = changes.map(([type, values, by = "li"], hour) => ({
  at: at(hour),
  by,
  type,
  values,
}));
