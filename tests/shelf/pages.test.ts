/** Own playbooks in the browser: a file is chosen, proposed, activated by another; their pages say how each version stands. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { smallFile, smallFileWith } from "../playbook-files/small-file.ts";
import { formFields, missing, Visitor, type Page } from "../support/visitor.ts";
import { anOffice, opening, personOf, second, type Office } from "./office.ts";
import { served, type Served } from "./served-office.ts";

let office: Office;
let door: Served | null = null;
beforeEach(() => {
  office = anOffice();
});
afterEach(async () => {
  await door?.stop();
  door = null;
  await office.close();
});

const page = "/administration/playbooks";

/** As a browser sends a form with a file chooser. */
async function choose(origin: string, file: string | Uint8Array, person = "li", text = ""): Promise<Page> {
  const body = new FormData();
  body.set("text", text);
  body.set("file", new Blob([typeof file === "string" ? file : Buffer.from(file)]), "slip.yaml");
  const headers = { cookie: `answerable_person=${person}; answerable_language=en` };
  const {
    status,
    headers: answered,
    ...rest
  } = await fetch(`${origin}${page}`, {
    method: "POST",
    body,
    headers,
    redirect: "manual",
  }).then(async (response) => ({ status: response.status, headers: response.headers, text: await response.text() }));
  return { status, headers: answered, ...rest, location: answered.get("location") };
}

test("a file that was chosen is checked, proposed, and activated by a second person", async () => {
  const open = await office.start();
  door = await served(open);
  const [li, min] = ["li", "min"].map((person) => new Visitor(door!, person));
  const form = await li!.get(page);
  expect(missing(form.text, 'enctype="multipart/form-data"', 'type="file"', "Or the text of the file")).toEqual([]);
  const kept = await choose(door.origin, smallFile);
  expect([kept.status, kept.location]).toEqual([
    303,
    expect.stringMatching(/^\/administration\/playbooks\/[0-9a-f]{64}$/),
  ]);
  const review = kept.location!;
  await li!.post(review, { ...formFields((await li!.get(review)).text, review), decision: "propose" });
  const waiting = await min!.get(review);
  await min!.post(review, { ...formFields(waiting.text, review), decision: "activate" });
  expect(open.desk.playbook("small-slip")).toMatchObject({ version: 1, isOwn: true });
  expect(door.problems).toEqual([]);
});

test("a file that is wrong comes back as text with its faults; one that is no text is refused in words", async () => {
  door = await served(await office.start());
  const wrong = await choose(door.origin, smallFileWith("initial: checking", "initial: cheking"));
  expect(wrong.status).toBe(422);
  expect(missing(wrong.text, "did you mean checking?", ", column 10</b>", "id: small-slip")).toEqual([]);
  const zh = await new Visitor(door, "li", "zh").post(page, {
    text: smallFileWith("initial: checking", "initial: cheking"),
  });
  expect(missing(zh.text, "没有状态“cheking”，是否应为 checking？", "没有途径进入 settled")).toEqual([]);
  const bytes = await choose(door.origin, new Uint8Array([0xff, 0xfe, 0x41]));
  expect([bytes.status, missing(bytes.text, "not UTF-8")]).toEqual([422, []]);
  // Without a file the text counts, and with neither nothing does.
  expect((await choose(door.origin, "", "li", smallFile)).status).toBe(303);
  expect((await choose(door.origin, "")).status).toBe(422);
  const cut = await fetch(`${door.origin}${page}`, {
    method: "POST",
    body: '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nformat: 1',
    headers: { cookie: "answerable_person=li", "content-type": "multipart/form-data; boundary=x" },
  });
  expect(cut.status).toBe(413);
});

test("its page says how each version stands, what runs on it, what changed, and shows the file", async () => {
  office.put("slip.yaml", smallFile);
  const first = await office.start();
  for (const subject of ["No water", "No light"])
    await first.desk.open("small-slip", { ...opening, subject }, personOf(first, "chen"), office.next());
  office.put("slip.yaml", second);
  office.put("third.yaml", second.replace("ordinary: 1 wd", "ordinary: 2 wd"));
  const refused = await office.start();
  expect(refused.shelfDesk.folder()?.files.map(({ became }) => became)).toEqual(["refused", "refused"]);
  office.put(
    "third.yaml",
    second.replace("id: small-slip", "id: other-slip").replace("initial: checking", "initial: x"),
  );
  const open = await office.start();
  door = await served(open);
  const third = second.replace("version: 2", "version: 3").replace("ordinary: 1 wd", "ordinary: 2 wd");
  const { digest } = await open.shelfDesk.keep("mine.yaml", third);
  await open.shelfDesk.propose(digest, "li", office.next());
  const zh = await new Visitor(door, "chen", "zh").get("/playbooks/small-slip@2");
  expect(missing(zh.text, "进行中 2 件", "待启用", "现用", "曾用", "本单位自有", "与 small-slip@1 的不同")).toEqual([]);
  const en = await new Visitor(door, "chen").get("/playbooks/small-slip@2");
  expect(
    missing(en.text, "2 open incidents", 'href="/incidents/2"', "No light", "What changes from small-slip@1"),
  ).toEqual([]);
  expect(missing(en.text, "small-slip@3", "Proposed by", 'href="/playbooks/small-slip@2/source"')).toEqual([]);
  expect(missing(en.text, "ordinary of the clock check: &quot;3 wd&quot; → &quot;1 wd&quot;")).toEqual([]);
  expect(missing(en.text, "an answer that is not so ends it (1 step)")).toEqual([]);
  // Only those who may open the review are led there.
  expect(en.text).not.toContain(digest);
  expect((await new Visitor(door, "li").get("/playbooks/small-slip@2")).text).toContain(`${page}/${digest}`);
  const shipped = await new Visitor(door, "chen").get("/playbooks/liaison-slip@1");
  expect(missing(shipped.text, "shipped", "no incident", 'href="/playbooks/liaison-slip@1/source"')).toEqual([]);
  const inCode = await new Visitor(door, "chen").get("/playbooks/public-incident@1");
  expect([inCode.status, inCode.text.includes("/source")]).toEqual([200, false]);
  const list = await new Visitor(door, "chen").get("/playbooks");
  expect(
    missing(list.text, "version 1 · own · earlier", "version 2 · own · active", "version 1 · shipped · active"),
  ).toEqual([]);
  expect((await new Visitor(door, "chen").get("/about")).text).toContain("small-slip@2 (own)");
  expect(door.problems).toEqual([]);
});
