/** The list of everything that lets a person in, on their own page and on the administrator's; and what a restored desk ended. */
import type { CopyRow, WayKind } from "../../accounts/way-ports.ts";

export interface WayWords {
  readonly title: string;
  readonly introOwn: string;
  readonly introTheirs: string;
  readonly what: string;
  readonly since: string;
  readonly used: string;
  readonly end: string;
  readonly never: string;
  readonly notKnown: string;
  readonly until: (time: string) => string;
  readonly kinds: Readonly<Record<WayKind, string>>;
  readonly linkBy: (name: string) => string;
  readonly webhookOff: string;
  readonly change: string;
  readonly endWithPassword: string;
  readonly link: string;
  readonly refused: string;
  readonly lastWayIn: string;
  readonly notThere: string;
  readonly ended: string;
  readonly linked: string;
  readonly endTokensToo: string;
  readonly endTokensHint: string;
  readonly linkedOtherwise: string;
  readonly copied: {
    readonly title: Readonly<Record<CopyRow["how"], string>>;
    readonly made: (time: string) => string;
    readonly ended: (counts: CopyRow["ended"]) => string;
    readonly stays: string;
    readonly dismiss: string;
  };
}
