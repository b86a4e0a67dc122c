/** The one place where what became of a command becomes the answer to its form. */
import type { Response } from "express";
import { assert } from "../kernel/assert.ts";
import { statusOf } from "../playbook/codes.ts";
import type { AboutIncident } from "../desk/outcome.ts";
import type { CommandOutcome, Declined, Prepared, Ready } from "../playbook/outcome.ts";
import type { FieldErrors } from "../playbook/types.ts";

type Of<About extends object, Kind extends CommandOutcome["outcome"]> = Extract<
  CommandOutcome<About>,
  { outcome: Kind }
>;

/** The pages that a form leads to. Whatever the answer is, what was typed comes back with it. */
export interface FormPages<About extends object> {
  /** The form again. */
  readonly show: (errors: FieldErrors, status: number) => void;
  /** Where one is when it is done. */
  readonly done: (outcome: Of<About, "done">) => string;
  /** The page before the last click; left out where nothing can be in doubt. */
  readonly doubtful?: () => void;
  /** Left out where nothing can have changed meanwhile. */
  readonly conflict?: (outcome: Of<About, "conflict">) => Promise<void> | void;
}

export async function answerForm<About extends object>(
  response: Response,
  outcome: CommandOutcome<About>,
  pages: FormPages<About>,
): Promise<void> {
  switch (outcome.outcome) {
    case "done":
      response.redirect(303, pages.done(outcome));
      return;
    case "invalid":
      pages.show(outcome.errors, statusOf(outcome));
      return;
    case "forbidden":
    case "refused":
    case "not-found":
      pages.show({ "": [outcome.sentence] }, statusOf(outcome));
      return;
    case "doubtful":
      assert(pages.doubtful, "This form asks about nothing.");
      pages.doubtful();
      return;
    case "conflict":
      assert(pages.conflict, "This form is sent for no state of anything.");
      await pages.conflict(outcome);
      return;
  }
}

/** With what could not be read of the form at all, such as a time that is none. */
export function withUnread<About extends object, Found extends Ready<About>>(
  prepared: Declined | Found,
  unread: FieldErrors,
): Declined | Found {
  if (Object.keys(unread).length === 0 || prepared.outcome === "forbidden") return prepared;
  const errors = prepared.outcome === "invalid" ? prepared.errors : {};
  return { outcome: "invalid", errors: { ...errors, ...unread } };
}

/**
 * Is the form only shown? Somebody goes back to it, or comes back to it from a sign-in (`isResumed`) and has not been asked yet to
 * mend anything. Nobody is asked to mend what they may not send.
 */
export function isShownAgain({ outcome }: Pick<Prepared, "outcome">, isEdited: boolean, isBack: boolean): boolean {
  return outcome !== "forbidden" && (isEdited || (isBack && outcome !== "ready"));
}

/** Where an incident is shown after something was recorded of it. */
export function recordedPath({ number, seq, again }: Of<AboutIncident, "done">): string {
  return `/incidents/${number}?recorded=${seq}${again ? "&again=yes" : ""}`;
}
