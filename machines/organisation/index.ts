/**
 * The stream `organisation@1`: every administrative change, in the same log as the incidents and replayed like them. It has
 * a playbook's shape, so that its timeline, its forms and its replay cost nothing; it is in no list of incidents.
 */
import type { EventForm, Moment, Playbook, Text } from "../playbook.ts";
import type { OrganisationContext } from "./context.ts";
import { forms } from "./events.ts";
import { facts } from "./facts.ts";
import { openingForm } from "./forms/settings-forms.ts";
import { nothing } from "./forms/fields.ts";
import { isEventType, refusal } from "./refusals/refusal.ts";
import { organisationMachine } from "./v1.machine.ts";

export type OrganisationStream = Omit<Playbook, "whyNot"> & {
  /** As a playbook's; with `at` (ms) it also says what is too late and who may not. */
  readonly whyNot: (moment: Moment, type: string, by: string, typed?: object, at?: number) => Text | null;
};

const events: readonly EventForm[] = Object.entries(forms).map(([type, form]) => ({ type, ...form }));

export const organisation: OrganisationStream = {
  id: "organisation",
  version: 1,
  title: { zh: "单位管理", en: "Administration" },
  purpose: {
    zh: "人员、角色、值班、逐级上报和时限设置的每一次变更。",
    en: "Every change to people, roles, roster, escalation and time limits.",
  },
  machine: organisationMachine,
  policy: nothing.prefault({}),
  opening: openingForm,
  input: () => null,
  events,
  letters: {},
  delays: {},
  limits: () => [],
  states: {
    awaiting: { label: { zh: "尚未设立", en: "Not set up" } },
    established: { label: { zh: "已设立", en: "Established" } },
  },
  clocks: () => [],
  duty: () => ({ event: null, what: { zh: "无", en: "Nothing" }, by: [], dueAt: null, clock: null }),
  headline: (moment) => {
    const { organisation: described, established } = moment.context as OrganisationContext;
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
  whyNot: (moment, type, by, typed = {}, at) =>
    isEventType(type) ? refusal(moment.context as OrganisationContext, { ...typed, type, by, at }) : null,
};
