import { expect, test } from "@jest/globals";
import { knownServices } from "../../src/channels/known-services.ts";
import { recognise } from "../../src/channels/recognise.ts";
import { addresses } from "./samples.ts";

const serviceAt = (address: string) => recognise(knownServices, address)?.id ?? null;

test("every service has an address here, and is recognised by it alone", () => {
  expect(Object.keys(addresses).sort()).toEqual(knownServices.map(({ id }) => id).sort());
  for (const [id, address] of Object.entries(addresses)) {
    const fitting = knownServices.filter((preset) => recognise([preset], address) !== null);
    expect([address, fitting.map((preset) => preset.id)]).toEqual([address, [id]]);
  }
});

test.each([
  ["Lark", "https://open.larksuite.com/open-apis/bot/v2/hook/abc-def", "feishu"],
  ["upper case", "https://HOOKS.SLACK.COM/services/T0/B0/x", "slack"],
  [
    "the newer Power Automate",
    "https://default1.a1.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/0a1b/triggers/manual/paths/invoke?api-version=1&sig=x",
    "teams",
  ],
  ["a Mattermost below a path", "https://example.org/chat/hooks/xen8qsdszibu8nxk4bzhrquf3r", "mattermost"],
])("%s is recognised", (_what, address, id) => {
  expect(serviceAt(address)).toBe(id);
});

test.each([
  ["no key", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"],
  ["an empty key", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key="],
  ["another interface of the same host", "https://qyapi.weixin.qq.com/cgi-bin/message/send?key=1"],
  ["a longer name", "https://qyapi.weixin.qq.com.example.org/cgi-bin/webhook/send?key=1"],
  ["a name that only ends alike", "https://evil-ntfy.sh/topic"],
  ["a name that ends alike without its dot", "https://xlogic.azure.com/workflows/a/triggers/manual/paths/invoke"],
  ["a host in the path", "https://example.org/hooks.slack.com/services/a/b/c"],
  ["a Slack workflow, which takes other members", "https://hooks.slack.com/triggers/T0/1/abc"],
  ["ntfy on one's own server, which may be anything", "https://ntfy.example.org/topic"],
  ["ntfy with more than a topic", "https://ntfy.sh/topic/publish"],
  ["hooks that may be anybody's", "https://example.org/hooks/notify"],
  ["a name of 26 letters that are none of Mattermost's", "https://example.org/hooks/abcdefghijklmnopqrstuvwxyz"],
  ["an old Teams connector", "https://example.webhook.office.com/webhookb2/a@b/IncomingWebhook/c/d"],
  ["no address", "qyapi.weixin.qq.com"],
  ["our own receivers", "https://gateway.example.org/hook"],
])("%s: requests are signed as before", (_what, address) => {
  expect(serviceAt(address)).toBeNull();
});
