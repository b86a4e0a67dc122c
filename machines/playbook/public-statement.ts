/** What stands on the organisation's own public page: statements, their corrections and updates, their withdrawal. */

/** A wording in one language. */
export interface PublicWording {
  readonly title: string;
  /** Restricted Markdown. */
  readonly body: string;
}

/** One version of a statement, another time for its update, or its withdrawal, as somebody gave it to the page. */
export interface PublicRelease {
  /** Unique within the instance. */
  readonly number: number;
  readonly kind: "first" | "correction" | "update" | "renewal" | "withdrawal";
  /** When a person gave it (ms). */
  readonly releasedAt: number;
  /** When the page took it (ms); null while it has not. */
  readonly publishedAt: number | null;
  /** False: its approval does not hold any more, and it must not go out. */
  readonly isApproved: boolean;
  /** Of one that is not out: once it is, it is the reply, and meets deadlines. */
  readonly isReply: boolean;
  /** Further fields of the event that confirms it, while it is not out: what that does to promises. */
  readonly confirms: Readonly<Record<string, string | number>>;
  /** In each language in which it was written. Only a version has any. */
  readonly wordings: readonly PublicWording[];
  /** What was wrong or is new, why an update comes later, or why it was withdrawn. */
  readonly reason: string | null;
  /** The next update is promised by then (ms). */
  readonly nextUpdateAt: number | null;
}

export interface PublicStatement {
  /** The number of its first release. */
  readonly number: number;
  /** Oldest first; the first one is its publication. */
  readonly releases: readonly PublicRelease[];
}
