/** What the statistics show, as their address says it. */
export interface StatisticsFilter {
  /** The first and the last month: `2026-11`. */
  readonly from: string;
  readonly until: string;
  /** A playbook's id; empty: all. */
  readonly playbook: string;
  readonly grade: string;
  /** As it is printed: every table open, and nothing to choose. */
  readonly isReport: boolean;
}

export function statisticsAddress(path: "/statistics" | "/statistics.csv", filter: StatisticsFilter): string {
  const query = new URLSearchParams();
  for (const name of ["from", "until", "playbook", "grade"] as const)
    if (filter[name] !== "") query.set(name, filter[name]);
  if (filter.isReport && path === "/statistics") query.set("report", "on");
  return `${path}?${query.toString()}`;
}
