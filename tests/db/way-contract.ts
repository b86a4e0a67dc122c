/** What every storage of the ways in must do. */
import { expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";

export function wayContract(storage: () => Storage): void {
  test("an identity of a provider belongs to one person for good, and a person has one there", async () => {
    const { identities } = storage().accounts;
    const issuer = "https://id.test";
    expect(await identities.put(issuer, "7", "li", 1)).toBe(true);
    expect(await identities.put(issuer, "7", "wang", 2)).toBe(false);
    expect(await identities.find(issuer, "7")).toEqual({ person: "li", endedAt: null });
    expect(await identities.find("https://other.test", "7")).toBeNull();
    expect(await identities.put(issuer, "8", "li", 3)).toBe(false);
    expect(await identities.put("https://other.test", "8", "li", 3)).toBe(true);
    expect([await identities.refuse(issuer, "8", "li", 4), await identities.refuse(issuer, "8", "li", 5)]).toEqual([
      true,
      false,
    ]);
    expect(await identities.find(issuer, "8")).toEqual({ person: "li", endedAt: 4 });
    expect(await identities.relink("wang", issuer, "8", 6)).toBe(false);
    expect(await identities.relink("li", issuer, "8", 7)).toBe(true);
    expect(await identities.find(issuer, "7")).toEqual({ person: "li", endedAt: 7 });
    expect(await identities.find(issuer, "8")).toEqual({ person: "li", endedAt: null });
    for (let n = 0; n < 30; n += 1) await identities.refuse(issuer, `flood-${n}`, "li", 8);
    expect(await identities.find(issuer, "flood-18")).not.toBeNull();
    expect(await identities.find(issuer, "flood-19")).toBeNull();
  });

  test("what opened a session takes it along when it ends, and the one that asks stays", async () => {
    const { ways, sessions, credentials, passkeys } = storage().accounts;
    const times = { madeAt: 10, seenAt: 10, expiresAt: 90, confirmedAt: 10, agent: "Firefox", address: "192.0.2.1" };
    await credentials.setPassword("li", "hash", 1);
    await passkeys.put({
      id: "key",
      person: "li",
      publicKey: "k",
      counter: 0,
      transports: [],
      label: "Key",
      madeAt: 3,
      usedAt: null,
    });
    for (const [id, way] of [
      ["a", "password"],
      ["b", "password+totp"],
      ["c", "passkey"],
      ["d", "password"],
    ] as const)
      await sessions.put({ ...times, secretHash: id, id: `id-${id}`, person: "li", way });
    expect(await ways.end("li", [{ kind: "password", keepSession: "id-d" }], 9)).toEqual([
      { kind: "password", label: "" },
    ]);
    expect((await sessions.ofPerson("li")).map(({ id }) => id).sort()).toEqual(["id-c", "id-d"]);
    const good = { now: 10, sessionsSeenSince: 0, devicesSeenSince: 0 };
    expect((await ways.of("li", good)).map(({ kind, label }) => [kind, label])).toContainEqual(["passkey", "Key"]);
    expect(await ways.end("li", [{ kind: "passkey", id: "another" }], 9)).toEqual([]);
    expect(await ways.end("wang", [{ kind: "passkey", id: "key" }], 9)).toEqual([]);
    expect(await ways.end("li", [{ kind: "passkey", id: "key" }], 9)).toEqual([{ kind: "passkey", label: "Key" }]);
  });

  test("a notice waits until it is sent, and one of two who try has it", async () => {
    const { notices } = storage().accounts;
    const notice = {
      ...({
        id: "n",
        person: "li",
        name: "Li",
        language: "en",
        what: "token-set",
        detail: "script",
        by: null,
      } as const),
      ...({ at: 5, channel: "mail", address: "li@example.test", secret: null, tries: 0, nextAt: 5 } as const),
    };
    await notices.put([notice]);
    expect([await notices.due(4, 10), await notices.due(5, 10), await notices.nextAt()]).toEqual([[], [notice], 5]);
    expect([await notices.claim(notice, 60), await notices.claim(notice, 60)]).toEqual([true, false]);
    expect([await notices.due(59, 10), await notices.nextAt()]).toEqual([[], 60]);
    await notices.remove("n");
    expect(await notices.nextAt()).toBeNull();
  });
}
