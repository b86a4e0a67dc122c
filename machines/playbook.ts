/**
 * What a playbook is: a versioned statechart with its forms, clocks and letters. From this one definition come the web
 * form, the API and its description, the command line, the diagram and the documentation.
 */
import type { AnyStateMachine } from "xstate";
import type { z } from "zod";

export type Language = "zh" | "en";

/** The same words in every language of the interface. */
export type Text = Readonly<Record<Language, string>>;

export type Role = "duty-officer" | "lead" | "unit-contact" | "spokesperson" | "superior" | "auditor" | "administrator";

/**
 * Who a letter is for; a layer means whoever has its duty. Worked out to people and addresses when it is sent.
 * `orElse`: the role that is told instead when neither the person nor their deputy can be.
 */
export type Recipient =
  { readonly role: Role } | { readonly person: string; readonly orElse?: Role } | { readonly layer: string };

/** A field of one line that names a person by their id. The desk offers those who hold the role, and refuses others. */
export interface Somebody {
  readonly field: string;
  readonly role: Role;
  /** Who cannot be named just now, although they hold the role. */
  readonly except?: (context: never) => string | null;
  /** With one click a person names themselves and leaves the rest empty: what that button says. */
  readonly oneself?: Text;
}

/** Something unusual about good values: asked about once, in words, before it counts. `code` is what an answer names. */
export interface Doubt {
  readonly code: string;
  readonly text: Text;
}

/** A text word for word. `earlier`: what the reader had before, so that every change shows. */
export interface Wording {
  readonly label: Text;
  readonly text: string;
  readonly earlier: string | null;
}

/** What a form is about: shown in full above its fields, and again before it is sent. */
export interface Subject {
  readonly title: Text;
  /** What the wordings are compared with: "version 2, which you returned"; null when there is nothing to compare. */
  readonly comparedWith: Text | null;
  readonly wordings: readonly Wording[];
  readonly rows: FactSheet["rows"];
}

/** Who looks at a form, and what stands in it so far. */
export interface FormReader {
  readonly by: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** One event that a person may send. */
export interface EventForm {
  /** The machine's event type, for instance `FAST_REPORT_SENT`. */
  readonly type: string;
  /** What the button says: an order, "Send the fast report". */
  readonly label: Text;
  /** What the timeline says afterwards: a fact, "Fast report sent". */
  readonly done: Text;
  readonly help: Text;
  /** Fields carry their label, help and kind as metadata: see fields.ts. */
  readonly form: z.ZodObject;
  readonly by: readonly Role[];
  /** Which of them under the policy that this incident froze; left out: all of them. */
  readonly byNow?: (context: never) => readonly Role[];
  /** What of the checked values cannot be so, as the incident stands, by field; null: nothing. */
  readonly misfit?: (context: never, values: never) => Readonly<Record<string, Text>> | null;
  /** `at` (ms): now. */
  readonly doubts?: (values: never, at: number) => readonly Doubt[];
  /** Leaves the house or is final: asks for a confirmation page that says so. */
  readonly outward: boolean;
  /** What the confirmation page says will happen, to whom, and whether it can be undone. Outward events only. */
  readonly confirm?: Text;
  /** The field that says in which role the person acts. The desk refuses a role that the person does not hold. */
  readonly actsAs?: string;
  /** The field of one line that names another incident by its number. The desk offers the open ones. */
  readonly otherIncident?: string;
  readonly somebody?: Somebody;
  /** Nobody approves, publishes or answers a text that is not before them on that page. */
  readonly about?: (context: never, reader: FormReader) => readonly Subject[];
  /** Values to start the form with, from what is known already; instants in ms. */
  readonly prefill?: (context: never, at: number) => Readonly<Record<string, unknown>>;
  /** Values to offer for a field of one line, from what is known already: the open questions by number. */
  readonly options?: (
    context: never,
  ) => Readonly<Record<string, readonly { readonly value: string; readonly label: Text }[]>>;
}

/** A deadline as the page explains it. All times in ms since 1970; a limit is elapsed time. */
export interface ClockView {
  /** `fast-report`, `reply`, `question-2` … unique within the incident. */
  readonly id: string;
  readonly label: Text;
  readonly state: "running" | "warned" | "missed" | "met" | "met-late" | "cancelled";
  readonly anchor: { readonly what: Text; readonly at: number };
  readonly limitMs: number;
  /** Where the limit comes from, in words. */
  readonly rule: Text;
  /** Always anchor + limit. */
  readonly dueAt: number;
  readonly warnAt: number | null;
  readonly stoppedAt: number | null;
  /** Ladder level reached, 0 when nobody was escalated to. */
  readonly level: number;
  readonly acknowledgedBy: string | null;
  /** Due times that a correction replaced, oldest first. */
  readonly earlier: readonly { readonly dueAt: number; readonly changedAt: number; readonly reason: string }[];
}

/** What a letter says. The frame (greeting, link, signature, time zone) is common to all letters. */
export interface Letter {
  readonly subject: Text;
  readonly happened: Text;
  readonly asked: Text;
  /** By when the reader must act (ms), null when nothing is due. */
  readonly dueAt: number | null;
}

/** Formats an instant in the organisation's zone, the zone named: letters may not format times themselves. */
export type SayTime = (at: number, language: Language) => string;

/** A person's name by their id, the same in every language: letters may not show an id. */
export type SayPerson = (id: string) => string;

/** A letter that says of earlier ones that somebody has seen to what they asked, or that they are over. */
export interface CallsEnded {
  /** Effects: whoever was sent a letter of one of these is told as well, as long as they may read incidents. */
  readonly letters: readonly string[];
  /** Whether an earlier letter's params are about the same thing as this one's. */
  readonly isSameMatter: (earlier: never, own: never) => boolean;
}

export interface LetterForm {
  /** What kind of letter it is, short: "Fast report". Lists name a letter by it; its subject says what it is about. */
  readonly label: Text;
  /** In words, for the playbook page: "Lead group". */
  readonly to: Text;
  readonly when: Text;
  /** The event by which a reader says that they have it: then the letter carries a link to say so. */
  readonly acknowledge?: string;
  readonly endsCallsOf?: CallsEnded;
  /**
   * `params` are the effect's, frozen in the outbox; they always carry `to: Recipient[]`, and may carry
   * `otherwise: Recipient[][]`: who is told instead when nobody of `to` can be, the first that somebody is found for.
   */
  readonly write: (params: never, sayTime: SayTime, sayPerson: SayPerson) => Letter;
}

/** What must be done now, for the page's one primary button and for the list. */
export interface Duty {
  /** Event type of the primary button, or null when nothing is asked of anybody. */
  readonly event: string | null;
  readonly what: Text;
  /** Whose turn it is. */
  readonly by: readonly Role[];
  readonly dueAt: number | null;
  /** Id of the clock that `dueAt` belongs to. */
  readonly clock: string | null;
}

/** One line of an incident on the duty desk and in lists. */
export interface Headline {
  readonly title: string;
  /** `ordinary`, `major`, `critical` or the playbook's own word; rank 0 comes first when due times are equal. */
  readonly grade: string;
  readonly gradeLabel: Text;
  readonly gradeRank: number;
  /** Where it stands, as a key of the playbook's `states`: `response.drafting`. */
  readonly phase: string;
  /** False once it is closed. A closed incident may still accept events: it may be reopened. */
  readonly open: boolean;
  /** Id of the person who has it; null or left out when nobody has taken it on. */
  readonly holder?: string | null;
}

/** A part of an incident's present state as its page shows it: statement versions, questions, findings … */
export interface FactSheet {
  readonly title: Text;
  readonly rows: readonly {
    readonly label: Text;
    /** `instant` values are ms; `text` keeps its line breaks; `person` is an id, which every door shows as a name. */
    readonly value:
      | { readonly kind: "text"; readonly text: string }
      | { readonly kind: "words"; readonly text: Text }
      | { readonly kind: "instant"; readonly at: number }
      | { readonly kind: "person"; readonly id: string };
  }[];
}

/** Who is told together; the first level first. */
export interface LadderLevel {
  readonly recipients: readonly Recipient[];
}

/** How long a kind of clock runs under a policy, before there is an incident. */
export interface Limit {
  readonly what: Text;
  /** For which incidents it is so, "Major, Critical"; null when for all. */
  readonly grades: Text | null;
  readonly from: Text;
  readonly limitMs: number;
  /** After how long the holder is warned; null when nobody is. */
  readonly warnAfterMs: number | null;
  /** Where the limit comes from, in words. */
  readonly rule: Text;
}

/** What the machine's context and value are at one moment; every view below is a pure function of it. */
export interface Moment {
  readonly value: unknown;
  readonly context: unknown;
  readonly status: "active" | "done";
}

/** Somebody had a hand in something that must not be one person's work alone. */
export interface Hand {
  /** What it was; the same words name the same thing for as long as the incident lasts. */
  readonly key: string;
  readonly by: string;
}

export interface Playbook {
  /** `public-incident` */
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  readonly purpose: Text;
  readonly machine: AnyStateMachine;
  /** The playbook's own section of the settings file, with a default for every field. Frozen into the opening event. */
  readonly policy: z.ZodType;
  /** The policy with the organisation's ladder in it; left out, this playbook has no ladder. */
  readonly withLadder?: (policy: never, levels: readonly LadderLevel[]) => unknown;
  /** The section of the settings that says no more than a policy does; left out: the policy itself. */
  readonly asSection?: (policy: never) => unknown;
  /** Everybody whom a policy names to be told; left out: nobody. */
  readonly toldBy?: (policy: never) => readonly Recipient[];
  readonly opening: Omit<EventForm, "type">;
  /** The machine's input: checked form values and policy, at the time of registration (ms), by whom. */
  readonly input: (values: never, policy: never, at: number, by: string) => unknown;
  readonly events: readonly EventForm[];
  /** By effect name. Every named effect of the machine has one. */
  readonly letters: Readonly<Record<string, LetterForm>>;
  /** Words for every state, by its path below the root: `response.reporting`. */
  readonly states: Readonly<Record<string, { readonly label: Text; readonly help?: Text }>>;
  /** What happens when a named delay of the machine has passed, as a headline: "Fast report due". */
  readonly delays: Readonly<Record<string, Text>>;
  /** What the policy says of limits, for the playbook's page. */
  readonly limits: (policy: never) => readonly Limit[];
  readonly clocks: (moment: Moment) => readonly ClockView[];
  readonly duty: (moment: Moment) => Duty;
  readonly headline: (moment: Moment) => Headline;
  readonly facts: (moment: Moment) => readonly FactSheet[];
  /**
   * Why an event is not acceptable just now, in words; null when the playbook has nothing particular to say. `typed`: the
   * checked values of a form that was refused; without them only what the incident itself stands against is said.
   */
  readonly whyNot: (moment: Moment, type: string, by: string, typed?: object) => Text | null;
  /**
   * Whose hands a step brought to what; `before` is null at the opening. The database refuses the same person twice under
   * one key, whatever the guards let through. Left out: nothing in this playbook needs two people.
   */
  readonly hands?: (before: Moment | null, after: Moment) => readonly Hand[];
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

/** Whether a letter to this recipient is for this person. */
export function isMeant(person: { readonly id: string; readonly roles: readonly Role[] }, to: Recipient): boolean {
  return "role" in to ? person.roles.includes(to.role) : "person" in to && person.id === to.person;
}

/** Everybody whom an effect's params address; null when they do not say. */
export function recipientsOf(params: unknown): readonly Recipient[] | null {
  const to: unknown = typeof params === "object" && params !== null && "to" in params ? params.to : null;
  return Array.isArray(to) && to.every(isRecipient) ? to : null;
}

function isRecipient(one: unknown): one is Recipient {
  if (typeof one !== "object" || one === null) return false;
  if ("role" in one) return typeof one.role === "string";
  return "layer" in one ? typeof one.layer === "string" : "person" in one && typeof one.person === "string";
}
