/** What the duty desk shows, as its address says it: a list can be sent to somebody else. */
import { placeText, readPlace } from "../desk/places.ts";
import type { IncidentQuery, Place } from "../desk/ports.ts";

const shows = ["open", "mine", "overdue", "closed", "all"] as const;

export type Show = (typeof shows)[number];

export interface DeskFilter {
  readonly show: Show;
  readonly text: string;
  readonly grade: string;
  readonly playbook: string;
  /** Those with a clock that was decided so, as the statistics lead there: `public-incident/reply`; empty: all. */
  readonly clock: string;
  readonly outcome: string;
  /** The months between which it fell due: `2026-01..2026-03`. */
  readonly due: string;
  /** Where the page that is shown begins or ends, as its address says it; both empty: the first page. */
  readonly after: string;
  readonly before: string;
  /** Without a script the page loads itself again every minute, and there is nothing to type on it. */
  readonly reload: boolean;
}

const pageSize = 20;
const textMax = 200;

/** Anything may stand in an address: what makes no sense counts as not said. */
export function filterFrom(query: Readonly<Record<string, unknown>>): DeskFilter {
  const show = shows.find((one) => one === query["show"]) ?? "open";
  return {
    show,
    text: word(query["text"]),
    grade: word(query["grade"]),
    playbook: word(query["playbook"]),
    clock: word(query["clock"]),
    outcome: word(query["outcome"]),
    due: word(query["due"]),
    after: word(query["after"]),
    before: word(query["before"]),
    reload: query["reload"] !== "off",
  };
}

function word(value: unknown): string {
  return typeof value === "string" ? value.trim().slice(0, textMax) : "";
}

export function addressOf(filter: DeskFilter): string {
  const query = new URLSearchParams();
  if (filter.show !== "open") query.set("show", filter.show);
  for (const name of ["text", "grade", "playbook", "clock", "outcome", "due"] as const)
    if (filter[name] !== "") query.set(name, filter[name]);
  if (filter.after !== "") query.set("after", filter.after);
  else if (filter.before !== "") query.set("before", filter.before);
  if (!filter.reload) query.set("reload", "off");
  const text = query.toString();
  return text === "" ? "/" : `/?${text}`;
}

/** The whole list in one file. */
export function listAddress(filter: DeskFilter): string {
  return addressOf({ ...firstPage(filter), reload: true }).replace("/", "/incidents.csv");
}

/** `now` (ms) is what overdue is measured by; `turns`: those of whoever looks. */
export function queryOf(filter: DeskFilter, now: number, turns: readonly string[]): IncidentQuery {
  const { show, text, grade, playbook } = filter;
  const sort = sortOf(filter);
  const [after, before] = [readPlace(filter.after, sort), readPlace(filter.before, sort)];
  return {
    ...(show === "all" ? {} : { open: show !== "closed" }),
    ...(show === "overdue" ? { overdueAt: now } : {}),
    ...(show === "mine" ? { waitingFor: turns } : {}),
    ...(text === "" ? {} : { text }),
    ...(grade === "" ? {} : { grade }),
    ...(playbook === "" ? {} : { playbook }),
    ...(after ? { after } : before ? { before } : {}),
    pageSize,
    sort,
  };
}

function sortOf({ show }: DeskFilter): IncidentQuery["sort"] {
  return show === "closed" || show === "all" ? "newest" : "deadline";
}

/** The first page of the same list. */
export function firstPage(filter: DeskFilter): DeskFilter {
  return { ...filter, after: "", before: "" };
}

export function pageAfter(filter: DeskFilter, place: Place): DeskFilter {
  return { ...filter, after: placeText(place, sortOf(filter)), before: "" };
}

export function pageBefore(filter: DeskFilter, place: Place): DeskFilter {
  return { ...filter, after: "", before: placeText(place, sortOf(filter)) };
}
