/** Who is told of something, with which facts, and in which words. */
import type { LinkRequest, LinkTemplate, NotificationTemplate, Recipient } from "../playbook.ts";
import type { AnySent, Stamp } from "./stamp.ts";

/** What every notification's params carry: they are frozen in the outbox with everything that its text needs. */
export interface Addressed {
  readonly to: readonly Recipient[];
}

/** `Step` is what it is built from besides the context: the event, or the moment at which a state is entered. */
export interface Notification<Context, Step = AnySent, Params = unknown> extends Omit<NotificationTemplate, "write"> {
  /** Left out: always. */
  isNeeded?(context: Context, step: Step): boolean;
  /** Built before the event is recorded: it speaks of what stood until then. */
  readonly beforeRecorded?: true;
  params(context: Context, step: Step): Params & Addressed;
  write(params: Params, ...say: SayParts): ReturnType<NotificationTemplate["write"]>;
}

type SayParts = Parameters<NotificationTemplate["write"]> extends [unknown, ...infer Rest] ? Rest : never;

/** By effect name. */
export type Notifications<Context> = Readonly<Record<string, Notification<Context>>>;

/** What is asked of another incident when an event is recorded, under its effect's name. */
export interface LinkEffect<Context> extends LinkTemplate {
  isNeeded?(context: Context, sent: AnySent): boolean;
  params(context: Context, sent: AnySent): LinkRequest;
}

export type LinkEffects<Context> = Readonly<Record<string, LinkEffect<Context>>>;

/** Whatever leaves by the outbox, by name. */
export type Effects<Context> = Readonly<
  Record<
    string,
    { isNeeded?(context: Context, sent: AnySent): boolean; params(context: Context, sent: AnySent): object }
  >
>;

/** The same, each with params of its own. */
export type NotificationsOf<Context, Step, Params> = {
  readonly [Name in keyof Params]: Notification<Context, Step, Params[Name]>;
};

/** One that several events or states share. */
export const notificationsOf =
  <Context>() =>
  <Params, Step extends Stamp = AnySent>(
    spec: Notification<Context, Step, Params>,
  ): Notification<Context, Step, Params> =>
    spec;

/** Two that differ under one name would be sent in each other's place. */
export function oneOfEachName<Kind>(tables: readonly Readonly<Record<string, Kind>>[]): Readonly<Record<string, Kind>> {
  const found = new Map<string, Kind>();
  for (const [name, one] of tables.flatMap((table) => Object.entries(table))) {
    if ((found.get(name) ?? one) !== one) throw new Error(`there are two effects "${name}"`);
    found.set(name, one);
  }
  return Object.fromEntries(found);
}
