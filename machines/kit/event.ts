/**
 * One event of a playbook is one module: its words, who may send it, its form, why it is refused, what it records and whom
 * it notifies. The form's zod type is the event's type: there is no other place that says what an event carries.
 */
import type { z } from "zod";
import type { EventForm, FormReader, PersonField, Subject, Text } from "../playbook.ts";
import type { LinkEffects, Notifications, NotificationsOf } from "./notification.ts";
import type { AnyAsked, AnySent } from "./stamp.ts";

/** An event as a machine sees it: its form's checked values, stamped. */
export type Sent<Form extends z.ZodObject = z.ZodObject> = AnySent & z.output<Form>;

/** The question whether an event would be accepted: a page asks before anything is filled in, and then without a time. */
export type Asked<Form extends z.ZodObject = z.ZodObject> = AnyAsked & {
  readonly [Field in keyof z.output<Form>]?: z.output<Form>[Field] | undefined;
};

interface EventWords {
  /** What the button says: an order, "Send the fast report". */
  readonly label: Text;
  /** What the timeline says afterwards: a fact, "Fast report sent". */
  readonly done: Text;
  readonly help: Text;
}

/** What the form of an event needs beside its fields: see `EventForm`. */
type FormParts<Context, Form extends z.ZodObject> = Pick<
  EventForm,
  "by" | "confirm" | "actsAs" | "asks" | "otherIncident" | "unit"
> & {
  readonly personField?: Omit<PersonField, "except" | "amongNow"> & {
    amongNow?(context: Context): PersonField["among"];
    except?(context: Context): string | null;
  };
  byNow?(context: Context): EventForm["by"];
  misfit?(context: Context, values: z.output<Form>): ReturnType<NonNullable<EventForm["misfit"]>>;
  doubts?(values: z.output<Form>, at: number): ReturnType<NonNullable<EventForm["doubts"]>>;
  about?(context: Context, reader: FormReader): readonly Subject[];
  prefill?(context: Context, at: number): Readonly<Record<string, unknown>>;
  options?(context: Context): ReturnType<NonNullable<EventForm["options"]>>;
};

/** What a module says of its event. With `confirm` the event goes public or cannot be undone. */
export interface EventSpec<Context, Form extends z.ZodObject, Params> extends FormParts<Context, Form> {
  readonly words: EventWords;
  readonly form: Form;
  /**
   * Why it is not acceptable just now, in words; null when it is. Guard and explanation in one: fields that are not filled
   * in yet refuse nothing.
   */
  refuse?(context: Context, asked: Asked<Form>): Text | null;
  /** Said where no state takes it, in place of the states that would. */
  readonly elsewhere?: Text;
  /** What changes in the context. Left out: the log keeps it, and the context is as before. */
  record?(context: Context, sent: Sent<Form>): Partial<Context>;
  readonly notify?: NotificationsOf<Context, Sent<Form>, Params>;
  /** What is asked of other incidents, after it has been recorded. */
  readonly links?: LinkEffects<Context>;
}

/** An event as doors, chart and machine use it. */
export interface EventModule<
  Context,
  Type extends string = string,
  Form extends z.ZodObject = z.ZodObject,
> extends EventForm {
  readonly type: Type;
  readonly form: Form;
  readonly elsewhere?: Text;
  refuse?(context: Context, asked: AnyAsked): Text | null;
  record?(context: Context, sent: AnySent): Partial<Context>;
  readonly notify: Notifications<Context>;
  readonly links?: LinkEffects<Context>;
}

/** What opens an instance is no event of its machine, and needs a form all the same. */
export type OpeningSpec<Form extends z.ZodObject> = Omit<FormParts<unknown, Form>, "byNow" | "misfit"> & {
  readonly words: EventWords;
  readonly form: Form;
};

export type Opening<Form extends z.ZodObject = z.ZodObject> = Omit<EventForm, "type"> & { readonly form: Form };

/** For the events of one playbook: all of them read and change the same context. */
export const eventsOf =
  <Context>() =>
  <const Type extends string, Form extends z.ZodObject, Params = object>(
    type: Type,
    { words, notify, ...parts }: EventSpec<Context, Form, Params>,
  ): EventModule<Context, Type, Form> => ({
    type,
    ...words,
    ...parts,
    needsConfirmation: parts.confirm !== undefined,
    notify: notify ?? {},
  });

export function opening<Form extends z.ZodObject>({ words, ...parts }: OpeningSpec<Form>): Opening<Form> {
  return { ...words, ...parts, needsConfirmation: parts.confirm !== undefined };
}
