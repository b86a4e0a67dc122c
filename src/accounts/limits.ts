/** The numbers of the sign-in, each with its name. Times in ms. */
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const limits = {
  /** Characters, when the password is all there is; and with a second factor beside it. */
  passwordLengthMin: 15,
  passwordLengthMinWithSecondFactor: 8,
  /** Longer ones are refused, never cut. */
  passwordLengthMax: 256,
  sessionIdleMs: 30 * minute,
  sessionAbsoluteMs: 12 * hour,
  /** A session is written down as seen at most this often. */
  sessionSeenEveryMs: minute,
  /** How long a proof of who one is counts for what goes public. */
  confirmedForMs: 10 * minute,
  sessionsPerPersonMax: 20,
  /** How long the mark that somebody was signed in from a browser counts after the last time, there and here. */
  knownDeviceMs: 180 * day,
  knownDevicesPerPersonMax: 20,
  invitationMs: 3 * day,
  /** For the rest of a sign-in once the password was right, or while the provider asks. */
  signInStepMs: 10 * minute,
  tokenDaysMax: 366,
  tokensPerPersonMax: 20,
  passkeysPerPersonMax: 10,
  labelLengthMax: 60,
  /** Failures that cost nothing; the next ones make everybody wait, longer each time. */
  freeFailuresPerAccount: 5,
  freeFailuresPerAddress: 30,
  waitMsFirst: 2_000,
  /** Nobody waits longer, so nobody is locked out for ever. */
  waitMsMax: 15 * minute,
  /** A whole office may share an address. */
  waitMsMaxPerAddress: minute,
  failuresForgottenAfterMs: day,
  hashesAtOnce: 2,
  hashesWaitingMax: 60,
} as const;
