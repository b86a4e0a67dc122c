/** What a person reads who gives the address of a service that is known, and what becomes of the webhook's secret. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { addresses, secrets } from "../channels/samples.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { formFields, Visitor } from "../support/visitor.ts";

let desk: NightDesk;
beforeEach(async () => {
  desk = await aNightDesk();
});
afterEach(() => desk.shut());

async function save(address: string, language: "zh" | "en" = "en"): Promise<string> {
  const li = new Visitor(desk, "li", language);
  const form = formFields((await li.get("/channels")).text, "/channels/address");
  const page = await li.post("/channels/address", { ...form, address });
  expect(page.status).toBe(200);
  return page.text;
}
const secretsIn = (html: string) => html.match(/whsec_[\w+/=]+/g) ?? [];

test.each([
  ["en", "Recognised: WeCom group robot.", "It shows a message in the chat.", "acknowledge at the desk"],
  ["zh", "已识别：企业微信群机器人。", "会在群聊中显示消息。", "在值班台确认收到"],
] as const)("a chat's robot is named, with what it does not do (%s)", async (language, name, wakes, group) => {
  const html = await save(addresses["wecom"]!, language);
  for (const said of [name, wakes, group]) expect(html).toContain(said);
  expect(html).toContain('action="/channels/test"');
  expect(secretsIn(html)).toEqual([]);
  expect(html).not.toContain('action="/channels/secret"');
});

test("a push service is said to reach the phone", async () => {
  const html = await save(addresses["ntfy"]!);
  expect(html).toContain("Recognised: ntfy.");
  expect(html).toContain("push notification to the phone");
  expect(html).not.toContain("Everyone in the chat");
});

test("any other address is signed as before: its secret is shown once, and stays when the receiver moves", async () => {
  const [secret] = secretsIn(await save("https://gateway.example.org/hook"));
  expect(secret).toMatch(/^whsec_/);
  const moved = await save("https://gateway2.example.org/hook");
  expect(secretsIn(moved)).toEqual([]);
  expect(moved).not.toContain("Recognised");
  expect(await desk.storage.webhooks.of("li")).toMatchObject({ secret });
  await save(addresses["wecom"]!);
  const [fresh] = secretsIn(await save("https://gateway.example.org/hook"));
  expect(fresh).toMatch(/^whsec_/);
  expect(fresh).not.toBe(secret);
});

test("a robot that checks signatures takes its secret, which is not shown again and can be removed", async () => {
  const li = new Visitor(desk, "li", "en");
  expect(await save(addresses["wecom"]!)).not.toContain("/channels/service-secret");
  const page = await save(addresses["dingtalk"]!);
  const form = formFields(page, "/channels/service-secret");
  const wrong = await li.post("/channels/service-secret", { ...form, secret: "no secret of theirs" });
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining("This is not a secret of this service")]);
  const set = await li.post("/channels/service-secret", { ...form, secret: ` ${secrets["dingtalk"]!} ` });
  expect([set.status, set.text]).toEqual([200, expect.stringContaining("requests are signed")]);
  expect(set.text).not.toContain(secrets["dingtalk"]);
  expect(await desk.storage.webhooks.of("li")).toMatchObject({ serviceSecret: secrets["dingtalk"] });
  // The same address again changes nothing; another robot has another secret.
  expect(await save(addresses["dingtalk"]!)).toContain("requests are signed");
  expect(await save(`${addresses["dingtalk"]!}0`)).not.toContain("requests are signed");
  await li.post("/channels/service-secret", { ...form, secret: secrets["dingtalk"]! });
  await li.post("/channels/service-secret", { ...form, secret: "" });
  expect(await desk.storage.webhooks.of("li")).toMatchObject({ serviceSecret: null });
});

test("no other receiver takes one", async () => {
  const li = new Visitor(desk, "li", "en");
  await save("https://gateway.example.org/hook");
  const set = await li.post("/channels/service-secret", { secret: secrets["dingtalk"]! });
  expect([set.status, set.text]).toEqual([422, expect.stringContaining("No webhook")]);
  expect(await desk.storage.webhooks.of("li")).toMatchObject({ serviceSecret: null });
});

test.each([
  ["a person's chat", addresses["telegram"]!, "Recognised: Telegram.", "push notification"],
  ["a group", addresses["telegram-group"]!, "Recognised: Telegram group.", "acknowledge at the desk"],
])("Telegram: %s", async (_, address, name, what) => {
  const html = await save(address);
  for (const said of [name, what]) expect(html).toContain(said);
});
