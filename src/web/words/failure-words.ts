/** What the desk says when it cannot do what was asked: what happened, and what to do now. */
export interface FailureWords {
  readonly notFound: Failure;
  readonly noIncident: Failure;
  readonly noPlaybook: Failure;
  readonly noEvent: Failure;
  readonly tooLarge: Failure;
  readonly tooMany: Failure;
  readonly badRequest: Failure;
  readonly methodNotAllowed: Failure;
  readonly ours: Failure;
  readonly unavailable: Failure;
  readonly readOnly: Failure;
  readonly unreadable: Failure;
  readonly foreignHost: Failure;
  readonly foreignOrigin: Failure;
  readonly reference: (id: string) => string;
  readonly toTheDesk: string;
}

export interface Failure {
  readonly title: string;
  readonly text: string;
}
