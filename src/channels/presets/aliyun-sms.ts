import type { Preset } from "../preset.ts";

const form = "https://dysmsapi.aliyuncs.com/?AccessKeyId=…&SignName=…&TemplateCode=SMS_…&PhoneNumbers=1…";

/**
 * A text message is one that was approved before, with up to 35 characters in each of its variables, and no link. What decides is
 * in `Code`, whatever the status.
 */
export const aliyunSms: Preset = {
  id: "aliyun-sms",
  name: { zh: "阿里云短信", en: "Aliyun SMS" },
  manual: "https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-sendsms",
  reach: "person",
  wakes: "rings",
  setUp: {
    zh: `短信模板须为通知类，变量为 \${number}、\${what}、\${due}，例如“事件\${number}：\${what}截止时间：\${due}。请登录值班台办理。”短信不含链接，请在值班台确认收到。地址写作 ${form}，AccessKey Secret 在此另填；请使用只有发送短信权限的 RAM 用户。`,
    en: `The text template is a notification with the variables \${number}, \${what} and \${due}. A text has no link: acknowledge at the desk. The address has the form ${form}; enter the AccessKey secret here, of a RAM user that may only send texts.`,
  },
  at: {
    hosts: ["dysmsapi.aliyuncs.com"],
    path: /^\/$/,
    parameter: "PhoneNumbers",
    parameterForm: /^\+?\d{5,20}$/,
    others: { AccessKeyId: /^\w{10,60}$/, SignName: /^.{2,40}$/u, TemplateCode: /^SMS_\d{1,20}$/ },
  },
  text: { from: ["happened"], max: 35, unit: "characters", escapes: ["brackets"] },
  url: "{origin}/",
  signs: { by: "aliyun", secretForm: /^\w{20,80}$/, isRequired: true, into: "Signature" },
  form: {
    AccessKeyId: "{AccessKeyId}",
    Action: "SendSms",
    Format: "JSON",
    PhoneNumbers: "{parameter}",
    SignName: "{SignName}",
    SignatureMethod: "HMAC-SHA1",
    SignatureNonce: "{nonce}",
    SignatureVersion: "1.0",
    TemplateCode: "{TemplateCode}",
    TemplateParam: { number: "{number}", what: "{text}", due: "{dueTime}" },
    Timestamp: "{isoTime}",
    Version: "2017-05-25",
  },
  answer: {
    words: "Message",
    taken: { at: ["Code"], in: ["OK"] },
    again: {
      at: ["Code"],
      in: [
        "isv.BUSINESS_LIMIT_CONTROL",
        "isv.DAY_LIMIT_CONTROL",
        "isp.SYSTEM_ERROR",
        "Throttling",
        "Throttling.User",
        "Throttling.Api",
        "ServiceUnavailable",
        "InternalError",
      ],
      afterMs: 60_000,
    },
    broken: {
      at: ["Code"],
      in: [
        "SignatureDoesNotMatch",
        "IncompleteSignature",
        "InvalidAccessKeyId.NotFound",
        "InvalidAccessKeyId.Inactive",
        "InvalidAccessKeyId",
        "InvalidTimeStamp.Expired",
        "InvalidTimeStamp.Format",
        "MissingSignature",
        "Forbidden.RAM",
        "isp.RAM_PERMISSION_DENY",
        "isv.ACCOUNT_ABNORMAL",
        "isv.ACCOUNT_NOT_EXISTS",
        "isv.AMOUNT_NOT_ENOUGH",
        "isv.INVALID_PARAMETERS",
        "isv.MOBILE_NUMBER_ILLEGAL",
        "isv.OUT_OF_SERVICE",
        "isv.PRODUCT_UNSUBSCRIBE",
        "isv.PRODUCT_UN_SUBSCRIPT",
        "isv.SMS_SIGNATURE_ILLEGAL",
        "isv.SMS_SIGNATURE_SCENE_ILLEGAL",
        "isv.SMS_SIGN_ILLEGAL",
        "isv.SMS_TEMPLATE_ILLEGAL",
        "isv.TEMPLATE_MISSING_PARAMETERS",
        "isv.TEMPLATE_PARAMS_ILLEGAL",
      ],
    },
  },
};
