/** A night in which the group robot was taken out of its chat: WeCom says so inside a 200, and the mail wakes the officer. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { playbooks } from "../../machines/registry.ts";
import { addressOn, onLoopback } from "../channels/on-loopback.ts";
import { aMailbox } from "../support/mailbox.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { startReceiver, type Receiver } from "../support/receiver.ts";
import { formFields, Visitor } from "../support/visitor.ts";

const mailbox = aMailbox();
let desk: NightDesk;
let robot: Receiver;

beforeAll(async () => {
  robot = await startReceiver((response) =>
    response.writeHead(200).end('{"errcode":93000,"errmsg":"invalid webhook url"}'),
  );
  desk = await aNightDesk(undefined, Object.values(playbooks), {
    transport: mailbox,
    services: onLoopback,
    environment: { ANSWERABLE_WEBHOOK_NETWORKS: "127.0.0.1" },
  });
  const chen = desk.desk.person("chen")!;
  expect(await desk.notificationDesk!.setWebhook(chen, addressOn("wecom", robot.port))).toEqual({
    outcome: "done",
    secret: null,
  });
  const order = { person: "chen", first: "webhook", second: "mail" };
  const changed = await desk.desk.administer("CHANNELS_CHANGED", order, chen, { commandId: "order" });
  expect(changed.outcome).toBe("done");
  const values = {
    title: "Brown water",
    sourceKind: "call",
    discoveredAt: "2026-11-22T21:00:00+08:00",
    grade: "major",
  };
  await desk.desk.open("public-incident", values, chen, { commandId: "open" });
  await desk.wind(45);
});
afterAll(async () => {
  await desk.shut();
  await robot.close();
});

test("every notification of the night reaches the officer by mail in the minute in which the robot refuses it", async () => {
  const entries = await desk.notificationDesk!.log(desk.desk.person("chen")!);
  const rows = entries.flatMap(({ deliveries }) => deliveries).filter(({ recipient }) => recipient === "chen");
  const refused = rows.filter(({ channel }) => channel === "webhook");
  expect(refused.length).toBeGreaterThan(2);
  for (const { message, state, answer, lastAt } of refused) {
    expect({ state, answer }).toEqual({
      state: "failed",
      answer:
        "The webhook is set up wrongly; check its address, and its settings at the service. The service answered: 200 93000 invalid webhook url",
    });
    const mail = rows.find((row) => row.message === message && row.channel === "mail");
    expect(mail).toMatchObject({ state: "sent", lastAt });
  }
  expect(robot.received.every(({ body }) => !body.includes("/acknowledge/"))).toBe(true);
});

test("the officer acknowledges from the mail, and the desk says in both languages what is wrong with the robot", async () => {
  const link = mailbox.linksTo("chen").at(-1)!;
  const stranger = new Visitor(desk, null);
  const answered = await stranger.post(link, formFields((await stranger.get(link)).text, link));
  expect(answered.status).toBeLessThan(400);
  const log = async (language: "zh" | "en") => (await new Visitor(desk, "chen", language).get("/deliveries")).text;
  expect(await log("zh")).toContain("Webhook 设置有误，请检查地址及其在服务方的设置。服务方返回：200 93000");
  expect(await log("en")).toContain(
    "The webhook is set up wrongly; check its address, and its settings at the service.",
  );
});
