import type { PasswordFault } from "../../accounts/password-rules.ts";
import type { Scope, SignInWay } from "../../accounts/ports.ts";

export interface SignInWords {
  readonly title: string;
  readonly mail: string;
  readonly password: string;
  readonly signIn: string;
  readonly signOut: string;
  readonly wrong: string;
  readonly wait: (seconds: number) => string;
  readonly busy: string;
  readonly forgotten: string;
  readonly kept: string;
  readonly withPasskey: string;
  readonly withProvider: (name: string) => string;
  readonly toProvider: (name: string) => string;
  readonly continue: string;
  readonly providerFailed: string;
  readonly code: string;
  readonly codeTitle: string;
  readonly codeHint: string;
  readonly codeWrong: string;
  readonly codeLost: string;
  readonly passwordIsSet: string;
  readonly faults: Readonly<Record<PasswordFault, string>>;
  readonly passwordHint: string;
  readonly passkey: PasskeyWords;
  readonly proof: ProofWords;
  readonly resume: ResumeWords;
  readonly invitation: InvitationWords;
  readonly setUp: SetUpWords;
  readonly theirs: TheirSignInWords;
  readonly account: AccountWords;
}

export interface PasskeyWords {
  readonly title: string;
  readonly newTitle: string;
  readonly intro: string;
  readonly newIntro: string;
  readonly use: string;
  readonly make: string;
  readonly needsScript: string;
  readonly unsupported: string;
  readonly failed: string;
  readonly label: string;
}

export interface ProofWords {
  readonly title: string;
  readonly intro: string;
  readonly prove: string;
  readonly kept: string;
  readonly anotherPerson: string;
}

export interface ResumeWords {
  readonly title: string;
  /** On the form's own page. */
  readonly again: string;
  /** What was typed, by the name of its field. */
  readonly fields: Readonly<Record<"name" | "mail" | "phone" | "label" | "address" | "days", string>>;
  readonly intro: string;
  readonly send: string;
  readonly discard: string;
}

export interface InvitationWords {
  readonly title: (organisation: string) => string;
  readonly intro: (name: string, mail: string) => string;
  readonly choose: string;
  readonly gone: string;
  readonly goneText: string;
}

export interface SetUpWords {
  readonly title: string;
  readonly intro: string;
  readonly code: string;
  readonly codeHint: string;
  readonly codeWrong: string;
  readonly you: string;
  readonly name: string;
  readonly language: string;
  readonly house: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly zone: string;
  readonly zoneHint: string;
  readonly zoneWrong: string;
  readonly zoneLabelZh: string;
  readonly zoneLabelEn: string;
  readonly needed: string;
  readonly mailWrong: string;
  readonly mailTaken: string;
  readonly done: string;
  readonly over: string;
}

/** How somebody else signs in, for an administrator. */
export interface TheirSignInWords {
  readonly title: (name: string) => string;
  readonly link: string;
  readonly phone: string;
  readonly phoneUnknown: string;
  readonly noWays: string;
  readonly mail: string;
  readonly mailHint: string;
  readonly changeMail: string;
  readonly mailChanged: (mail: string) => string;
  readonly lostPassword: string;
  readonly lostPasswordText: string;
  readonly lostDevice: string;
  readonly lostDeviceText: string;
  readonly makeSure: string;
  readonly startOver: string;
  readonly own: string;
}

export interface AccountWords {
  readonly title: string;
  readonly here: string;
  readonly sessions: string;
  readonly sessionsIntro: string;
  readonly session: (since: string, last: string) => string;
  readonly thisOne: string;
  readonly end: string;
  readonly endOthers: string;
  readonly ways: Readonly<Record<SignInWay, string>>;
  readonly passwordTitle: string;
  readonly presentPassword: string;
  readonly newPassword: string;
  readonly change: string;
  readonly changed: string;
  readonly totp: string;
  readonly totpOn: string;
  readonly totpOff: string;
  readonly totpBegin: string;
  readonly totpIntro: string;
  readonly totpConfirm: string;
  readonly totpRemove: string;
  readonly totpNeedsLongPassword: string;
  readonly passkeys: string;
  readonly passkeyAdd: string;
  readonly tokens: string;
  readonly tokensIntro: string;
  readonly tokenLabel: string;
  readonly tokenDays: string;
  readonly tokenIssue: string;
  readonly tokenOnce: string;
  readonly tokenTooMany: string;
  readonly scopes: Readonly<Record<Scope, string>>;
  readonly contact: string;
  readonly phone: string;
  readonly save: string;
  readonly done: string;
}
