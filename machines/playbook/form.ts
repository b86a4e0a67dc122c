/** What a person may send: a form, its words, and what it is about. */
import type { z } from "zod";
import type { PublicWording } from "./public-statement.ts";
import type { FactSheet } from "./views.ts";
import type { Actor, Text } from "./words.ts";

/** A field of one line that names a person by their id. The desk offers those who are meant, and refuses others. */
export interface PersonField {
  readonly field: string;
  /** Who may be named: holders of a role, of a post, of a unit's post. Whoever may act as one of these may be named. */
  readonly among: readonly Actor[];
  /** Which of them in this incident, such as the post of the unit that it concerns; left out: `among`. */
  amongNow?(context: unknown): readonly Actor[];
  /** Who cannot be named just now, although they are meant. */
  except?(context: unknown): string | null;
  /** With one click a person names themselves and leaves the rest empty: what that button says. */
  readonly selfAssignLabel?: Text;
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
  /** Restricted Markdown as the public will see it, each wording in its language. Left out: nothing of it goes out by this. */
  readonly asPublished?: readonly PublicWording[];
  readonly rows: FactSheet["rows"];
}

/** Who looks at a form, and what stands in it so far. */
export interface FormReader {
  readonly by: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Which fields belong to which choice; one that belongs to another is kept if it is filled in all the same. */
export interface AskedByChoice {
  readonly field: string;
  /** Names of fields, by the choice's value. */
  readonly by: Readonly<Record<string, readonly string[]>>;
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
  readonly by: readonly Actor[];
  /** Which of them under the policy that this incident froze; left out: all of them. */
  byNow?(context: unknown): readonly Actor[];
  /** What of the checked values cannot be so, as the incident stands, by field; null: nothing. */
  misfit?(context: unknown, values: unknown): Readonly<Record<string, Text>> | null;
  /** `at` (ms): now. */
  doubts?(values: unknown, at: number): readonly Doubt[];
  /** Goes public or cannot be undone: asks for a confirmation page that says so. */
  readonly needsConfirmation: boolean;
  /** What the confirmation page says will happen, to whom, and whether it can be undone. Only for such events. */
  readonly confirm?: Text;
  /** The field that says in which role the person acts. The desk refuses a role that the person does not hold. */
  readonly actsAs?: string;
  /** The field of one line that names another incident by its number. The desk offers the open ones. */
  readonly otherIncident?: string;
  /** A field of choices that decides which others a person fills in: what it does not name is asked for always. */
  readonly asks?: AskedByChoice;
  readonly personField?: PersonField;
  /**
   * The field of one line that names a unit of the organisation. The desk offers the registered ones, refuses others, and
   * puts their names beside the id; while none is registered, whatever is typed stands. A field that may be left out is shown
   * only when units are registered.
   */
  readonly unit?: string;
  /** Nobody approves, publishes or answers a text that is not before them on that page. */
  about?(context: unknown, reader: FormReader): readonly Subject[];
  /** Values to start the form with, from what is known already; instants in ms. */
  prefill?(context: unknown, at: number): Readonly<Record<string, unknown>>;
  /** Values to offer for a field of one line, from what is known already: the open questions by number. */
  options?(context: unknown): Readonly<Record<string, readonly { readonly value: string; readonly label: Text }[]>>;
}
