/** What the duty desk shows, as its address says it: a list can be sent to somebody else. */
import type { IncidentQuery } from "../desk/ports.ts";
import type { Person } from "../desk/types.ts";

const shows = ["open", "mine", "overdue", "closed", "all"] as const;

export type Show = (typeof shows)[number];

export interface DeskFilter {
  readonly show: Show;
  readonly text: string;
  readonly grade: string;
  readonly playbook: string;
  readonly page: number;
  readonly reload: boolean;
}

export const pageSize = 20;
const textMax = 200;
const pageMax = 100_000;

/** Anything may stand in an address: what makes no sense counts as not said. */
export function filterFrom(query: Readonly<Record<string, unknown>>): DeskFilter {
  const show = shows.find((one) => one === query["show"]) ?? "open";
  const page = Number(word(query["page"]));
  return {
    show,
    text: word(query["text"]),
    grade: word(query["grade"]),
    playbook: word(query["playbook"]),
    page: Number.isInteger(page) && page > 1 ? Math.min(page, pageMax) : 1,
    reload: query["reload"] === "on",
  };
}

function word(value: unknown): string {
  return typeof value === "string" ? value.trim().slice(0, textMax) : "";
}

export function addressOf(filter: DeskFilter): string {
  const query = new URLSearchParams();
  if (filter.show !== "open") query.set("show", filter.show);
  for (const name of ["text", "grade", "playbook"] as const) if (filter[name] !== "") query.set(name, filter[name]);
  if (filter.page > 1) query.set("page", String(filter.page));
  if (filter.reload) query.set("reload", "on");
  const text = query.toString();
  return text === "" ? "/" : `/?${text}`;
}

/** `now` (ms) is what overdue is measured by; `viewer` is the one for whom something may wait. */
export function queryOf(filter: DeskFilter, now: number, viewer: Pick<Person, "roles">): IncidentQuery {
  const { show, text, grade, playbook } = filter;
  return {
    ...(show === "all" ? {} : { open: show !== "closed" }),
    ...(show === "overdue" ? { overdueAt: now } : {}),
    ...(show === "mine" ? { waitingFor: viewer.roles } : {}),
    ...(text === "" ? {} : { text }),
    ...(grade === "" ? {} : { grade }),
    ...(playbook === "" ? {} : { playbook }),
    page: filter.page,
    pageSize,
    sort: show === "closed" || show === "all" ? "newest" : "deadline",
  };
}
