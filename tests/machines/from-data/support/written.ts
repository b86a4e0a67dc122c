/** Playbooks that a test writes: the head that all of them share, and what the test is about. */
import { parse } from "yaml";
import { playbookFile } from "../../../../machines/from-data/format/index.ts";
import { playbookFromData } from "../../../../machines/from-data/index.ts";
import { Night, type Beginning } from "../../support/night.ts";

const head = `
format: 1
id: written
version: 1
title: 试 | Trial
purpose: 试 | Trial
headline: { title: "{subject}" }
`;

export const written = (text: string) => playbookFromData(playbookFile.parse(parse(`${head}${text}`)));

/** Monday, 23 November 2026, 09:00 in Beijing. */
export const monday = Date.parse("2026-11-23T01:00:00Z");

export const begin = (text: string, more: Partial<Beginning> = {}) =>
  new Night(written(text), { at: monday, by: "chen", values: { subject: "食堂" }, ...more });

export const clockOf = (night: Night, wanted: string) =>
  night.playbook.clocks(night.state).find(({ id }) => id === wanted);

/** Local time in Beijing. */
export const local = (at: number | undefined): string =>
  at === undefined ? "" : new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");

export const dueOf = (night: Night, wanted: string): string => local(clockOf(night, wanted)?.dueAt);

export const toldSince = (night: Night): readonly string[] =>
  night.notifications.splice(0, night.notifications.length).map(({ type }) => type);
