/** What a form that a sign-in interrupted does, by where it leads: the page that offers it again says so. */
import type { OwnFormPath } from "./access.ts";
import type { Words } from "./words/index.ts";

export interface ResumedAct {
  /** As a button says it; null: no form of the desk leads there. */
  readonly label: string | null;
  /** Id of the person whom it concerns, where that is not whoever sends it. */
  readonly person: string | null;
}

export function resumedAct(path: string, { acts }: Words["signIn"]["resume"]): ResumedAct {
  for (const form of Object.keys(acts) as OwnFormPath[]) {
    const found = patternOf(form).exec(path);
    if (found !== null) return { label: acts[form], person: found.groups?.["person"] ?? null };
  }
  return { label: null, person: null };
}

function patternOf(form: OwnFormPath): RegExp {
  return new RegExp(`^${form.replace(/:(\w+)/g, "(?<$1>[^/?]+)")}(\\?.*)?$`);
}
