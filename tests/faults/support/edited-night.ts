/** A critical night with everything that an incident can have, and a second incident with a timer and a message due. */
import { expect } from "@jest/globals";
import Database from "better-sqlite3";
import { join } from "node:path";
import { exitCodes } from "../../../src/cli/exit-codes.ts";
import type { CommandLine } from "../../support/command-line.ts";

export async function aNightIn(data: string, cli: CommandLine): Promise<void> {
  expect(await cli.run(["demo", "--data", data])).toMatchObject({ code: exitCodes.done });
  const fields = ["--field", "equipment=Lift", "--field", "place=Hall", "--field", "fault=Stuck"];
  const opened = await cli.run(["open", "equipment-fault", "--as", "chen", ...fields], {
    env: { ANSWERABLE_DATA: data },
  });
  expect(opened).toMatchObject({ code: exitCodes.done });
  prepare(join(data, "answerable.db"));
}

/** Rows that a night leaves none of, or that no copy keeps: edited like all others. */
export const furtherRows = `
  INSERT INTO leases VALUES ('loops', 'a node', 1, 5) ON CONFLICT DO NOTHING;
  INSERT INTO tokens VALUES ('hash-of-a-token', 't-1', 'chen', 'Script', '["read"]', 1, 2, NULL, NULL)
    ON CONFLICT DO NOTHING;
  INSERT INTO sessions VALUES ('hash-of-a-session', 's-1', 'chen', 'password', 1, 1, 2, 1, 'agent', 'here')
    ON CONFLICT DO NOTHING;
  INSERT INTO passkeys VALUES ('pk-1', 'chen', 'key', 0, '[]', 'Phone', 1, NULL) ON CONFLICT DO NOTHING;`;

function prepare(file: string): void {
  const database = new Database(file);
  database.exec(furtherRows);
  database.close();
}

export const asChen = {
  "Answerable-Person": "chen",
  "Content-Type": "application/json",
  Cookie: "answerable_person=chen; answerable_language=en",
  "Accept-Language": "en",
};

export async function register(address: string): Promise<Response> {
  const fields = { equipment: "Door", place: "Hall", fault: "Open" };
  const body = JSON.stringify({ playbook: "equipment-fault", fields });
  return fetch(`${address}/api/v1/incidents`, { method: "POST", headers: asChen, body });
}

/** As an administrator, who is shown which rows they are. */
const asLi = {
  "Answerable-Person": "li",
  Cookie: "answerable_person=li; answerable_language=en",
  "Accept-Language": "en",
};

export async function look(address: string, path: string, headers = asLi): Promise<{ status: number; text: string }> {
  const response = await fetch(address + path, { headers });
  return { status: response.status, text: await response.text() };
}

/** A page as somebody reads it. */
export function plain(page: string): string {
  return page.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
}
