/** Whether deadlines are kept. */
export const statistics = {
  title: "Statistics",
  intro:
    "How deadlines were kept, counted from the record. The figures are about procedures, never about people. Each number leads to its incidents.",
  from: "From month",
  until: "To month",
  playbook: "Playbook",
  grade: "Grade",
  all: "All",
  show: "Show",
  download: "Download as CSV",
  report: "Report for printing",
  back: "Back to the statistics",
  print: "To print the report, use your browser’s print command.",
  emptyTitle: "No deadline was decided in these months",
  emptyText:
    "Deadlines count once they have been met, have passed, or were cancelled. Choose other months, or look at all playbooks.",
  rate: (percent: string, onTime: number, due: number) => `${percent} on time (${onTime} of ${due})`,
  noneDue: "None was due to be met",
  median: (duration: string) => `median ${duration}`,
  p90: (duration: string) => `nine in ten within ${duration}`,
  month: "Month",
  due: "Due",
  onTime: "On time",
  late: "Late",
  missed: "Not met",
  cancelled: "Cancelled",
  share: "On-time rate",
  medianHead: "Median time",
  p90Head: "Nine in ten within",
  byMonth: (label: string) => `${label}, by month`,
  byGrade: (label: string) => `${label}, by grade`,
  chart: (label: string) => `${label}: deadlines by month`,
  total: "Total",
  definitionsTitle: "How these figures are counted",
  definitions: [
    "A deadline counts in the month in which it fell due, after all corrections, in the organisation’s time zone.",
    "On time: met at or before the deadline. Late: met after it. Not met: the deadline has passed and it has not been met. Cancelled deadlines are shown and not counted in the rate.",
    "On-time rate: on time, divided by on time, late and not met together.",
    "Median time and “nine in ten”: from when the deadline started running until it was met; deadlines that were not met have no time.",
    "All versions of a playbook count together. Deadlines that are still running are not counted.",
  ],
  monthName: (year: number, month: number) =>
    `${["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1] ?? ""} ${year}`,
  /** Below a column; the year where it begins. */
  shortMonth: (year: number, month: number) =>
    month === 1
      ? String(year)
      : (["", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1] ?? ""),
  ranges: "Months",
  thisMonth: "This month",
  lastMonth: "Last month",
  threeMonths: "Three months",
  twelveMonths: "Twelve months",
  /** Which incidents a list is narrowed to. */
  only: (label: string, outcome: string, months: string) =>
    `Only incidents with: ${label}, ${outcome}, due in ${months}`,
  outcomes: {
    due: "due",
    "on-time": "met on time",
    late: "met late",
    missed: "not met",
    cancelled: "cancelled",
  },
  fromTo: (first: string, last: string) => (first === last ? first : `${first} to ${last}`),
  csv: {
    playbook: "Playbook",
    deadline: "Deadline",
    month: "Month",
    grade: "Grade",
    all: "all",
    counts: ["On time", "Late", "Not met", "Cancelled", "On-time rate", "Median (min)", "Nine in ten within (min)"],
  },
};
