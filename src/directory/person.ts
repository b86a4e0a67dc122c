/** The organisation's name and zone, and a person as every part knows one. */
import type { Language, Role, Text } from "../../machines/playbook.ts";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly language: Language;
}

/** The organisation, as the settings file describes it. */
export interface Organisation {
  readonly name: Text;
  /** IANA name, for instance `Asia/Shanghai`. */
  readonly zone: string;
  /** What people call that zone: `北京时间`, `GMT+8`. */
  readonly zoneLabel: Text;
  readonly languages: readonly Language[];
}

/** Somebody as they are named. Whoever has left has no roles any more. */
export type Named = Pick<Person, "id" | "name" | "roles">;
