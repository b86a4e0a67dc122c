/** What each service answers, as its manual and its server have it. */
import type { Outcome } from "../../src/channels/preset.ts";

export interface Answered {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answers {
  readonly good: Answered;
  readonly broken: readonly Answered[];
  readonly tooFast: Answered;
  readonly tooLong: Answered;
}

const says = (status: number, body: unknown, headers: Record<string, string> = {}): Answered => ({
  status,
  body: typeof body === "string" ? body : JSON.stringify(body),
  headers,
});

export const answers: Readonly<Record<string, Answers>> = {
  wecom: {
    good: says(200, { errcode: 0, errmsg: "ok" }),
    broken: [
      says(200, { errcode: 93000, errmsg: "invalid webhook url, hint: [1], from ip: 1.2.3.4" }),
      says(200, { errcode: 93004, errmsg: "robot is disabled" }),
      says(200, { errcode: 93008, errmsg: "not in group" }),
      says(200, { errcode: 40058, errmsg: "invalid Request Parameter" }),
    ],
    tooFast: says(200, { errcode: 45009, errmsg: "api freq out of limit" }),
    tooLong: says(200, { errcode: 40058, errmsg: "text.content exceed max length 2048" }),
  },
  dingtalk: {
    good: says(200, { errcode: 0, errmsg: "ok" }),
    broken: [
      says(200, { errcode: 310000, errmsg: "sign not match, more: [https://ding-doc.dingtalk.com]" }),
      says(200, { errcode: 310000, errmsg: "keywords not in content" }),
      says(200, { errcode: 300001, errmsg: "token is not exist" }),
      says(200, { errcode: 400102, errmsg: "机器人已停用" }),
    ],
    tooFast: says(200, { errcode: 130101, errmsg: "send too fast, exceed 20 times per minute" }),
    tooLong: says(200, { errcode: 460101, errmsg: "消息内容过长" }),
  },
  feishu: {
    good: says(200, { StatusCode: 0, StatusMessage: "success", code: 0, data: {}, msg: "success" }),
    broken: [
      says(200, { code: 19021, msg: "sign match fail or timestamp is not within one hour from current time" }),
      says(200, { code: 19022, msg: "Ip Not Allowed" }),
      says(200, { code: 19024, msg: "Key Words Not Found" }),
      says(400, { code: 19001, msg: "param invalid: incoming webhook access token invalid" }),
    ],
    tooFast: says(200, { code: 11232, msg: "frequency limited" }),
    tooLong: says(400, { code: 9400, msg: "request body too large" }),
  },
  ...Object.fromEntries(
    ["telegram", "telegram-group"].map((id) => [
      id,
      {
        good: says(200, { ok: true, result: { message_id: 4 } }),
        broken: [
          says(401, { ok: false, error_code: 401, description: "Unauthorized" }),
          says(403, { ok: false, error_code: 403, description: "Forbidden: bot was blocked by the user" }),
          says(400, { ok: false, error_code: 400, description: "Bad Request: chat not found" }),
        ],
        tooFast: says(429, {
          ok: false,
          error_code: 429,
          description: "Too Many Requests: retry after 60",
          parameters: { retry_after: 60 },
        }),
        tooLong: says(400, { ok: false, error_code: 400, description: "Bad Request: message is too long" }),
      },
    ]),
  ),
  "aliyun-sms": {
    good: says(200, { Code: "OK", BizId: "900619746936498440^0", Message: "OK", RequestId: "F655A8D5" }),
    broken: [
      says(400, { Code: "SignatureDoesNotMatch", Message: "Specified signature is not matched.", RequestId: "1" }),
      says(404, { Code: "InvalidAccessKeyId.NotFound", Message: "Specified access key is not found." }),
      says(200, { Code: "isv.SMS_TEMPLATE_ILLEGAL", Message: "模版不合法(不存在或被拉黑)" }),
      says(200, { Code: "isv.AMOUNT_NOT_ENOUGH", Message: "账户余额不足" }),
    ],
    tooFast: says(200, { Code: "isv.BUSINESS_LIMIT_CONTROL", Message: "触发分钟级流控Permits:1" }),
    tooLong: says(200, { Code: "isv.PARAM_LENGTH_LIMIT", Message: "参数超过长度限制" }),
  },
  slack: {
    good: says(200, "ok"),
    broken: [
      says(404, "no_service"),
      says(200, "no_service"),
      says(403, "invalid_token"),
      says(410, "channel_is_archived"),
    ],
    tooFast: says(429, "rate_limited", { "retry-after": "60" }),
    tooLong: says(400, "msg_too_long"),
  },
  mattermost: {
    good: says(200, "ok"),
    broken: [
      says(400, { id: "web.incoming_webhook.invalid.app_error", message: "Invalid webhook.", status_code: 400 }),
      says(501, { id: "web.incoming_webhook.disabled.app_error", message: "Disabled by the admin.", status_code: 501 }),
      says(404, "404 page not found"),
    ],
    tooFast: says(429, "limit exceeded", { "retry-after": "60" }),
    tooLong: says(413, { id: "api.context.request_body_too_large.app_error", message: "Too large", status_code: 413 }),
  },
  "rocket-chat": {
    good: says(200, { success: true }),
    broken: [
      says(200, { success: false }),
      says(401, { success: false, error: "Invalid integration id or token provided." }),
      says(400, { success: false, error: "invalid-channel" }),
    ],
    tooFast: says(429, { success: false, error: "error-too-many-requests" }, { "retry-after": "60" }),
    tooLong: says(400, { success: false, error: "error-message-size-exceeded" }),
  },
  teams: {
    good: says(202, ""),
    broken: [
      says(401, { error: { code: "DirectApiAuthorizationRequired", message: "The OAuth scheme is required." } }),
      says(404, { error: { code: "WorkflowNotFound", message: "The workflow could not be found." } }),
      says(400, { error: { code: "WorkflowTriggerIsNotEnabled", message: "The trigger is not enabled." } }),
    ],
    tooFast: says(
      429,
      { error: { code: "WorkflowRunActionThrottled", message: "Try later." } },
      { "retry-after": "60" },
    ),
    tooLong: says(413, { error: { code: "RequestEntityTooLarge", message: "The request is too large." } }),
  },
  ntfy: {
    good: says(200, { id: "sPs71M8A2T", time: 1, expires: 2, event: "message", topic: "duty-8f2Kq9xTz3" }),
    broken: [
      says(403, { code: 40301, http: 403, error: "forbidden", link: "https://ntfy.sh/docs/publish/#authentication" }),
      says(401, { code: 40101, http: 401, error: "unauthorized" }),
      says(400, { code: 40010, http: 400, error: "invalid request: topic name is not allowed" }),
    ],
    tooFast: says(429, { code: 42901, http: 429, error: "limit reached: too many requests" }),
    tooLong: says(413, { code: 41301, http: 413, error: "attachment too large, or bandwidth limit reached" }),
  },
};

export const whatOf: Readonly<Record<keyof Answers, Outcome["what"]>> = {
  good: "taken",
  broken: "broken",
  tooFast: "again",
  tooLong: "never",
};
