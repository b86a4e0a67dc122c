/** How people come to have an account: the first by a code, the others by a link. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { faultOf } from "../../src/accounts/password-rules.ts";
import { BusyError, passwordHasher } from "../../src/accounts/password-hash.ts";
import {
  aWorld,
  caller,
  cheapHasher,
  goodPassword,
  hours,
  withAccount,
  type World,
} from "../support/accounts-world.ts";

let world: World;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.close());

const organisation = {
  name: { zh: "清河大学", en: "Qinghe University" },
  zone: "Asia/Shanghai",
  zoneLabel: { zh: "北京时间", en: "GMT+8" },
  languages: ["zh", "en"],
} as const;
const first = { name: "李文", mail: "li@example.test", password: goodPassword, language: "zh" } as const;

describe("the first start", () => {
  test("makes an administrator with the code, in whatever way it is typed, and only once", async () => {
    const { setUp } = world.accounts;
    expect([await setUp.needed(), setUp.code]).toEqual([true, expect.stringMatching(/^([A-Z2-9]{4}-){4}[A-Z2-9]{4}$/)]);
    const typed = setUp.code.toLowerCase().replaceAll("-", " ");
    const outcomes = await Promise.all([1, 2].map(async () => setUp.run(typed, organisation, first)));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["done", "over"]);
    expect(world.members.all()).toMatchObject([{ id: "li", name: "李文", roles: ["administrator"] }]);
    expect(await world.accounts.signIn(first.mail, goodPassword, caller())).toMatchObject({ outcome: "in" });
    expect([await setUp.needed(), (await setUp.run(setUp.code, organisation, first)).outcome]).toEqual([false, "over"]);
  });

  test("takes no other code and no weak password", async () => {
    const { setUp } = world.accounts;
    const other = setUp.code.replace(/./, (notification) => (notification === "A" ? "B" : "A"));
    for (const code of ["", "AAAA-AAAA-AAAA-AAAA-AAAA", other, setUp.code.slice(1)])
      expect(await setUp.run(code, organisation, first)).toEqual({ outcome: "wrong-code" });
    const weak = { ...first, password: "qinghe university" };
    expect(await setUp.run(setUp.code, organisation, weak)).toEqual({ outcome: "fault", fault: "own-name" });
    expect(await setUp.needed()).toBe(true);
  });
});

describe("a step that ends half-way", () => {
  const failing = (when: { broken: boolean }) => {
    const { credentials, contacts } = world.storage;
    const fail = async (): Promise<never> => Promise.reject(new Error("the disk is full"));
    const { changePassword, setPassword } = credentials;
    const { set } = contacts;
    Object.assign(credentials, {
      changePassword: (...asked: Parameters<typeof changePassword>) =>
        when.broken ? fail() : changePassword(...asked),
      setPassword: (...asked: Parameters<typeof setPassword>) => (when.broken ? fail() : setPassword(...asked)),
    });
    Object.assign(contacts, { set: (...asked: Parameters<typeof set>) => (when.broken ? fail() : set(...asked)) });
  };

  test("leaves an invitation good, and the next try sets the password", async () => {
    const asked = { id: "chen", name: "陈晓", language: "zh", roles: ["lead"], mail: "chen@example.test" } as const;
    const invited = await world.accounts.invite(asked, "system");
    if (invited.outcome !== "invited") throw new Error(invited.outcome);
    const when = { broken: true };
    failing(when);
    await expect(world.accounts.accept(invited.invitation.secret, goodPassword)).rejects.toThrow("full");
    expect(await world.accounts.hasPassword("chen")).toBe(false);
    when.broken = false;
    expect(await world.accounts.accept(invited.invitation.secret, goodPassword)).toMatchObject({ outcome: "done" });
    expect(await world.accounts.accept(invited.invitation.secret, goodPassword)).toEqual({ outcome: "gone" });
  });

  test("of a set-up goes on with the same administrator", async () => {
    const when = { broken: true };
    failing(when);
    const { setUp } = world.accounts;
    await expect(setUp.run(setUp.code, organisation, first)).rejects.toThrow("full");
    expect([world.members.established(), await setUp.needed()]).toEqual([true, true]);
    when.broken = false;
    expect(await setUp.run(setUp.code, organisation, first)).toEqual({ outcome: "done", person: "li" });
    expect(world.members.all()).toHaveLength(1);
  });

  test("of two who use one link at once, one has set the password", async () => {
    const asked = { id: "chen", name: "陈晓", language: "zh", roles: ["lead"], mail: "chen@example.test" } as const;
    const invited = await world.accounts.invite(asked, "system");
    if (invited.outcome !== "invited") throw new Error(invited.outcome);
    const passwords = ["six brown herons at noon", "five white herons at dawn"];
    const outcomes = await Promise.all(
      passwords.map(async (password) => (await world.accounts.accept(invited.invitation.secret, password)).outcome),
    );
    expect([...outcomes].sort()).toEqual(["done", "gone"]);
    const signedIn = await Promise.all(
      passwords.map(async (password) => (await world.accounts.signIn(asked.mail, password, caller())).outcome),
    );
    expect(signedIn.map((outcome) => outcome === "in")).toEqual(outcomes.map((outcome) => outcome === "done"));
  });
});

describe("an invitation", () => {
  const invite = async () => {
    const asked = { name: "陈晓", language: "zh", roles: ["duty-officer"], mail: "chen.xiao@example.test" } as const;
    const invited = await world.accounts.invite(asked, "li");
    if (invited.outcome !== "invited") throw new Error(invited.outcome);
    return invited;
  };

  test("is a link that opens once, for three days; a bad password leaves it as it was", async () => {
    const { member, invitation } = await invite();
    expect([member.id, invitation.path]).toEqual(["chen-xiao", `/invitation/${invitation.secret}`]);
    expect(await world.accounts.accept(invitation.secret, "short")).toEqual({ outcome: "fault", fault: "too-short" });
    expect(await world.accounts.accept(invitation.secret, goodPassword)).toMatchObject({ outcome: "done" });
    expect(await world.accounts.accept(invitation.secret, goodPassword)).toEqual({ outcome: "gone" });
    const late = (await world.accounts.inviteAgain("chen-xiao", "li"))!;
    world.clock.wind(hours(72));
    expect(await world.accounts.accept(late.secret, goodPassword)).toEqual({ outcome: "gone" });
  });

  test("takes the place of an earlier one, and ends with the person", async () => {
    const { member, invitation } = await invite();
    const second = (await world.accounts.inviteAgain(member.id, "li"))!;
    expect(await world.accounts.accept(invitation.secret, goodPassword)).toEqual({ outcome: "gone" });
    await world.accounts.deactivate(member.id, "li");
    expect(await world.accounts.accept(second.secret, goodPassword)).toEqual({ outcome: "gone" });
    expect(await world.accounts.inviteAgain(member.id, "li")).toBeNull();
  });

  test("goes to an address that nobody else has, and gives an id that nobody else has", async () => {
    await invite();
    const same = { name: "x", language: "en", roles: [], mail: "CHEN.XIAO@example.test" } as const;
    expect(await world.accounts.invite(same, "li")).toEqual({ outcome: "mail-taken" });
    const other = await world.accounts.invite({ ...same, mail: "chen_xiao@other.test" }, "li");
    expect(other).toMatchObject({ outcome: "invited", member: { id: "chen-xiao-2" } });
    expect(world.accounts.freeId("陈晓@example.test")).toBe("person");
  });
});

describe("what changes", () => {
  test("goes on record without the address, the password or the secret", async () => {
    await withAccount(world, "li");
    await world.accounts.setContact("li", "phone", "+86 10 6278 0000", "li");
    await world.accounts.setContact("li", "phone", null, "li");
    expect(world.members.changes).toEqual([
      "system adds li",
      { what: "sign-in", person: "li", part: "password", change: "set" },
      { what: "contact", person: "li", part: "phone", change: "set" },
      { what: "contact", person: "li", part: "phone", change: "removed" },
    ]);
  });
});

describe("a password", () => {
  const alone = { hasSecondFactor: false, words: ["清河大学", "Qinghe University", "李文", "li.wen@example.test"] };

  test.each([
    ["fourteen chars", "too-short"],
    ["十四个字的密码也还是太短了啊", "too-short"],
    ["a".repeat(257), "too-long"],
    ["aaaaaaaaaaaaaaaa", "common"],
    ["abcabcabcabcabcabc", "common"],
    ["passwordpassword", "common"],
    ["qwertyuiopasdfgh", "common"],
    ["zyxwvutsrqponmlk", "common"],
    ["1q2w3e4r5t6y7u8i9o0p", "common"],
    ["Qinghe-University-2026", "own-name"],
    ["li.wen@example.test!!", "own-name"],
    ["清河大学清河大学清河大学2026", "own-name"],
    ["fifteen notifications", null],
    ["清河大学的芦苇在风里慢慢地低头看水", null],
  ] as const)("%s: %s", (password, fault) => {
    expect(faultOf(password, alone)).toBe(fault);
  });

  test("of eight characters will do beside a second factor, unless everybody tries it first", () => {
    const beside = { ...alone, hasSecondFactor: true };
    expect(faultOf("heron-8z", beside)).toBeNull();
    expect(faultOf("heron-8", beside)).toBe("too-short-with-second-factor");
    expect(faultOf("Iloveyou1", beside)).toBe("common");
  });
});

describe("the pool", () => {
  test("takes some at once, lets some wait, and tells the rest to come back", async () => {
    const hasher = passwordHasher({ cost: { memoryCost: 64, timeCost: 1 }, atOnce: 1, waitingMax: 2 });
    const tries = await Promise.allSettled([1, 2, 3, 4].map(async () => hasher.hash("x")));
    expect(tries.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled", "rejected"]);
    expect(tries[3]).toMatchObject({ reason: expect.any(BusyError) });
    const place = hasher.reserve()!;
    expect(await place.matches(await hasher.hash("x"), "x")).toBe(true);
    place.leave();
  });

  test("is never asked about what is too long to be a password, and that never fits", async () => {
    const hasher = cheapHasher();
    const place = hasher.reserve()!;
    expect(await place.matches(await hasher.hash(""), "x".repeat(1_025))).toBe(false);
    expect(faultOf("x".repeat(1_025), { hasSecondFactor: false, words: [] })).toBe("too-long");
    await expect(hasher.hash("x".repeat(1_025))).rejects.toThrow("too long");
  });

  test("keeps the parameters in the hash, and nobody's password never matches", async () => {
    const hasher = cheapHasher();
    expect(await passwordHasher().hash("x")).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hasher.reserve()!.matches(null, "nobody has this password")).toBe(false);
  });
});
