/**
 * What a playbook is: a versioned statechart with its forms, clocks and notifications. From this one definition come the web
 * form, the API and its description, the command line, the diagram and the documentation.
 */
import type { AnyStateMachine } from "xstate";
import type { z } from "zod";
import type { Calendar } from "./playbook/calendar.ts";
import type { EventForm } from "./playbook/form.ts";
import type { LinkTemplate, Parent } from "./playbook/link.ts";
import type { NotificationTemplate } from "./playbook/notification.ts";
import type { PublicStatement } from "./playbook/public-statement.ts";
import type { ClockView, Duty, FactSheet, SignOff, Headline, LadderLevel, Limit, Moment } from "./playbook/views.ts";
import type { Recipient, Text } from "./playbook/words.ts";

export type { Calendar } from "./playbook/calendar.ts";
export type { AskedByChoice, Doubt, EventForm, FormReader, PersonField, Subject, Wording } from "./playbook/form.ts";
export type { EndRequest, LinkRequest, LinkTemplate, OpenRequest, Parent, ReportRequest } from "./playbook/link.ts";
export { isAddressedTo, levelsOf } from "./playbook/notification.ts";
export type {
  Earlier,
  NotificationTemplate,
  NotificationText,
  Phrasing,
  SameMatter,
  PersonName,
  FormatTime,
} from "./playbook/notification.ts";
export type { ClockView, Duty, FactSheet, SignOff, Headline, LadderLevel, Limit, Moment } from "./playbook/views.ts";
export type { PublicRelease, PublicStatement, PublicWording } from "./playbook/public-statement.ts";
export { actorText, isRole, recipientOf, roles, roleWords } from "./playbook/words.ts";
export type { Actor, Language, Post, Recipient, Role, Text } from "./playbook/words.ts";

export interface Playbook {
  /** `public-incident` */
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  readonly purpose: Text;
  /**
   * It came as a file of the office's own, so its limits are those of the file and the desk: the settings file knows the program's
   * playbooks only. Left out: the program brings it along.
   */
  readonly isOwn?: true;
  readonly machine: AnyStateMachine;
  /** The playbook's own section of the settings file, with a default for every field. Frozen into the opening event. */
  readonly policy: z.ZodType;
  /** The policy with the organisation's ladder in it; left out, this playbook has no ladder. */
  withLadder?(policy: unknown, levels: readonly LadderLevel[]): unknown;
  /** The section of the settings that says no more than a policy does; left out: the policy itself. */
  asSection?(policy: unknown): unknown;
  /** Everybody whom a policy names to be told; left out: nobody. */
  toldBy?(policy: unknown): readonly Recipient[];
  readonly opening: Omit<EventForm, "type">;
  /**
   * The machine's input: checked form values and policy, at the time of registration (ms), by whom. `calendar`: the
   * organisation's, frozen; left out, the sums are done in UTC.
   */
  input(values: unknown, policy: unknown, at: number, by: string, calendar?: Calendar): unknown;
  readonly events: readonly EventForm[];
  /** By effect name. Every named effect of the machine has one, or is a link. */
  readonly notifications: Readonly<Record<string, NotificationTemplate>>;
  /** By effect name: what opens another incident, or sends an event to one that is linked. Its params are a `LinkRequest`. Left out: nothing. */
  readonly links?: Readonly<Record<string, LinkTemplate>>;
  /** Words for every state, by its path below the root: `response.reporting`. */
  readonly states: Readonly<Record<string, { readonly label: Text; readonly help?: Text }>>;
  /** What happens when a named delay of the machine has passed, as a headline: "Fast report due". */
  readonly delays: Readonly<Record<string, Text>>;
  /** What the policy says of limits, for the playbook's page. */
  limits(policy: unknown): readonly Limit[];
  clocks(moment: Moment): readonly ClockView[];
  /** What each kind of clock is called. */
  readonly clockKinds: Readonly<Record<string, Text>>;
  duty(moment: Moment): Duty;
  /** The incident that it was opened from; null: a person opened it. Left out: only people open one of these. */
  parent?(moment: Moment): Parent | null;
  headline(moment: Moment): Headline;
  facts(moment: Moment): readonly FactSheet[];
  /**
   * Why an event is not acceptable just now, in words; null when the playbook has nothing particular to say. `typed`: the
   * checked values of a form that was refused; without them only what the incident itself stands against is said.
   */
  whyNot(moment: Moment, type: string, by: string, typed?: object): Text | null;
  /**
   * Who wrote or approved what in this step; `before` is null at the opening. The database refuses the same person twice under
   * one key, whatever the guards let through. Left out: nothing in this playbook needs two people.
   */
  signOffs?(before: Moment | null, after: Moment): readonly SignOff[];
  /** References of texts that are before the public: they are not erased until they have been withdrawn. Left out: none is. */
  published?(moment: Moment): readonly string[];
  /** What stands, or is to stand, on the organisation's public page. Left out: nothing of this playbook ever does. */
  publicStatements?(moment: Moment): readonly PublicStatement[];
}

/** `public-incident@1` */
export function playbookKey(playbook: Pick<Playbook, "id" | "version">): string {
  return `${playbook.id}@${playbook.version}`;
}

/** The words for a timer, by the type of its event: XState writes `xstate.after.DELAY.STATE`. Null for a delay without a name. */
export function delayWords({ delays }: Pick<Playbook, "delays">, eventType: string): Text | null {
  const names = Object.keys(delays).filter((name) => eventType.startsWith(`xstate.after.${name}.`));
  const longest = names.reduce((best, name) => (name.length > best.length ? name : best), "");
  return delays[longest] ?? null;
}
