/** What chat robots, text-message services and gateways answer inside a 200, as their manuals and their servers have it. */
import { describe, expect, test } from "@jest/globals";
import { verdictOf } from "../../src/notify/answer-verdict.ts";

const textOf = (answer: unknown) => (typeof answer === "string" ? answer : JSON.stringify(answer));
const named = (answers: readonly unknown[]) =>
  answers.map((answer) => [textOf(answer).slice(0, 80), textOf(answer)] as const);

const refusals: readonly unknown[] = [
  { errcode: 93000, errmsg: "invalid webhook url" },
  { code: 19021, msg: "sign match fail" },
  { success: false },
  { StatusCode: 19001, StatusMessage: "x" },
  { ok: false, error: "channel_not_found" },
  { ok: false, error_code: 400, description: "Bad Request: chat not found" },
  "no_service",
  "channel_not_found",
  "channel_is_archived",
  "invalid_token",
  "action_prohibited",
  { Code: "isv.BUSINESS_LIMIT_CONTROL", Message: "x" },
  { code: 42901, http: 429, error: "limit reached" },
  { Response: { Error: { Code: "AuthFailure", Message: "x" } } },
  { Response: { SendStatusSet: [{ Code: "LimitExceeded.X" }] } },
  { jsonrpc: "2.0", error: { code: -32600 } },
  { data: null, errors: [{ message: "x" }] },
  { status: "error" },
  { status: "fail" },
  { status: 0, errors: ["application token is invalid"] },
  { code: "400" },
  { code: 1, msg: "bad" },
  { errcode: "310000" },
  "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429",
  "-1",
  "false",
  '{"errcode":93000,"errmsg":"' + "x".repeat(70000),
  '{"pad":{"a":[1,2,{"errcode":0}]},"success":false,"x":"' + "y".repeat(9),
  'callback({"errcode":5})',
  '<?xml version="1.0"?><returnsms><returnstatus>Faild</returnstatus><message>x</message></returnsms>',
  "code=103&msg=no",
  "Error: bad token",
  "FAIL",
  "ERROR",
  "失败",
  '[{"code":19021}]',
  { error: "invalid_auth" },
  { result: "error" },
  { success: "false" },
  { ret: -1 },
  { errno: 3 },
  { errcode: 40008, errmsg: "ok" },
  { code: 500, msg: "system busy" },
  { error: true },
  { success: 0, failure: 1 },
  { isSuccess: false },
  '\ufeff{"errcode":1}',
  { error_response: { code: 15, msg: "Remote service error" } },
  { base_resp: { status_code: 1, status_msg: "no" } },
  { result: { code: 9, msg: "x" } },
  { status: { code: 401 } },
  { Success: false, Code: "x" },
  { code: -1 },
  { status: "401" },
  { statusCode: 403 },
  "invalid payload",
  "token_expired",
  '{"code":19021',
  { error_response: { code: 15, msg: "x" } },
  { rc: 1, msg: "denied" },
  { data: { success: false } },
  { data: [{ errcode: 40001 }] },
  { "message-count": "1", messages: [{ status: "4", "error-text": "Bad Credentials" }] },
];
const harmless: readonly unknown[] = [
  { code: 0 },
  { errcode: 0 },
  "",
  { status: "ok" },
  "<!doctype html><html><title>error</title><body>ok</body></html>",
  "<html><body>200</body></html>",
  "ok",
  "OK",
  "1",
  "0",
  { ok: true },
  { success: true },
  { code: 200 },
  { code: "0" },
  { code: "OK" },
  { Code: "OK", Message: "OK" },
  { StatusCode: 0, StatusMessage: "success", code: 0, data: {}, msg: "success" },
  { errcode: 0, errmsg: "ok" },
  { id: "x", event: "message", topic: "t" },
  { error: null },
  { error: "" },
  { errors: [] },
  { error: false },
  { code: 0, data: { code: 5 } },
  { code: 1, msg: "success" },
  { code: "000000" },
  { status: "success" },
  { status: 200 },
  { status: 1, request: "x" },
  { status: 0 },
  { result: true },
  { result: 0 },
  { ret: 200, data: {}, msg: "" },
  "thank you",
  "hello",
  {},
  [],
  { message: "Error logs were received" },
  { received: true },
  '"ok"',
  "null",
  "true",
  "took it",
  { message: "queued" },
  { ok: true, result: { message_id: 3, text: "error" } },
  { Response: { SendStatusSet: [{ Code: "Ok", Message: "send success" }] } },
  "accepted",
  "errcode is fine",
  "<ok/>",
  "<xml><status>ok</status></xml>",
  "code=0&msg=ok",
  '{"ok":true,"pad":"' + "x".repeat(70000),
  { json: { errcode: 5 }, headers: {} },
  "Thanks, no errors",
  "<p>fine</p>",
  { status: "queued" },
  { status: "accepted" },
  { code: 202 },
  { text: "x", code: 201 },
  { status: { code: 0 } },
  { error: 0 },
  { rc: 0 },
  { data: { success: true } },
  { data: { code: 5, id: "x" } },
  { code: 0, data: { success: false } },
  { ok: true, data: { errcode: 3 } },
];

test.each(named(refusals))("%s is a refusal", (_name, text) => {
  expect(verdictOf(text)).not.toBe("taken");
});

test.each(named(harmless))("%s is taken", (_name, text) => {
  expect(verdictOf(text)).toBe("taken");
});

describe("a refusal that may pass", () => {
  test.each(
    named([
      { errcode: 45009, errmsg: "api freq out of limit" },
      { errcode: -1, errmsg: "system busy" },
      { errcode: 130101, errmsg: "send too fast" },
      { code: 11232, msg: "frequency limited psm" },
      { ok: false, error_code: 429, description: "Too Many Requests: retry after 5", parameters: { retry_after: 5 } },
      { Code: "isv.BUSINESS_LIMIT_CONTROL", Message: "触发分钟级流控" },
      { code: 42901, http: 429, error: "limit reached" },
      "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429",
      { success: false, error: "Rate limit exceeded" },
      { code: 503, msg: "x" },
    ]),
  )("%s", (_name, text) => {
    expect(verdictOf(text)).toBe("not-now");
  });

  test.each(named([{ errcode: 93000 }, { code: 19021 }, { ok: false, error: "invalid_auth" }, "no_service"]))(
    "not %s",
    (_name, text) => {
      expect(verdictOf(text)).toBe("refused");
    },
  );
});

test("64 KiB of brackets, quotes and backslashes take no time to speak of", () => {
  for (const sign of ["[", "{", '{"a":', '"', "\\", '{"a":"\\', "<a>", "a=", "<a><b>"]) {
    const begin = process.cpuUsage();
    verdictOf(`{${sign.repeat(65_536 / sign.length)}`);
    verdictOf(sign.repeat(65_536 / sign.length));
    expect(process.cpuUsage(begin).user / 1000).toBeLessThan(1_000);
  }
});
