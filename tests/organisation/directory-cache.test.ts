/** What is shown of people, while several look at once. */
import { expect, test } from "@jest/globals";
import { openDirectoryCache } from "../../src/organisation/directory-cache.ts";
import type { Contacts, ContactStore } from "../../src/organisation/contacts.ts";
import { aDirectory } from "../support/directory.ts";

test("a look that began before a change does not undo it when it ends after it", async () => {
  const directory = aDirectory();
  const stream = {
    id: "organisation",
    directory: () => directory,
    refresh: async () => directory,
    send: async () => undefined,
    onChange: () => undefined,
  };
  let mail = "ann@example.test";
  const slow: (() => void)[] = [];
  let isSlow = false;
  const read = (): ReadonlyMap<string, Contacts> => new Map([["ann", { mail, phone: null }]]);
  const store: ContactStore = {
    of: async () => ({ mail, phone: null }),
    all: async () => {
      const seen = read();
      if (isSlow) await new Promise<void>((resolve) => slow.push(resolve));
      return seen;
    },
    set: async (_person, _kind, address) => ((mail = address ?? ""), true),
    personByMail: async () => null,
  };
  const { people, contacts, refresh } = await openDirectoryCache(stream, store, directory.organisation);
  const shown = () => people.find(({ id }) => id === "ann")?.email;
  expect(shown()).toBe("ann@example.test");

  isSlow = true;
  const earlier = refresh();
  isSlow = false;
  await contacts.set("ann", "mail", "ann.new@example.test");
  expect(shown()).toBe("ann.new@example.test");
  slow.forEach((goOn) => {
    goOn();
  });
  await earlier;
  expect(shown()).toBe("ann.new@example.test");
});
