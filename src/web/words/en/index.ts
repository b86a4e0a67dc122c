import { access } from "./access.ts";
import { accessList } from "./access-list.ts";
import { delivery } from "./delivery.ts";
import { erasures } from "./erasures.ts";
import { live } from "./live.ts";
import { organisation } from "./organisation.ts";
import { reports } from "./reports.ts";
import { shelf } from "./shelf.ts";
import { statistics } from "./statistics.ts";
import { signIn } from "./sign-in.ts";
import { banner, trouble } from "./trouble.ts";
import { pages } from "./pages.ts";
import { englishList, plural } from "./counts.ts";

export const en = {
  htmlLang: "en",
  brand: "Answerable",
  skip: "Skip to the content",
  /** Puts a list of names into one sentence. */
  list: englishList,
  colon: ": ",
  /** Sets a remark apart in the language's own brackets, with the space that they need before them. */
  remark: (text: string) => ` (${text})`,
  /** Sentences one after another. */
  sentences: (sentences: readonly string[]) => sentences.join(" "),
  frame: {
    navigation: "Main",
    menu: "Menu",
    desk: "Duty desk",
    register: "Register",
    playbooks: "Playbooks",
    notifications: "Notifications",
    about: "About",
    actingAs: "Acting as",
    nobody: "No person selected",
    language: "Language",
    asAt: (time: string) => `Updated ${time}`,
    reload: "Reload",
    reloadEveryMinute: "Refresh every minute",
    stopReloading: "Stop refreshing",
    quarantined: (count: number) =>
      count === 1
        ? "One stored row is quarantined; everything else continues."
        : `${count} stored rows are quarantined; everything else continues.`,
    unfitRows: (count: number) =>
      count === 1
        ? "A check of the database found one stored row that does not match the log; everything else continues."
        : `A check of the database found ${count} stored rows that do not match the log; everything else continues.`,
    quarantinedTodo: "Tell the server administrator: answerable verify shows the cause.",
    readOnly: "The desk is read-only: nothing can be recorded, and no notifications are sent.",
    readOnlyDamaged: "The database file is damaged, so what is shown may be incomplete.",
    readOnlyAltered: "The log differs from its signed checkpoints, so what is shown may have been altered.",
    /** `missing` entries, the last of `lastAt`; none or fewer when it is another database. */
    readOnlyOlder: (missing: number, lastAt: string | null) =>
      missing > 0
        ? `The database is older than the desk’s last recorded state: ${missing} ${missing === 1 ? "entry is" : "entries are"} missing${lastAt === null ? "" : `, the last recorded at ${lastAt}`}.`
        : "This is not the database that the desk was using.",
    readOnlyTodo:
      "Tell the server administrator; the server log says what to do. Keep your own notes until the data has been restored.",
    clockStep: (isForward: boolean, by: string, seenAt: string) =>
      `The server clock jumped ${isForward ? "forward" : "back"} by ${by}. Detected at ${seenAt} (new time).`,
    clockStepCheck: (isForward: boolean) =>
      `Compare the time at the bottom of this page with a clock you trust. If it is wrong, tell an administrator. ${
        isForward
          ? "Every deadline that is past by the new time has been triggered. Before you act on one that has just become overdue, check that it really is."
          : "Deadlines that have not been triggered wait until the clock reaches them. Watch the next deadlines yourself."
      }`,
  },
  desk: {
    title: "Duty desk",
    counts: "Show",
    open: "Open",
    overdue: "Overdue",
    mine: "My turn",
    closed: "Closed",
    all: "All",
    search: "Title, text or number",
    searchHint: "Search and filter",
    searchShort: "Search",
    grade: "Grade",
    playbook: "Playbook",
    any: "Any",
    apply: "Filter",
    clearFilters: "Clear the filters",
    queue: "Incidents, next deadline first",
    download: "Download this list as CSV",
    csv: [
      "Number",
      "Title",
      "Playbook",
      "Grade",
      "Stage",
      "Open or closed",
      "Registered",
      "Next deadline",
      "Due",
      "Officer in charge",
      "Page",
    ],
    noDeadline: "No deadline",
    isClosed: "Closed",
    has: "Officer in charge:",
    you: "you",
    nobodyHasIt: "Unassigned",
    look: "View",
    emptyTitle: "No open incidents",
    emptyText:
      "As soon as you learn of something, register it: what happened, how you know, when it was discovered, and its grade. Deadlines start automatically.",
    nothingFoundTitle: "No matching incidents",
    nothingFoundText: "No incidents match these filters. Clear the filters to see all open incidents.",
    pages: "Pages",
    firstPage: "First page",
    shownOf: (shown: number, total: number) => `${shown} of ${plural(total, "incident", "incidents")}`,
    previous: "Previous page",
    next: "Next page",
  },
  register: {
    title: "Register an incident",
    intro: "Enter what you know now. You can add the rest later and correct mistakes with a new entry.",
    which: "Which playbook?",
    otherPlaybooks: (count: number) => `Other procedures (${count})`,
    required: "Required",
    optional: "Optional",
    check: "Check before submitting",
    checkTitle: "Check before submitting",
    checkIntro: "Nothing is registered yet. This is what will happen when you submit.",
    clocksTitle: "Deadlines that will start",
    noClocks: "No deadline will start.",
    toldTitle: "Notified immediately",
    nobodyTold: "No one is notified immediately.",
    nobodyThere: "No one currently has this role. Tell an administrator.",
    entered: "What you entered",
    submit: "Register it now",
    back: "Go back and change",
    tellsAlso:
      "Others are notified as the incident proceeds, and when a deadline is due soon or overdue. All notifications: ",
  },
  incident: {
    now: "Now",
    nothing: "Nothing to do right now.",
    due: "Due",
    waitingFor: "Waiting for",
    standing: "Status",
    clocks: "Deadlines",
    noClocks: "No deadline has started.",
    facts: "Details",
    moreActions: "More actions",
    noMoreActions: "You have no other actions right now.",
    notNow: (count: number) => `Unavailable now (${count})`,
    why: "Reason",
    who: "Available to",
    registered: "Registered",
    chart: "Current step in the playbook",
    steps: { done: "done", now: "now", skipped: "skipped", later: "to come" },
    drawing: "View statechart",
    contents: "On this page",
    replay: "Replay step by step",
    playbook: "Playbook",
    recorded: (what: string) => `Recorded: ${what}`,
    recordedAgain: (what: string) => `Already recorded; nothing was done twice: ${what}`,
    grade: "Grade",
  },
  clock: {
    states: {
      running: "on track",
      warned: "due soon",
      missed: "overdue",
      met: "met",
      "met-late": "met late",
      cancelled: "cancelled",
    },
    left: "left",
    overdueBy: "overdue by",
    due: "Due",
    why: "Why this time?",
    from: "Starts from",
    limit: "Time allowed",
    rule: "Basis",
    sum: "Calculation",
    warning: "Warning",
    stopped: "Stopped",
    level: "Escalation",
    levelIs: (level: number) => `level ${level}`,
    levelWas: (level: string, answer: string) => `${level}, ${answer}`,
    acknowledgedBy: (name: string) => `acknowledged by ${name}`,
    notAcknowledged: "not acknowledged yet",
    earlier: "Previous deadlines",
    earlierWas: (due: string, changed: string, reason: string) => `${due}, changed ${changed}: ${reason}`,
  },
  ...pages,
  live,
  organisation,
  signIn,
  delivery,
  accessList,
  erasures,
  reports,
  shelf,
  statistics,
  access,
  trouble,
  banner,
};

/** What every language says. */
export type Words = typeof en;
