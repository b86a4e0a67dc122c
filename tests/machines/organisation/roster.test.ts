import { afterEach, describe, expect, test } from "@jest/globals";
import { takeOverUntil } from "../../../src/roster/roster.ts";
import { unsignedHandovers } from "../../../src/roster/handovers.ts";
import { dutyAt, dutyBetween } from "../../../src/roster/slots.ts";
import { anOffice, dailyRotation, dayMs, hourMs, iso, monday, type Office } from "./organisation.ts";

let office: Office | undefined;
afterEach(async () => {
  await office?.engine.close();
  office = undefined;
});
const open = async () => {
  office = await anOffice();
  await office.done("ROTATION_SET", dailyRotation, "li");
  return office;
};

const onDuty = ({ organisation }: Office, at: number) => dutyAt(organisation.directory(), "officer", at)?.onDuty;
const english = (outcome: object) => (outcome as { sentence?: { en: string } }).sentence?.en;

describe("the plan", () => {
  test("a rotation counts from when it was set, and asks for people who hold the layer's role", async () => {
    const one = await open();
    expect([monday - 1, monday, monday + dayMs].map((at) => onDuty(one, at))).toEqual([undefined, "chen", "ma"]);
    one.clock.wind(hourMs);
    const earlier = { ...dailyRotation, people: ["ma"], startDate: "2026-05-01" };
    await one.done("ROTATION_SET", earlier, "li");
    expect(onDuty(one, monday)).toBe("chen");
    expect(onDuty(one, monday + hourMs)).toBe("ma");
    const wrong = await one.act("ROTATION_SET", { ...dailyRotation, people: ["chen", "zhao"] }, "li");
    expect(english(wrong)).toBe(
      "Zhao does not have the role “duty officer”, which this position requires. Ask an administrator to give it, or choose another person.",
    );
    expect(english(await one.act("ROTATION_SET", { ...dailyRotation, layer: "roof" }, "li"))).toBe(
      "There is no duty position roof.",
    );
    const badTime = await one.act("ROTATION_SET", { ...dailyRotation, handoverTime: "8 Uhr", every: "0" }, "li");
    expect(badTime).toMatchObject({ outcome: "invalid", errors: { handoverTime: [{}], every: [{}] } });
    expect((await one.act("ROTATION_SET", dailyRotation, "chen")).outcome).toBe("forbidden");
  });

  test("a rotation is ended, but not in the past", async () => {
    const one = await open();
    one.clock.wind(hourMs);
    const end = { rotation: "rotation-1", until: iso(monday + 2 * dayMs) };
    expect((await one.act("ROTATION_ENDED", { ...end, until: iso(monday) }, "li")).outcome).toBe("refused");
    await one.done("ROTATION_ENDED", end, "li");
    expect(onDuty(one, monday + 2 * dayMs)).toBeUndefined();
    expect(english(await one.act("ROTATION_ENDED", { ...end, rotation: "rotation-9" }, "li"))).toBe("Entry not found.");
  });

  test("of overlapping overrides the later wins; taking one out leaves what it was for until then", async () => {
    const one = await open();
    const times = { layer: "officer", from: iso(monday), until: iso(monday + 10 * hourMs), reason: "ill" };
    await one.done("OVERRIDE_ADDED", { ...times, person: "ma" }, "li");
    await one.done("OVERRIDE_ADDED", { ...times, person: "chen" }, "li");
    expect(dutyAt(one.organisation.directory(), "officer", monday)).toMatchObject({
      person: "chen",
      source: "override",
      reason: "ill",
    });
    one.clock.wind(hourMs);
    await one.done("OVERRIDE_REMOVED", { override: "override-3" }, "li");
    expect([0, 1].map((hours) => onDuty(one, monday + hours * hourMs))).toEqual(["chen", "ma"]);
    await one.done("SHIFT_ADDED", { layer: "officer", person: "chen", from: times.from, until: times.until }, "li");
    await one.done("SHIFT_REMOVED", { shift: "shift-4" }, "li");
    expect(one.organisation.directory().shifts).toEqual([]);
    const long = { ...times, person: "ma", until: iso(monday + 60 * dayMs) };
    expect(english(await one.act("OVERRIDE_ADDED", long, "li"))).toBe("At most 31 days at a time.");
  });
});

describe("a swap", () => {
  const offer = {
    layer: "officer",
    person: "chen",
    from: iso(monday + 2 * dayMs),
    until: iso(monday + 3 * dayMs),
    to: "ma",
  };

  test("moves the duty when the other accepts, and cannot be answered twice", async () => {
    const one = await open();
    await one.done("SWAP_OFFERED", offer, "chen");
    expect(onDuty(one, monday + 2 * dayMs)).toBe("chen");
    expect(english(await one.act("SWAP_OFFERED", offer, "chen"))).toBe(
      "A swap for this shift is already pending. Cancel it first.",
    );
    expect(english(await one.act("SWAP_ACCEPTED", { swap: "swap-2" }, "chen"))).toBe(
      "Only the person it was offered to can accept it.",
    );
    await one.done("SWAP_ACCEPTED", { swap: "swap-2" }, "ma");
    expect(onDuty(one, monday + 2 * dayMs)).toBe("ma");
    for (const type of ["SWAP_ACCEPTED", "SWAP_CANCELLED"])
      expect(english(await one.act(type, { swap: "swap-2" }, "ma"))).toBe("It has already been accepted.");
    expect(one.organisation.directory().swaps).toMatchObject([{ state: "accepted", settledBy: "ma" }]);
  });

  test("is cancelled by either side or by a lead, and by nobody else", async () => {
    const one = await open();
    await one.done("PERSON_INVITED", { person: "wu", name: "Wu", language: "zh", roles: ["duty-officer"] }, "li");
    for (const [index, by] of ["chen", "ma", "li"].entries()) {
      await one.done("SWAP_OFFERED", offer, "chen");
      const swap = `swap-${String(index + 2)}`;
      expect((await one.act("SWAP_CANCELLED", { swap }, "wu")).outcome).toBe("refused");
      await one.done("SWAP_CANCELLED", { swap }, by);
      expect(english(await one.act("SWAP_ACCEPTED", { swap }, "ma"))).toBe("It has already been cancelled.");
    }
    expect(onDuty(one, monday + 2 * dayMs)).toBe("chen");
  });

  test("gives only what one has, when it is offered and when it is accepted", async () => {
    const one = await open();
    const notHis = { ...offer, from: iso(monday + dayMs), until: iso(monday + 2 * dayMs) };
    const half = { ...offer, from: iso(monday + 1.5 * dayMs) };
    await one.done("ROTATION_ENDED", { rotation: "rotation-1", until: iso(monday + 4.5 * dayMs) }, "li");
    const shift = { layer: "officer", person: "chen", from: iso(monday + 5 * dayMs), until: iso(monday + 6 * dayMs) };
    await one.done("SHIFT_ADDED", shift, "li");
    // Chen's turn is cut short, and his shift comes after a gap.
    const cut = { ...offer, from: iso(monday + 4 * dayMs), until: iso(monday + 5 * dayMs) };
    const acrossGap = { ...cut, until: iso(monday + 6 * dayMs) };
    for (const wrong of [notHis, half, cut, acrossGap])
      expect(english(await one.act("SWAP_OFFERED", wrong, "chen"))).toBe(
        "Chen is not on duty for the whole of that period.",
      );
    expect((await one.act("SWAP_OFFERED", { ...notHis, person: "ma", to: "chen" }, "chen")).outcome).toBe("refused");
    await one.done("SWAP_OFFERED", offer, "chen");
    const swap = one.organisation.directory().swaps[0]!.id;
    const times = { from: offer.from, until: offer.until, layer: "officer", reason: "ill" };
    await one.done("OVERRIDE_ADDED", { ...times, person: "ma" }, "li");
    expect(english(await one.act("SWAP_ACCEPTED", { swap }, "ma"))).toBe(
      "Chen is not on duty for the whole of that period.",
    );
  });

  test("may take a turn in return, and both sides move together", async () => {
    const one = await open();
    const back = { returnFrom: iso(monday + 3 * dayMs), returnUntil: iso(monday + 4 * dayMs) };
    expect(await one.act("SWAP_OFFERED", { ...offer, returnFrom: back.returnFrom }, "chen")).toMatchObject({
      outcome: "invalid",
      errors: { returnUntil: [{}] },
    });
    await one.done("SWAP_OFFERED", { ...offer, ...back }, "chen");
    await one.done("SWAP_ACCEPTED", { swap: "swap-2" }, "ma");
    const people = dutyBetween(one.organisation.directory(), "officer", monday, monday + 5 * dayMs);
    expect(people.map((slot) => slot.onDuty)).toEqual(["chen", "ma", "ma", "chen", "chen"]);
  });

  test("that is accepted late counts from then on only", async () => {
    const one = await open();
    await one.done("SWAP_OFFERED", offer, "chen");
    one.clock.wind(2 * dayMs + 6 * hourMs);
    await one.done("SWAP_ACCEPTED", { swap: "swap-2" }, "ma");
    expect([5, 6].map((hours) => onDuty(one, monday + 2 * dayMs + hours * hourMs))).toEqual(["chen", "ma"]);
  });
});

describe("taking over and handing over", () => {
  test("somebody takes over now, until the turn ends and no longer", async () => {
    const one = await open();
    one.clock.wind(hourMs);
    const now = one.clock.now();
    const end = takeOverUntil(one.organisation.directory(), "officer", now)!;
    expect(end).toBe(monday + dayMs);
    expect(english(await one.act("DUTY_TAKEN_OVER", { layer: "officer", until: iso(end + 1000) }, "ma"))).toBe(
      "You can take over only until this turn ends. For longer, ask a duty lead for an override.",
    );
    const take = { layer: "officer", until: iso(end), reason: "Chen is unwell" };
    expect(english(await one.act("DUTY_TAKEN_OVER", take, "chen"))).toBe("You are already on duty.");
    const command = { commandId: "take" };
    const first = await one.organisation.act("DUTY_TAKEN_OVER", take, "ma", command);
    // Sent again by a nervous finger: the same answer, although by now they have the duty.
    expect(await one.organisation.act("DUTY_TAKEN_OVER", take, "ma", command)).toEqual({ ...first, again: true });
    expect([now - 1, now, end].map((at) => onDuty(one, at))).toEqual(["chen", "ma", "ma"]);
    expect(dutyAt(one.organisation.directory(), "officer", now)).toMatchObject({ source: "takeover", until: end });
    expect(english(await one.act("DUTY_TAKEN_OVER", { ...take, layer: "leader" }, "ma"))).toBe(
      "Ma does not have the role “duty lead”, which this position requires. Ask an administrator to give it, or choose another person.",
    );
  });

  test("both sign, each once, and only for a hand-over that the roster has", async () => {
    const one = await open();
    one.clock.wind(dayMs + hourMs);
    const sign = { layer: "officer", moment: iso(monday + dayMs), from: "chen", to: "ma", note: "One incident open." };
    const open_ = () => unsignedHandovers(one.organisation.directory(), "officer", monday + 1, one.clock.now()).length;
    expect(open_()).toBe(1);
    await one.done("HANDOVER_SIGNED", sign, "chen");
    expect(english(await one.act("HANDOVER_SIGNED", sign, "chen"))).toBe("You have already signed it.");
    expect(english(await one.act("HANDOVER_SIGNED", sign, "li"))).toBe(
      "Only the outgoing and the incoming officer can sign.",
    );
    expect(open_()).toBe(1);
    await one.done("HANDOVER_SIGNED", { ...sign, note: undefined }, "ma");
    expect(open_()).toBe(0);
    expect(one.organisation.directory().handovers).toMatchObject([
      { signedFrom: { by: "chen", note: "One incident open." }, signedTo: { by: "ma", note: null } },
    ]);
    const other = { ...sign, moment: iso(monday + dayMs + 1000) };
    expect(english(await one.act("HANDOVER_SIGNED", other, "chen"))).toBe("There is no such handover in the roster.");
  });

  test("what ended more than 400 days ago leaves the directory, and stays in the log", async () => {
    const one = await open();
    const times = { layer: "officer", from: iso(monday), until: iso(monday + dayMs), reason: "x" };
    await one.done("OVERRIDE_ADDED", { ...times, person: "ma" }, "li");
    one.clock.wind(402 * dayMs);
    await one.done("HOLIDAY_SET", { date: "2027-08-01", name: "x" }, "li");
    expect(one.organisation.directory().overrides).toEqual([]);
    expect((await one.organisation.replay(3)).overrides).toHaveLength(1);
    expect((await one.engine.replay(one.organisation.id)).divergence).toBeNull();
  });
});
