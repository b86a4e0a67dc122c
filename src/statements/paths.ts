/** Where things stand on the public site, and what all its pages are made with. */
import type { Language, Text } from "../../machines/playbook.ts";
import type { Organisation } from "../directory/person.ts";
import type { SiteStatement } from "./site-statement.ts";

export interface SiteParts {
  readonly organisation: Pick<Organisation, "name" | "zone" | "zoneLabel" | "languages">;
  /** How the public reaches the organisation; null: nothing is said. */
  readonly contact: Text | null;
  /** Where the folder is served, without a slash at the end. */
  readonly baseUrl: string;
}

export const pagePath = ({ path }: Pick<SiteStatement, "path">, language: Language): string =>
  `${language}/${path}.html`;
export const versionPath = ({ path }: Pick<SiteStatement, "path">, language: Language, version: number): string =>
  `${language}/${path}-v${version}.html`;
export const textPath = ({ path }: Pick<SiteStatement, "path">, version: number): string =>
  `text/${path}-v${version}.txt`;

export const yearsOf = (statements: readonly SiteStatement[]): readonly string[] =>
  [...new Set(statements.map(({ year }) => year))].toSorted().toReversed();
