/** Where a page of a list begins or ends, as a request says it. */
import type { Text } from "../../../machines/playbook.ts";
import { readPlace } from "../../desk/places.ts";
import type { IncidentQuery, Place } from "../../desk/ports.ts";
import type { Read } from "./request.ts";

type Ends = Pick<IncidentQuery, "after" | "before">;

/** Where a page of a list begins or ends; both at once make no page. */
export function readPlaces(
  typed: { readonly after: string | undefined; readonly before: string | undefined },
  sort: IncidentQuery["sort"],
): Read<Ends> {
  const wrong = (name: string): Read<Ends> => ({
    ok: false,
    problem: "malformed-query",
    detail: notAPlace,
    errors: { [name]: [notAPlace] },
  });
  if (typed.after !== undefined && typed.before !== undefined) return wrong("before");
  const ends: { after?: Place; before?: Place } = {};
  for (const name of ["after", "before"] as const) {
    const text = typed[name];
    if (text === undefined) continue;
    const read = readPlace(text, sort);
    if (read === null) return wrong(name);
    ends[name] = read;
  }
  return { ok: true, value: ends };
}

const notAPlace: Text = {
  zh: "after 和 before 只能取自同一列表的 links.next 或 links.previous，且只用其一。",
  en: "Take `after` or `before` from `links.next` or `links.previous` of the same list, and only one of them.",
};
