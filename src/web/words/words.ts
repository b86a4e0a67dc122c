/** Every word of the desk that is not a playbook's. One catalogue a language; a missing key is a type error. */
import type { FailureWords } from "./failure-words.ts";
import type { ReplayWords } from "./replay-words.ts";

export interface Words {
  readonly htmlLang: string;
  readonly brand: string;
  readonly skip: string;
  /** Puts a list of names into one sentence. */
  readonly list: (items: readonly string[]) => string;
  readonly colon: string;
  /** Sets a remark apart in the language's own brackets, with the space that they need before them. */
  readonly remark: (text: string) => string;
  /** Sentences one after another. */
  readonly sentences: (sentences: readonly string[]) => string;
  readonly frame: FrameWords;
  readonly desk: DeskWords;
  readonly register: RegisterWords;
  readonly incident: IncidentWords;
  readonly clock: ClockWords;
  readonly form: FormPageWords;
  readonly subject: SubjectWords;
  readonly timeline: TimelineWords;
  readonly notifications: NotificationWords;
  readonly replay: ReplayWords;
  readonly playbook: PlaybookWords;
  readonly iAm: IAmWords;
  readonly about: AboutWords;
  readonly failure: FailureWords;
}

export interface FrameWords {
  readonly navigation: string;
  readonly desk: string;
  readonly register: string;
  readonly playbooks: string;
  readonly notifications: string;
  readonly about: string;
  readonly actingAs: string;
  readonly nobody: string;
  readonly language: string;
  readonly asAt: (time: string) => string;
  readonly reload: string;
  readonly reloadEveryMinute: string;
  readonly stopReloading: string;
  /** Stored rows are passed over: how many, and what to do. */
  readonly quarantined: (count: number) => string;
  /** Rows that are not passed over. */
  readonly unfitRows: (count: number) => string;
  readonly quarantinedTodo: string;
  /** Nothing is recorded; why, and who mends it. */
  readonly readOnly: string;
  readonly readOnlyDamaged: string;
  /** `missing` entries, the last of `lastAt`; none or fewer when it is another database. */
  readonly readOnlyOlder: (missing: number, lastAt: string | null) => string;
  readonly readOnlyTodo: string;
  readonly clockStep: (isForward: boolean, by: string, seenAt: string) => string;
  readonly clockStepCheck: (isForward: boolean) => string;
}

export interface DeskWords {
  readonly title: string;
  readonly counts: string;
  readonly open: string;
  readonly overdue: string;
  readonly mine: string;
  readonly closed: string;
  readonly all: string;
  readonly search: string;
  readonly searchHint: string;
  readonly grade: string;
  readonly playbook: string;
  readonly any: string;
  readonly apply: string;
  readonly clearFilters: string;
  readonly queue: string;
  readonly noDeadline: string;
  readonly isClosed: string;
  readonly has: string;
  readonly you: string;
  readonly nobodyHasIt: string;
  readonly look: string;
  readonly emptyTitle: string;
  readonly emptyText: string;
  readonly nothingFoundTitle: string;
  readonly nothingFoundText: string;
  readonly pages: string;
  readonly firstPage: string;
  readonly shownOf: (shown: number, total: number) => string;
  readonly previous: string;
  readonly next: string;
}

export interface RegisterWords {
  readonly title: string;
  readonly intro: string;
  readonly which: string;
  readonly required: string;
  readonly optional: string;
  readonly check: string;
  readonly checkTitle: string;
  readonly checkIntro: string;
  readonly clocksTitle: string;
  readonly noClocks: string;
  readonly toldTitle: string;
  readonly nobodyTold: string;
  readonly nobodyThere: string;
  readonly entered: string;
  readonly submit: string;
  readonly back: string;
  readonly tellsAlso: string;
}

export interface IncidentWords {
  readonly now: string;
  readonly nothing: string;
  readonly due: string;
  readonly waitingFor: string;
  readonly standing: string;
  readonly clocks: string;
  readonly noClocks: string;
  readonly facts: string;
  readonly moreActions: string;
  readonly noMoreActions: string;
  readonly notNow: (count: number) => string;
  readonly why: string;
  readonly who: string;
  readonly registered: string;
  readonly chart: string;
  readonly replay: string;
  readonly playbook: string;
  readonly recorded: (what: string) => string;
  readonly recordedAgain: (what: string) => string;
  readonly grade: string;
}

export interface ClockWords {
  readonly states: Readonly<Record<"running" | "warned" | "missed" | "met" | "met-late" | "cancelled", string>>;
  readonly left: string;
  readonly overdueBy: string;
  readonly due: string;
  readonly why: string;
  readonly from: string;
  readonly limit: string;
  readonly rule: string;
  readonly sum: string;
  readonly warning: string;
  readonly stopped: string;
  readonly level: string;
  readonly levelIs: (level: number) => string;
  readonly levelWas: (level: string, answer: string) => string;
  readonly acknowledgedBy: (name: string) => string;
  readonly notAcknowledged: string;
  readonly earlier: string;
  readonly earlierWas: (due: string, changed: string, reason: string) => string;
}

export interface FormPageWords {
  readonly errorTitle: string;
  readonly errorPrefix: string;
  readonly error: string;
  readonly optional: string;
  readonly none: string;
  readonly oneALine: string;
  readonly zone: (label: string) => string;
  readonly leaves: string;
  readonly checkFirst: string;
  readonly confirmTitle: (what: string) => string;
  readonly confirmQuestion: string;
  readonly checkQuestion: string;
  readonly noted: string;
  /** Over what is unusual, to be ticked; and when a tick was missing. */
  readonly doubts: string;
  readonly doubtsOpen: string;
  readonly entered: string;
  readonly nothingEntered: string;
  readonly back: string;
  readonly cancel: string;
  readonly yes: string;
  readonly cannot: string;
  readonly conflictTitle: string;
  readonly conflictText: string;
  readonly since: string;
  readonly kept: string;
  readonly sendAnyway: string;
  readonly discard: string;
  readonly noLonger: string;
}

/** Of the text that a form is about. */
export interface SubjectWords {
  readonly comparedWith: (earlier: string) => string;
  readonly unchangedSince: (earlier: string) => string;
  readonly showMarks: string;
  readonly earlierText: string;
}

export interface TimelineWords {
  readonly title: string;
  readonly order: string;
  readonly system: string;
  readonly dueAt: (time: string) => string;
  readonly replayHere: (seq: number) => string;
  readonly details: string;
}

export interface NotificationWords {
  readonly title: string;
  readonly pageTitle: string;
  readonly pageIntro: string;
  readonly none: string;
  readonly nonePage: string;
  readonly states: Readonly<Record<"sent" | "failed" | "waiting" | "parked" | "delivered", string>>;
  readonly channels: (channel: string) => string;
  readonly to: string;
  readonly text: string;
  readonly answer: string;
  readonly tries: (count: number) => string;
  readonly nextTry: (time: string) => string;
  readonly incident: string;
}

export interface PlaybookWords {
  readonly listTitle: string;
  readonly listIntro: string;
  readonly states: string;
  readonly state: string;
  readonly means: string;
  readonly chart: string;
  readonly chartHint: string;
  /** Of the frame that the drawing can be scrolled in. */
  readonly drawing: string;
  readonly download: string;
  readonly asText: string;
  readonly asTextIntro: string;
  readonly initial: string;
  readonly final: string;
  readonly parallel: string;
  readonly leadsTo: (label: string, target: string) => string;
  readonly stays: (label: string) => string;
  readonly events: string;
  readonly event: string;
  readonly whoMay: string;
  readonly asks: string;
  readonly effect: string;
  readonly outward: string;
  readonly inside: string;
  readonly opening: string;
  readonly limits: string;
  readonly limitsIntro: string;
  readonly limitOf: string;
  readonly limitGrades: string;
  readonly everyGrade: string;
  readonly limit: string;
  readonly limitFrom: string;
  readonly limitWarning: string;
  readonly warnedAfter: (duration: string) => string;
  readonly noWarning: string;
  readonly limitRule: string;
  readonly clocks: string;
  readonly clocksIntro: string;
  readonly clockState: string;
  readonly clockWhen: string;
  readonly clockTarget: string;
  readonly noClocks: string;
  readonly notifications: string;
  readonly notificationTo: string;
  readonly notificationWhen: string;
  readonly notificationName: string;
  readonly version: (version: number) => string;
  readonly counted: (states: number, events: number, notifications: number) => string;
  readonly required: string;
}

export interface IAmWords {
  readonly title: string;
  readonly intro: string;
  readonly isYou: string;
  readonly noRoles: string;
}

export interface AboutWords {
  readonly title: string;
  readonly what: string;
  readonly organisation: string;
  readonly zone: string;
  readonly clock: string;
  readonly zoneData: string;
  readonly incidents: string;
  readonly incidentCounts: (open: number, overdue: number, closed: number) => string;
  readonly playbooks: string;
  readonly version: string;
  readonly program: string;
}
