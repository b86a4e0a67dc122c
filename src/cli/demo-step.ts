/** What a step of a told night is made of. */
import type { Role, Text } from "../../machines/playbook.ts";

/** A moment of the night: 0 is the day it begins on, 1 the day after. */
export interface NightTime {
  readonly day: number;
  /** `20:33` */
  readonly time: string;
}

export type NightValue = string | boolean | Text | NightTime | readonly (string | Text)[];

export interface NightStep {
  readonly when: NightTime;
  /** The first person of the settings with this role. */
  readonly by: Role;
  /** Null opens the incident. */
  readonly type: string | null;
  /** What is not given is taken from what the form starts with: numbers of questions, the version before one's eyes. */
  readonly values: Readonly<Record<string, NightValue>>;
}

export const evening = (time: string): NightTime => ({ day: 0, time });
export const nextDay = (time: string): NightTime => ({ day: 1, time });
export const text = (zh: string, en: string): Text => ({ zh, en });

/** Where the organisation publishes. */
export const page = "https://www.example.test/notices/export";
