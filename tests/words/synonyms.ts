/** The glossary's words that no text may use, each with the word that is used instead. */
export interface Synonym {
  readonly not: RegExp;
  readonly but: string;
  /** Places whose text means something else by the word, each with why. */
  readonly except?: readonly { readonly place: RegExp; readonly why: string }[];
}

const demo = { place: /^src\/cli\/demo-night/, why: "what people write in the demo" };

export const english: readonly Synonym[] = [
  {
    not: /\bletters?\b(?!,? (?:digits|and spaces|or visit))/i,
    but: "notification",
    except: [demo],
  },
  { not: /\bliaison\b|\bslips?\b/i, but: "fact-check request" },
  { not: /\bladder\b/i, but: "escalation" },
  { not: /\b(?:running|missed) (?:clocks?|timers?)\b|\bclocks? (?:is|are) (?:running|missed)\b/i, but: "deadline" },
  { not: /\bmissed\b/i, but: "overdue" },
  { not: /\bsuperiors?\b|\bsupervisors?\b/i, but: "higher authority" },
  { not: /\b(?:rung|bell|rang)\b/i, but: "level, fire" },
  { not: /\b(?:whoever|somebody|nobody|anybody)\b/i, but: "someone, no one, anyone" },
  { not: /\bit stands\b|\bstands at\b/i, but: "is in" },
  { not: /\bbe told\b|\bis told\b|\bare told\b/i, but: "notified" },
  { not: /\b(?:anew|meanwhile|at present|just now|lately)\b/i, but: "again, since" },
  { not: /\bwill not do\b|\bdoes not fit\b|\bthe house\b/i, but: "is not accepted, the organisation", except: [demo] },
  { not: /\bhand-overs?\b/i, but: "handover" },
  { not: /\bparked\b|\bgiven up\b|\bset aside\b|\bpoison\b/i, but: "failed, dead-lettered, quarantined" },
  { not: /\bpassed over\b|\bunreached\b/i, but: "skipped, no recipient" },
  { not: /\bholding repl(?:y|ies)\b/i, but: "holding statement" },
  { not: /\bsituation notes?\b/i, but: "situation update" },
  { not: /\blayers?\b(?!:)/i, but: "duty position" },
  { not: /\bsend back\b|\btake back\b|\btaken back\b/i, but: "return for changes, undo" },
  { not: /\bpost-?mortem\b/i, but: "after-action review" },
  { not: /\bstand-in\b|\bacts instead\b/i, but: "deputy" },
  { not: /\bfold(?:ed|s)?\b/i, but: "replay" },
  { not: /\bhash\b/i, but: "fingerprint" },
  { not: /\blead group\b/i, but: "consultation group" },
  { not: /\bplease\b/i, but: "the bare verb", except: [demo] },
  { not: /\bsimply\b|\bof course\b/i, but: "nothing" },
  { not: /\(s\)/, but: "a plural by function" },
];

export const chinese: readonly Synonym[] = [
  { not: /函件|信件|本信/, but: "通知" },
  { not: /结案/, but: "办结" },
  { not: /逾期/, but: "超时" },
  { not: /限额/, but: "规定时长" },
  { not: /升级/, but: "逐级上报", except: [{ place: /words\/zh\/trouble/, why: "a newer version of the program" }] },
  { not: /值守台/, but: "值班台" },
  { not: /账户|帐户|帐号/, but: "账号" },
  { not: /重大以上/, but: "按级别要求" },
  { not: /此人/, but: "该人员" },
  { not: /[\u4e00-\u9fff][,;:?!(]/, but: "full-width punctuation" },
  { not: /！/, but: "no exclamation mark" },
  { not: /案件/, but: "事件" },
  { not: /等级|层级/, but: "级别" },
  { not: /初报/, but: "快报" },
  { not: /工单/, but: "联系单" },
  { not: /签收/, but: "确认收到" },
  { not: /处理人/, but: "经办人" },
  { not: /稿件|撤稿/, but: "通稿, 撤回" },
  { not: /临时回应/, but: "初步回应" },
  { not: /接管/, but: "接班" },
  { not: /代班|请假/, but: "代理, 不在岗" },
  { not: /经手/, but: "签批" },
  { not: /我们|我方/, but: "本单位, 系统" },
  { not: /网络回调/, but: "Webhook" },
  { not: /叫不醒|盯住|过一遍|看不懂/, but: "written Chinese" },
  { not: /流程图/, but: "预案" },
  { not: /认定/, but: "结论" },
  { not: /单独排班/, but: "临时排班" },
];
