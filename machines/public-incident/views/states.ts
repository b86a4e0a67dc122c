/** Words for every state. */
import type { Text } from "../../playbook.ts";

interface StateWords {
  readonly label: Text;
  readonly help?: Text;
}

const clockStates = (region: string, what: Text): Readonly<Record<string, StateWords>> => ({
  [region]: { label: { zh: `${what.zh}时限`, en: `${what.en} clock` } },
  [`${region}.looking`]: {
    label: { zh: "时限到了哪一步？", en: "Where does the clock stand?" },
    help: { zh: "由此立即转到相应的状态。", en: "Leads on at once to the state that is so." },
  },
  [`${region}.running`]: { label: { zh: "计时中", en: "Running" } },
  [`${region}.warned`]: { label: { zh: "已提醒", en: "Warned" } },
  [`${region}.missed`]: { label: { zh: "已超时", en: "Missed" } },
  [`${region}.missed.calling`]: { label: { zh: "已超时，升级中", en: "Missed, going up the ladder" } },
  [`${region}.missed.acknowledged`]: { label: { zh: "已超时，已有人确认收到", en: "Missed, acknowledged" } },
  [`${region}.missed.everybodyTold`]: { label: { zh: "已超时，各级均已通知", en: "Missed, everybody was told" } },
  [`${region}.stopped`]: { label: { zh: "已停止", en: "Stopped" } },
});

export const stateWords: Readonly<Record<string, StateWords>> = {
  response: { label: { zh: "处置", en: "Response" } },
  "response.reporting": {
    label: { zh: "待报快报", en: "Fast report due" },
    help: { zh: "已登记，快报尚未报送。", en: "Registered; the fast report is due." },
  },
  "response.consulting": {
    label: { zh: "会商", en: "Consulting" },
    help: {
      zh: "会商小组商议；重大以上级别先记录上级意见，再作决定。",
      en: "The lead group confers; from major upwards the superior's view comes before the decision.",
    },
  },
  "response.drafting": {
    label: { zh: "起草通稿", en: "Drafting" },
    help: { zh: "保存过的新版本才能送审。", en: "Only a saved new version can be submitted." },
  },
  "response.approving": {
    label: { zh: "审批", en: "Approving" },
    help: { zh: "起草人以外的人审批送审的这一版。", en: "Somebody other than its author approves the exact version." },
  },
  "response.replying": {
    label: { zh: "待发布", en: "To be published" },
    help: { zh: "已批准，尚未发布。", en: "Approved, not out yet." },
  },
  "response.followingUp": {
    label: { zh: "跟踪", en: "Following up" },
    help: { zh: "答复追问，或转回会商。", en: "Questions are answered or referred back." },
  },
  "response.reviewing": {
    label: { zh: "复盘总结", en: "Reviewing" },
    help: { zh: "重大以上级别必须复盘。", en: "Required from major upwards." },
  },
  "response.closed": {
    label: { zh: "已结案", en: "Closed" },
    help: { zh: "可以写明理由重新开启。", en: "May be reopened with a reason." },
  },
  monitoring: { label: { zh: "监测", en: "Monitoring" } },
  "monitoring.watching": { label: { zh: "监测中", en: "Watching" } },
  "monitoring.ended": { label: { zh: "监测结束", en: "Ended" } },
  ...clockStates("fastReportClock", { zh: "快报", en: "Fast report" }),
  ...clockStates("replyClock", { zh: "正式回复", en: "Official reply" }),
  furtherClocks: {
    label: { zh: "其他时限", en: "Further clocks" },
    help: { zh: "追问、联系单和承诺，各自计时。", en: "Questions, liaison slips and promises, each with its own." },
  },
  "furtherClocks.looking": {
    label: { zh: "还有未到的时限吗？", en: "Is another clock running?" },
    help: { zh: "由此立即转到相应的状态。", en: "Leads on at once to the state that is so." },
  },
  "furtherClocks.waiting": { label: { zh: "计时中", en: "Running" } },
  "furtherClocks.quiet": { label: { zh: "无待办时限", en: "Nothing is due" } },
};
