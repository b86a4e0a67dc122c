/** What an event of the organisation is made with. Before the set-up only the set-up is accepted; then roles decide. */
import type { z } from "zod";
import { eventsOf, type Asked, type EventModule, type EventSpec, type Sent } from "../kit/event.ts";
import type { AnyAsked } from "../kit/stamp.ts";
import type { Role, Text } from "../playbook.ts";
import type { OrganisationContext } from "./context.ts";
import type { FormOpened } from "./form-opened.ts";
import { first, notPermitted } from "./parts/refusals.ts";
import { recent } from "./parts/recent.ts";
import type { Roster } from "./roster.ts";

/** What the doors of the administration know of an event besides its form. */
export interface Administrative {
  /** To which page it belongs: where its form leads back to. Left out: the roster. */
  readonly page?: "organisation" | "ladder" | "limits" | "people" | "units" | "hand-over";
  /**
   * It only puts on record what happened elsewhere, with an address or a secret that is not in the log. Sent by hand it
   * would say what is not so.
   */
  readonly recordedElsewhere?: true;
  /** Nobody's open form has to be looked at again because of it. */
  readonly concernsNobodyElse?: true;
  /** Made beside an entry of a list; a form of its own would ask for an id that nobody knows. */
  readonly besideEntry?: true;
  /** It means more than it says: what it does is shown before it is saved. Others only when they leave a gap. */
  readonly shownFirst?: true;
  /** It is about who may sign in, as what, and where they are told: whoever sends it has proved of late who they are. */
  readonly needsProof?: true;
  /** What its form starts with. */
  readonly start?: (context: OrganisationContext, opened: FormOpened) => Readonly<Record<string, unknown>>;
  /**
   * Asked by the desk alone, after `refuse`: what its texts stand against, which a machine never reads. The context and what is
   * asked are open. The desk sends the event for the very row that it has asked this of.
   */
  refuseOpened?(context: OrganisationContext, asked: AnyAsked): Text | null;
  /** The field that is written, not chosen among those that are there: the form also adds. */
  readonly adds?: string;
}

/** What stands against an event in the roster, asked after its own `refuse`, before it is sent. */
interface Rostered<Form extends z.ZodObject> {
  refuseByRoster?(this: void, context: OrganisationContext, sent: Sent<Form>, roster: Roster): Text | null;
}

export type OrganisationEventModule<Type extends string = string, Form extends z.ZodObject = z.ZodObject> = EventModule<
  OrganisationContext,
  Type,
  Form
> &
  Administrative &
  Rostered<Form>;

const plain = eventsOf<OrganisationContext>();

type Spec<Form extends z.ZodObject> = Omit<EventSpec<OrganisationContext, Form, object>, "notify" | "by"> &
  Omit<Administrative, "refuseOpened"> &
  Rostered<Form> & {
    /** Administration hangs on roles alone. */
    readonly by: readonly Role[];
    readonly refuseOpened?: (context: OrganisationContext, asked: Asked<Form>) => Text | null;
  };

export function event<const Type extends string, Form extends z.ZodObject>(
  type: Type,
  {
    page,
    recordedElsewhere,
    concernsNobodyElse,
    besideEntry,
    shownFirst,
    needsProof,
    adds,
    start,
    refuseOpened,
    refuseByRoster,
    ...spec
  }: Spec<Form>,
): OrganisationEventModule<Type, Form> {
  const made = plain(type, {
    ...spec,
    refuse: (context: OrganisationContext, asked: Asked<Form>) =>
      first(
        context.established || type === "ORGANISATION_SET_UP"
          ? null
          : { zh: "单位尚未设立。", en: "The organisation has not been set up yet." },
        notPermitted(context, asked, spec.by),
      ) ??
      spec.refuse?.(context, asked) ??
      null,
    record: (context: OrganisationContext, sent: Sent<Form>) =>
      recent({ ...context, ...spec.record?.(context, sent) }, sent.at),
  });
  return {
    ...made,
    ...(page && { page }),
    ...(recordedElsewhere && { recordedElsewhere }),
    ...(concernsNobodyElse && { concernsNobodyElse }),
    ...(besideEntry && { besideEntry }),
    ...(shownFirst && { shownFirst }),
    ...(needsProof && { needsProof }),
    ...(start && { start }),
    ...(refuseOpened && { refuseOpened }),
    ...(refuseByRoster && { refuseByRoster }),
    ...(adds !== undefined && { adds }),
  };
}
