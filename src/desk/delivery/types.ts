/** What people can see and do about being told, as the doors see it. */
import type { Text } from "../../../machines/playbook.ts";
import type { ChannelTest, DeliveryRow, InvitationMail, InvitationMailed, ResendRow } from "../delivery-ports.ts";
import type { ChannelKind } from "../../directory/entries.ts";
import type { IncidentView } from "../views.ts";
import type { DeskOutcome } from "../outcome.ts";
import type { Person } from "../../directory/person.ts";

/** What a notification's link leads to. Looking at it changes nothing. */
export type Acknowledgement =
  /** Not one of our links, or of somebody who is no longer here. */
  | { readonly state: "unknown" }
  /** A test of a channel: whether the person has confirmed that it came. `changed`: the address is another by now. */
  | { readonly state: "test"; readonly person: Person; readonly proof: "open" | "proven" | "expired" | "changed" }
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
  /** It is written to files on the server: nothing in it could be confirmed. */
  readonly isMailKept: boolean;
  readonly proofs: Readonly<Record<ChannelKind, ProofView>>;
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

/** Only a channel whose test was confirmed counts. */
export interface ProofView {
  readonly provenAt: number | null;
  /** What the service answered when it refused everything. */
  readonly broken: string | null;
  /** A test is on its way whose code is typed here, because it has no place for a link. */
  readonly asksCode: boolean;
}

/** A channel that somebody has proven. */
export interface ProvenChannel {
  readonly person: string;
  readonly channel: ChannelKind;
  readonly wakes: RecognisedService["wakes"] | "writes";
}

export interface BrokenChannel {
  readonly person: string;
  readonly channel: ChannelKind;
}

export interface RecognisedService {
  readonly name: Text;
  readonly reach: "person" | "group";
  readonly wakes: "rings" | "pushes" | "shows";
  /** What to choose at the service, where that matters. */
  readonly setUp?: Text;
  /** It can check signatures. */
  readonly signs?: { readonly secretForm: RegExp };
  /** It has a place for a link that acts for its reader. */
  readonly carriesLinks: boolean;
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
  test(person: Person, kind: ChannelKind): Promise<Tested>;
  /** By the code of a test. False: it is not the code, or no longer. */
  proveByCode(person: Person, kind: ChannelKind, code: string): Promise<boolean>;
  /** Of these people's channels those that are proven at their present address. */
  proven(people: readonly Person[]): Promise<readonly ProvenChannel[]>;
  /** For the banner: channels that take nothing until somebody puts their settings right. */
  broken(): Promise<readonly BrokenChannel[]>;
  /** Sends it at once, past the queue and the log. */
  mailInvitation(invitation: InvitationMail): Promise<InvitationMailed>;
}
