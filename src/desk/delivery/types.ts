/** What people can see and do about being told, as the doors see it. */
import type { Text } from "../../../machines/playbook.ts";
import type { ChannelTest, DeliveryRow, InvitationMail, InvitationMailed, ResendRow } from "../delivery-ports.ts";
import type { IncidentView } from "../views.ts";
import type { DeskOutcome } from "../outcome.ts";
import type { Person } from "../../directory/person.ts";

/** What a notification's link leads to. Looking at it changes nothing. */
export type Acknowledgement =
  /** Not one of our links, or of somebody who is no longer here. */
  | { readonly state: "unknown" }
  | (Linked & { readonly state: "open" })
  | (Linked & { readonly state: "acknowledged"; readonly by: string; readonly at: number })
  /** The link is too old to act with; the desk is not. */
  | (Linked & { readonly state: "expired" })
  | (Linked & { readonly state: "not-now"; readonly sentence: Text });

export interface Linked {
  readonly person: Person;
  readonly view: IncidentView;
  readonly event: string;
}

/** One message in the delivery log. */
export interface DeliveryEntry {
  readonly message: string;
  readonly instance: string;
  /** Null: not an incident's. */
  readonly number: number | null;
  /** Null for whoever may not see what incidents are about. */
  readonly subject: Text | null;
  readonly state: "waiting" | "delivered" | "dead-lettered";
  readonly nextTryAt: number | null;
  readonly lastError: string | null;
  readonly deliveries: readonly DeliveryRow[];
  readonly resends: readonly ResendRow[];
}

/** An open incident that nobody has been told of. */
export interface UnreachableIncident {
  readonly instance: string;
  readonly number: number | null;
  readonly since: number;
}

export type Resent = { readonly outcome: "done" | "not-dead-lettered" | "forbidden" };

export interface ChannelsView {
  readonly person: Person;
  /** Null: none is known. */
  readonly mail: string | null;
  readonly webhook: {
    readonly address: string;
    readonly off: string | null;
    readonly changedAt: number;
    /** Until when the earlier secret signs as well; null when there is none. */
    readonly earlierUntil: number | null;
    /** Requests to the service are signed by the secret that its owner gave. */
    readonly hasServiceSecret: boolean;
    /** The service that the address was recognised as; null: requests are signed. */
    readonly service: RecognisedService | null;
  } | null;
}

export interface RecognisedService {
  readonly name: Text;
  readonly reach: "person" | "group";
  readonly wakes: "rings" | "pushes" | "shows";
  /** What to choose at the service, where that matters. */
  readonly setUp?: Text;
  /** It can check signatures. */
  readonly signs?: { readonly secretForm: RegExp };
}

export type ChannelChanged =
  /** The secret is shown this once. Null: it stays as it was. */
  | { readonly outcome: "done"; readonly secret: string | null }
  | { readonly outcome: "invalid"; readonly sentence: string }
  /** What was typed does not look like a secret of the service at the address. */
  | { readonly outcome: "not-its-secret" }
  | { readonly outcome: "not-there" };

/** How often and what is asked of other machines is limited, whoever asks. */
export type Tested = ChannelTest | { readonly outcome: "too-often" };

/** Runs before anything is changed: where it fails nothing is. */
export type Recorded = () => Promise<void>;

export interface NotificationDesk {
  acknowledgement(token: string): Promise<Acknowledgement>;
  /** Null: there was nothing to acknowledge any more; look again. */
  acknowledge(token: string, values: unknown): Promise<DeskOutcome | null>;
  /** Newest first; those that wait for a person before all others. */
  log(viewer: Person): Promise<readonly DeliveryEntry[]>;
  resend(message: string, actor: Person): Promise<Resent>;
  /** For the banner: nobody could be told, and nobody has been since. */
  unreachable(): Promise<readonly UnreachableIncident[]>;
  channels(person: Person): Promise<ChannelsView>;
  setWebhook(person: Person, address: string, record?: Recorded): Promise<ChannelChanged>;
  /** A new secret; the earlier one signs as well for a day. */
  renewSecret(person: Person, record?: Recorded): Promise<ChannelChanged>;
  /** After it was switched off because the receiver wanted no more. */
  switchOn(person: Person, record?: Recorded): Promise<ChannelChanged>;
  /** By which the service at the address checks requests; empty takes it away. */
  setServiceSecret(person: Person, secret: string, record?: Recorded): Promise<ChannelChanged>;
  removeWebhook(person: Person, record?: Recorded): Promise<ChannelChanged>;
  test(person: Person, kind: "mail" | "webhook"): Promise<Tested>;
  /** Sends it at once, past the queue and the log. */
  mailInvitation(invitation: InvitationMail): Promise<InvitationMailed>;
}
