/** Who is told on the night, by roster, absence and quiet hours. */
import { afterEach, describe, expect, test } from "@jest/globals";
import { firstLayers } from "../../machines/organisation/vocabulary.ts";
import type { Role } from "../../machines/playbook.ts";
import type { Directory } from "../../src/directory/types.ts";
import { aBatch } from "../support/samples.ts";
import { aDirectory, rotation, someone, zoned } from "../support/directory.ts";
import { aMessage, aPostOffice, type PostOffice } from "./post-office.ts";

const berlin = zoned("Europe/Berlin");
const aNight = berlin("2026-11-22T22:56");
let office: PostOffice | null = null;
afterEach(() => office?.close());

const bothHook = {
  channels: [
    { kind: "mail", on: true },
    { kind: "webhook", on: true },
  ],
} as const;

async function told(parts: Partial<Directory>, params: object) {
  const directory = aDirectory(parts);
  office = await aPostOffice({
    directory: () => directory,
    people: directory.people.map((person) => ({ ...person, email: `${person.id}@example.test` })),
  });
  office.clock.wind(aNight - office.clock.now());
  const detail = await office.deliver(aMessage({ ...params })).catch((error: unknown) => error);
  return { detail, to: office.sent.map(({ recipient }) => recipient), office };
}

const absent = (person: string, deputy: string | null) => ({
  id: `absence-${person}`,
  person,
  deputy,
  from: 0,
  until: null,
  by: "fay",
  recordedAt: 0,
});
const needing = (role: Role) => firstLayers.map((layer) => (layer.id === "officer" ? { ...layer, role } : layer));
const officers = [rotation({ people: ["ann"] })];
const toOfficer = { to: [{ layer: "officer" }] };

describe("the officer on duty", () => {
  test("is told, and nobody else", async () => {
    const { to, detail } = await told({ rotations: officers }, toOfficer);
    expect(to).toEqual(["ann"]);
    expect(detail).toEqual({ channel: "file", to: ["ann"] });
  });

  test("who is absent is replaced by the deputy, and everybody can see it", async () => {
    const { to, detail, office } = await told({ rotations: officers, absences: [absent("ann", "bo")] }, toOfficer);
    expect(to).toEqual(["bo"]);
    expect(detail).toMatchObject({ to: ["bo"], skipped: [{ person: "ann", why: { en: "Ann is absent" } }] });
    expect(office.sent[0]!.text).toContain("You receive this as deputy for Ann (duty officer)");
    expect(await office.storage.deliveries.ofMessage("i1:3.0")).toMatchObject([
      { recipient: "ann", state: "skipped" },
      { recipient: "bo", state: "sent", insteadOf: "ann" },
    ]);
  });

  test("who is absent without a deputy is passed over, and the next level is told at once", async () => {
    const climbing = { ...toOfficer, otherwise: [[{ person: "cy" }], [{ person: "dee" }]] };
    const { to, detail } = await told({ rotations: officers, absences: [absent("ann", null)] }, climbing);
    expect(to).toEqual(["cy"]);
    expect(detail).toMatchObject({ skipped: [{ person: "ann" }] });
  });
});

describe("a layer that nobody can fill, with no level behind it", () => {
  test.each([
    ["because its role has changed", { layers: needing("administrator") }, "Ann does not have the role administrator"],
    ["because they are absent", { absences: [absent("ann", null)] }, "Ann is absent"],
    ["because the roster ends", { rotations: [rotation({ until: aNight - 1 })] }, "no one is rostered"],
  ])("leaves it to whoever can act in any incident, %s", async (_, parts, why) => {
    const people = ["ann", "bo", "cy"].map((id) => someone(id, id === "ann" ? ["duty-officer"] : ["lead"]));
    const { to, office } = await told({ people, rotations: officers, ...parts }, toOfficer);
    expect(to).toEqual(expect.arrayContaining(["bo", "cy"]));
    expect(office.sent.at(-1)!.text).toContain(why);
  });

  test("wakes those who sleep only when nobody else can be told", async () => {
    const quietHours = { from: "22:00", until: "07:00" };
    const lead = (id: string, asleep: boolean) => ({ ...someone(id, ["lead"]), ...(asleep ? { quietHours } : {}) });
    const parts = { rotations: officers, absences: [absent("ann", null)] };
    const ann = someone("ann", ["duty-officer"]);
    expect((await told({ ...parts, people: [ann, lead("bo", true), lead("cy", false)] }, toOfficer)).to).toEqual([
      "cy",
    ]);
    await office?.close();
    expect((await told({ ...parts, people: [ann, lead("bo", true)] }, toOfficer)).to).toEqual(["bo"]);
  });
});

describe("an officer in charge who is not on duty", () => {
  const inCharge = { to: [{ person: "bo", orElse: "duty-officer" }] };

  test("is told, by the deputy when absent", async () => {
    expect((await told({ rotations: officers }, inCharge)).to).toEqual(["bo"]);
    await office?.close();
    const { to, office: post } = await told({ rotations: officers, absences: [absent("bo", "cy")] }, inCharge);
    expect(to).toEqual(["cy"]);
    expect(post.sent[0]!.text).toContain("You receive this as deputy for Bo.");
  });

  test("leaves it to the officer on duty when nobody can be told for them", async () => {
    const { to, detail } = await told({ rotations: officers, absences: [absent("bo", null)] }, inCharge);
    expect(to).toEqual(["ann"]);
    expect(detail).toMatchObject({ skipped: [{ person: "bo" }] });
  });

  test("who has left the settings file leaves it to whoever is there", async () => {
    office = await aPostOffice();
    const left = { to: [{ person: "gone", orElse: "duty-officer" }] };
    expect(await office.deliver(aMessage(left))).toMatchObject({ to: ["chen"], skipped: [{ person: "gone" }] });
  });
});

describe("quiet hours", () => {
  const quiet = { quietHours: { from: "22:00", until: "07:00" } };

  test("never mute whoever is on duty", async () => {
    const people = [{ ...someone("ann"), ...quiet }, someone("bo")];
    expect((await told({ people, rotations: officers }, toOfficer)).to).toEqual(["ann"]);
  });

  test("pass others over", async () => {
    const people = [{ ...someone("ann"), ...quiet }, someone("bo")];
    const { to } = await told({ people }, { to: [{ person: "ann" }], otherwise: [[{ person: "bo" }]] });
    expect(to).toEqual(["bo"]);
  });

  test("give way when nobody at all would be told", async () => {
    const people = [
      { ...someone("ann"), ...quiet },
      { ...someone("bo"), ...quiet },
    ];
    const { to } = await told({ people }, { to: [{ person: "ann" }], otherwise: [[{ person: "bo" }]] });
    expect(to).toEqual(["ann"]);
  });
});

test("channels are tried in the person's own order", async () => {
  const people = [{ ...someone("ann"), channels: [...bothHook.channels].reverse() }];
  const { to } = await told({ people }, { to: [{ person: "ann" }] });
  // Without a webhook's address the mail is left.
  expect(to).toEqual(["ann"]);
});

test("who goes off duty between two tries leaves the notification to the next", async () => {
  const people = [someone("ann"), someone("bo")];
  const directory = { now: aDirectory({ people, rotations: [rotation({ people: ["ann"] })] }) };
  office = await aPostOffice({
    directory: () => directory.now,
    people: people.map((person) => ({ ...person, email: `${person.id}@example.test` })),
  });
  office.clock.wind(aNight - office.clock.now());
  office.fail["ann"] = new Error("450 later");
  await expect(office.deliver(aMessage(toOfficer))).rejects.toThrow("450");
  directory.now = aDirectory({ people, rotations: [rotation({ people: ["bo"] })] });
  expect(await office.deliver(aMessage(toOfficer))).toEqual({ channel: "file", to: ["bo"] });
});

test("whoever was sent the call hears what became of it, also off duty, and only of what they were called for", async () => {
  const directory = aDirectory({ people: [someone("ann"), someone("bo"), someone("cy")] });
  let now = directory;
  office = await aPostOffice({
    directory: () => now,
    people: directory.people.map((person) => ({ ...person, email: `${person.id}@example.test` })),
  });
  const call = (id: string, person: string, about: string) => aMessage({ to: [{ person }], about }, { id });
  const calls = [call("i1:1.0", "ann", "report"), call("i1:2.0", "bo", "question")];
  await office.storage.commit(aBatch({ messages: calls }));
  for (const one of calls) await office.deliver(one);
  const seen = (id: string) => aMessage({ to: [{ person: "cy" }], about: "report" }, { id, type: "seen", at: 600 });
  await office.deliver(seen("i1:3.0"));
  expect(
    office.sent
      .slice(2)
      .map(({ recipient }) => recipient)
      .toSorted(),
  ).toEqual(["ann", "cy"]);
  // Somebody who cannot see incidents any more is told nothing of them.
  now = { ...directory, people: [someone("ann", ["administrator"]), someone("bo"), someone("cy")] };
  await office.deliver(seen("i1:4.0"));
  expect(office.sent.slice(4).map(({ recipient }) => recipient)).toEqual(["cy"]);
});
