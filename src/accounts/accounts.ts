/** The accounts as the doors see them: everything that opens, proves and closes a sign-in. */
import type { ProviderSettings } from "../../config/types.ts";
import type { Clock } from "../kernel/clock.ts";
import type { NewId } from "../kernel/ids.ts";
import { secretHash, type NewSecret } from "../kernel/secret.ts";
import { openInvitations, type Invitations } from "./invitations.ts";
import { limits } from "./limits.ts";
import { openMembership, type Membership } from "./membership.ts";
import { openPasskeys, type Passkeys } from "./passkeys.ts";
import { openNotices, type Notices, type SendNotice } from "./notices.ts";
import type { PasswordHasher } from "./password-hash.ts";
import type { AccountStorage, Member, MembershipStore, Scope, SessionRow } from "./ports.ts";
import { openProvider, type Provider } from "./provider.ts";
import { openSessions, type Sessions } from "./sessions.ts";
import { openSetUp, type SetUp } from "./set-up.ts";
import { openSigningIn, type SigningIn } from "./sign-in.ts";
import { watchedSigningIn, type OnSignIn } from "./sign-in-watch.ts";
import { openSteps } from "./steps.ts";
import { signInThrottle } from "./throttle.ts";
import { openTokens, type Tokens } from "./tokens.ts";
import { openTotp, type Totp } from "./totp.ts";
import { openWays, type Ways } from "./ways.ts";

export interface AccountOptions {
  readonly storage: AccountStorage;
  readonly members: MembershipStore;
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newSecret: NewSecret;
  /** `https://desk.example.org`, without a slash at its end. */
  readonly origin: () => string;
  /** The organisation's name, as apps and passwords know it. */
  readonly organisation: () => string;
  readonly provider: ProviderSettings | null;
  /** A secret of this desk under which failed sign-ins are counted; the same on every node. */
  readonly failureKey: string;
  /** Hears of sign-ins, and of tries that were refused. */
  readonly onSignIn?: OnSignIn | undefined;
  /** How a notice about an account leaves; left out, notices wait for whoever sends them. */
  readonly sendNotice?: SendNotice | undefined;
  readonly onProblem?: ((problem: unknown) => void) | undefined;
}

export interface Accounts extends SigningIn, Membership {
  readonly members: MembershipStore;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly totp: Totp;
  readonly passkeys: Passkeys;
  readonly invitations: Invitations;
  readonly provider: Provider | null;
  readonly setUp: SetUp;
  readonly ways: Ways;
  readonly notices: Notices;
  /** What this desk was made from, until somebody has read it. */
  readonly copies: AccountStorage["copies"];
  /**
   * Who holds this session; null when it is over, or the person is no longer active. `isByItself`: an open page asks, which
   * makes no session last longer.
   */
  principalOfSession(secret: string, isByItself?: boolean): Promise<SessionPrincipal | null>;
  principalOfToken(secret: string): Promise<TokenPrincipal | null>;
  /** Somebody has signed in from there, not too long ago. */
  isKnownDevice(secret: string): Promise<boolean>;
  contactsOf: AccountStorage["contacts"]["of"];
  allContacts: AccountStorage["contacts"]["all"];
}

export interface SessionPrincipal {
  readonly member: Member;
  readonly session: SessionRow;
}

export interface TokenPrincipal {
  readonly member: Member;
  readonly scopes: readonly Scope[];
  /** Its id, which opens nothing. */
  readonly token: string;
}

const nobodyHears: OnSignIn = () => undefined;

export function openAccounts(options: AccountOptions): Accounts {
  const { storage, members, clock, newId, newSecret, origin, organisation } = options;
  const steps = openSteps(storage.steps, clock, newSecret);
  const sessions = openSessions({ store: storage.sessions, clock, newId, newSecret });
  const tokens = openTokens({ store: storage.tokens, clock, newId, newSecret });
  const totp = openTotp(storage.credentials, clock);
  const passkeys = openPasskeys({ store: storage.passkeys, steps, clock, origin, organisation });
  const invitations = openInvitations(storage.invitations, clock, newSecret);
  const provider = options.provider && openProvider(options.provider, steps, () => `${origin()}/sign-in/provider/back`);
  const { sendNotice: send = null, onProblem = () => undefined } = options;
  const notices = openNotices({ store: storage.notices, storage, members, clock, newId, send, onProblem });
  const ways = openWays({ storage, members, clock, notices });
  const parts = { ...options, steps, sessions, tokens, totp, passkeys, invitations, ways };
  const membership = openMembership(parts);
  const throttle = signInThrottle(storage.failures, clock, options.failureKey);
  const active = (id: string) => {
    const member = members.member(id);
    return member?.active ? member : null;
  };
  return {
    ...watchedSigningIn(openSigningIn({ ...parts, throttle, membership }), parts, options.onSignIn ?? nobodyHears),
    ...membership,
    members,
    sessions,
    tokens,
    totp,
    passkeys,
    invitations,
    provider,
    ways,
    notices,
    copies: storage.copies,
    setUp: openSetUp({ ...parts, membership }),
    principalOfSession: async (secret, isByItself) => {
      const session = await sessions.find(secret, isByItself);
      const member = session && active(session.person);
      return session && member ? { session, member } : null;
    },
    principalOfToken: async (secret) => {
      const token = await tokens.find(secret);
      const member = token && active(token.person);
      return token && member ? { member, scopes: token.scopes, token: token.id } : null;
    },
    isKnownDevice: async (secret) =>
      (await storage.devices.personOf(secretHash(secret), clock.now() - limits.knownDeviceMs)) !== null,
    contactsOf: (person) => storage.contacts.of(person),
    allContacts: () => storage.contacts.all(),
  };
}
