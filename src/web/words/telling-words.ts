/** Words about being told: acknowledging from a notification, the delivery log, a person's own channels. */
export interface TellingWords {
  readonly acknowledge: {
    readonly title: string;
    readonly asPerson: (name: string) => string;
    readonly overdue: string;
    readonly nothingYet: string;
    readonly acknowledged: (name: string, time: string) => string;
    readonly expired: string;
    readonly unknownTitle: string;
    readonly unknown: string;
    readonly toIncident: string;
    readonly notYoursTitle: string;
    readonly notYours: (reader: string, you: string) => string;
  };
  readonly deliveries: {
    readonly title: string;
    readonly intro: string;
    readonly none: string;
    readonly hidden: string;
    readonly resend: string;
    readonly resent: string;
    readonly notResent: string;
    readonly mayNot: string;
    readonly resentBy: (name: string, time: string) => string;
    readonly nobody: string;
    readonly insteadOf: (name: string) => string;
    readonly acknowledged: (name: string, time: string) => string;
    readonly states: Readonly<
      Record<"queued" | "sent" | "failed" | "given-up" | "passed-over" | "unreachable", string>
    >;
  };
  readonly unreached: {
    readonly title: string;
    readonly text: string;
    readonly since: (time: string) => string;
    readonly open: string;
  };
  readonly channels: {
    readonly title: string;
    readonly intro: string;
    readonly mail: string;
    readonly noMail: string;
    readonly webhook: string;
    readonly webhookHelp: string;
    readonly address: string;
    readonly save: string;
    readonly remove: string;
    readonly renew: string;
    readonly switchOn: string;
    readonly off: (why: string) => string;
    readonly bothSecrets: (time: string) => string;
    readonly secret: string;
    readonly secretOnce: string;
    readonly test: string;
    readonly answered: string;
    readonly failed: string;
    readonly noAddress: string;
    readonly tooOften: string;
    readonly done: string;
    readonly notThere: string;
  };
}
