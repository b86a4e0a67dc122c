import { expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";
import type { TextRow } from "../../src/engine/ports.ts";
import { missingText, textRef } from "../../src/kernel/text-refs.ts";
import { aBatch, aMessage, anInstance, aSummary } from "../support/samples.ts";

export function textContract(storage: () => Storage): void {
  const found = async (text: string) =>
    (await storage().incidents.list({ text, pageSize: 50, sort: "newest" })).rows.map(({ number }) => number);
  const title = async (id: string) => (await storage().incidents.byId(id))?.summary.title;
  const registered = (texts: readonly TextRow[], shown: string, instance = "i-1") =>
    storage().commit(aBatch({ texts, inserted: [anInstance(instance, { summary: aSummary({ title: shown }) })] }));
  const retitled = (texts: readonly TextRow[], shown: string, seq: number) =>
    storage().commit(
      aBatch({
        texts,
        updated: [{ ...anInstance("i-1", { seq, summary: aSummary({ title: shown }) }), previousSeq: seq - 1 }],
      }),
    );

  test("a search looks through titles, and through the texts that are marked for it", async () => {
    const [titled, place, note] = [
      aText("i-1", "Water main"),
      aText("i-1", "城南 Café, 2号门"),
      aText("i-1", "A note on 城北"),
    ];
    const statement = aText("i-1", `${"长".repeat(9_000)}自来水“恢复”了 100% "sure" a_b`);
    const texts = [titled, note, ...[place, statement].map((row) => ({ ...row, isSearched: true as const }))];
    await registered(texts, titled.ref);
    await registered([], "Other", "i-2");
    const looked = [
      "城南",
      "南",
      "cafe",
      "ＣＡＦＥ, 2",
      "2号",
      "来水",
      "水“恢",
      '"sure"',
      "100%",
      "a_b",
      "water m",
      "main",
    ];
    expect(await Promise.all(looked.map(found))).toEqual(looked.map(() => [1]));
    const missed = [
      "城北",
      "note",
      "南城",
      "水来",
      "a b",
      "100%%",
      "wat%r",
      '"',
      "OR",
      "* ",
      "城南 OR 城北",
      "watermain",
    ];
    const none = await Promise.all(missed.map(found));
    expect(missed.filter((_, index) => none[index]?.length !== 0)).toEqual(['"']);
    expect(await found("other")).toEqual([2]);
    expect(await found("#2")).toEqual([2]);
  });

  test("texts come back by instance and reference, each with its salt", async () => {
    const [gas, water] = [aText("i-1", "煤气 Gas 🜁"), aText("i-2", "Water\nsecond line")];
    await storage().commit(aBatch({ texts: [gas, water] }));
    const names = [gas, water, { instance: "i-2", ref: gas.ref }, { instance: "nobody", ref: gas.ref }];
    const rows = await storage().texts(names.map(({ instance, ref }) => ({ instance, ref })));
    expect(rows.sort((one, other) => one.instance.localeCompare(other.instance))).toEqual([
      { ...gas, erasedSeq: null },
      { ...water, erasedSeq: null },
    ]);
    expect(await storage().texts([])).toEqual([]);
  });

  test("a batch that fails leaves no text behind", async () => {
    const text = aText("i-1", "Gas");
    const stale = { ...anInstance("i-1", { seq: 1 }), previousSeq: 0 };
    await expect(storage().commit(aBatch({ texts: [text], updated: [stale] }))).rejects.toThrow();
    expect(await storage().texts([text])).toEqual([]);
  });

  test("a title is shown with its words, found by them, and asked for once as the same", async () => {
    const text = aText("i-1", "Ärztehaus: Wasserrohr gebrochen");
    await registered([text], text.ref);
    expect(await title("i-1")).toBe("Ärztehaus: Wasserrohr gebrochen");
    expect([await found("arztehaus"), await found("WASSERROHR"), await found("gas"), await found("t1:")]).toEqual([
      [1],
      [1],
      [],
      [],
    ]);
    const open = await storage().incidents.list({ text: "rohr", open: true, pageSize: 50, sort: "deadline" });
    expect(open.rows.map(({ summary }) => summary.title)).toEqual(["Ärztehaus: Wasserrohr gebrochen"]);
    const same = await storage().incidents.openWithTitle("ARZTEHAUS: wasserrohr  gebrochen", 0, 3);
    expect(same.map(({ summary }) => summary.title)).toEqual(["Ärztehaus: Wasserrohr gebrochen"]);
  });

  test("after a correction the present title is found, and the former one is not", async () => {
    const [former, present] = [aText("i-1", "Gas leak"), aText("i-1", "Water leak")];
    await registered([former], former.ref);
    await retitled([present], present.ref, 1);
    expect([await found("gas"), await found("water"), await title("i-1")]).toEqual([[], [1], "Water leak"]);
    // The title stays, and something else of what lists show changes.
    await retitled([], present.ref, 2);
    expect([await found("water"), await title("i-1")]).toEqual([[1], "Water leak"]);
  });

  test("a title that joins an old and a new text is found by both", async () => {
    const [place, fault, other] = [aText("i-1", "Library"), aText("i-1", "Lift stuck"), aText("i-1", "Lift on fire")];
    await registered([place, fault], `${place.ref} · ${fault.ref}`);
    expect([await found("library · lift stuck"), await title("i-1")]).toEqual([[1], "Library · Lift stuck"]);
    await retitled([other], `${place.ref} · ${other.ref}`, 1);
    expect([await found("library"), await found("fire"), await found("stuck")]).toEqual([[1], [1], []]);
    expect(await title("i-1")).toBe("Library · Lift on fire");
  });

  test("a title that nobody put apart is shown and found as it stands; a lost one says so", async () => {
    await registered([], "Plain title");
    const lost = aText("i-2", "never written");
    await registered([], lost.ref, "i-2");
    expect([await found("plain"), await title("i-1"), await title("i-2")]).toEqual([[1], "Plain title", missingText]);
  });

  test("who was told reads what was written then, with the words", async () => {
    const text = aText("i-1", "Gas leak");
    await storage().commit(
      aBatch({
        texts: [text],
        inserted: [anInstance("i-1")],
        messages: [{ ...aMessage("i-1", "0.0"), params: { what: `Hear: ${text.ref}` } }],
      }),
    );
    const { at } = aMessage("i-1", "0.0");
    const beside = await storage().deliveries.waitingBeside({ instance: "i-1", at });
    expect(beside.map(({ params }) => params)).toEqual([{ what: "Hear: Gas leak" }]);
    expect((await storage().messages("i-1")).map(({ params }) => params)).toEqual([{ what: `Hear: ${text.ref}` }]);
  });
}

function aText(instance: string, text: string): TextRow {
  const salt = Buffer.from(`${instance} ${text}`.padEnd(16).slice(0, 16));
  return { instance, ref: textRef(salt, text), salt: salt.toString("base64url"), text };
}
