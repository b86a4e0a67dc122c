/** Who acts in the nights of a file: the same few people everywhere, so that a file can be read and run at any office. */
import type { Role } from "../../../machines/playbook.ts";

export interface Player {
  readonly id: string;
  readonly roles: readonly Role[];
}

export const cast: readonly Player[] = [
  { id: "chen", roles: ["duty-officer"] },
  { id: "he", roles: ["duty-officer"] },
  { id: "li", roles: ["lead"] },
  { id: "wu", roles: ["lead"] },
  { id: "zhao", roles: ["unit-contact"] },
  { id: "ye", roles: ["unit-contact"] },
  { id: "morgan", roles: ["spokesperson"] },
  { id: "wang", roles: ["superior"] },
  { id: "qian", roles: ["superior"] },
  { id: "sun", roles: ["auditor"] },
  { id: "lin", roles: ["administrator"] },
];

/** The people of an office too; a name of the cast stays the cast's. */
export const playersWith = (people: readonly Player[]): readonly Player[] => [
  ...cast,
  ...people.filter(({ id }) => !cast.some((one) => one.id === id)),
];
