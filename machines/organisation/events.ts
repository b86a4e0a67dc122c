/** Every administrative change is one of these events; its form is its shape. */
import type { z } from "zod";
import { peopleForms } from "./forms/people-forms.ts";
import { rosterForms } from "./forms/roster-forms.ts";
import { settingsForms } from "./forms/settings-forms.ts";

export const forms = { ...settingsForms, ...peopleForms, ...rosterForms };

export type EventType = keyof typeof forms;

/** What was filled in. */
export type Sent<Type extends EventType> = z.output<(typeof forms)[Type]["form"]>;

export type EventOf<Type extends EventType> = {
  readonly type: Type;
  readonly at: number;
  readonly by: string;
} & Sent<Type>;

export type OrganisationEvent = { [Type in EventType]: EventOf<Type> }[EventType];

/** A question whether an event is acceptable: a page asks before anything is filled in, and then without a time. */
export type Asked<Type extends EventType> = {
  readonly type: Type;
  readonly by: string;
  readonly at?: number | undefined;
} & { readonly [Field in keyof Sent<Type>]?: Sent<Type>[Field] | undefined };
