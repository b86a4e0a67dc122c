/**
 * The stream `organisation@1`: every administrative change, in the same log as the incidents and replayed like them. It has
 * a playbook's shape, so that its timeline, its forms and its replay cost nothing; it is in no list of incidents.
 */
import { buildPlaybook } from "../kit/build-playbook.ts";
import { opening } from "../kit/event.ts";
import type { Moment, Playbook, Text } from "../playbook.ts";
import { playbookSignOffs } from "./shelf.ts";
import { all, changeOf, refusal } from "./changes.ts";
import type { OrganisationContext } from "./context.ts";
import { erasureSignOffs } from "./erasures.ts";
import type { OrganisationEventModule } from "./event.ts";
import { facts } from "./facts.ts";
import { nothing } from "./parts/fields.ts";
import { chart, organisationMachine } from "./v1.machine.ts";

export type OrganisationStream = Omit<Playbook, "whyNot" | "events"> & {
  readonly events: readonly OrganisationEventModule[];
  /** As a playbook's; with `at` (ms) it also says what is too late and who may not. */
  readonly whyNot: (moment: Moment, type: string, by: string, typed?: object, at?: number) => Text | null;
};

/** The log begins before anybody is known: what opens it says nothing. */
const begun = opening({
  words: {
    label: { zh: "启用记录", en: "Start the log" },
    done: { zh: "单位记录启用", en: "Organisation log started" },
    help: { zh: "首次启动时由系统完成。", en: "Done by the system at its first start." },
  },
  by: [],
  form: nothing,
});

const playbook = buildPlaybook({
  id: "organisation",
  version: 1,
  title: { zh: "单位管理", en: "Administration" },
  purpose: {
    zh: "人员、角色、值班、逐级上报和时限设置的每一次变更。",
    en: "Every change to people, roles, roster, escalation and time limits.",
  },
  chart,
  machine: organisationMachine,
  policy: nothing.prefault({}),
  opening: begun,
  input: () => null,
  limits: () => [],
  clocks: () => [],
  clockKinds: {},
  duty: () => ({ event: null, what: { zh: "无", en: "Nothing" }, by: [], dueAt: null, clock: null }),
  headline: ({ context }: Moment<OrganisationContext>) => {
    const { organisation: described, established } = context;
    return {
      title: described.name.zh,
      grade: "ordinary",
      gradeLabel: { zh: "一般", en: "Ordinary" },
      gradeRank: 2,
      phase: established ? "established" : "awaiting",
      open: true,
    };
  },
  facts,
});

export const organisation: OrganisationStream = {
  ...playbook,
  signOffs: (before, after) => {
    const [was, is] = [before && (before.context as OrganisationContext), after.context as OrganisationContext];
    return [...erasureSignOffs(was, is), ...playbookSignOffs(was, is)];
  },
  events: all,
  whyNot: (moment, type, by, typed = {}, at) =>
    changeOf(type) ? refusal(moment.context as OrganisationContext, { ...typed, type, by, at }) : null,
};
