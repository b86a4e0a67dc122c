/** One table of codes: each door reads it from the code, and back from its own page, error or answer. */
import { describe, expect, test } from "@jest/globals";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { OverloadedError, StorageUnavailableError } from "../../src/engine/failures.ts";
import { TooManyError } from "../../src/kernel/pace.ts";
import {
  codeOf,
  codeOfError,
  codeOfPage,
  codes,
  knownCode,
  pageOf,
  rowOf,
  statusOf,
} from "../../src/playbook/codes.ts";
import { refusalWords } from "../../src/playbook/refusals.ts";
import { problemOfRefusal, problemReply, problemRows } from "../../src/web/api/problems.ts";
import { wordsIn } from "../../src/web/words/index.ts";

const sentence = { zh: "不行。", en: "No." };

test.each([
  [{ outcome: "invalid", errors: {} }, "invalid", 422, "usage"],
  [{ outcome: "forbidden", sentence, who: [] }, "forbidden", 403, "refused"],
  [{ outcome: "not-found", sentence }, "not-found", 404, "notFound"],
  [{ outcome: "doubtful", doubts: [] }, "to-confirm", 409, "refused"],
  [{ outcome: "conflict", seq: 3, since: [] }, "conflict", 409, "conflict"],
  [{ outcome: "refused", code: "not-acceptable", sentence }, "not-acceptable", 409, "refused"],
  [{ outcome: "refused", code: "unknown-event", sentence }, "unknown-event", 422, "refused"],
  [{ outcome: "refused", code: "of another version", sentence }, "internal", 500, "ours"],
] as const)("%j has the code %s, the status %d and the exit %s", (outcome, code, status, exit) => {
  expect(codeOf(outcome)).toBe(code);
  expect(statusOf(outcome)).toBe(status);
  expect(rowOf(code)).toMatchObject({ status, exit });
  // Read back, as somebody does who was answered with the code.
  if (outcome.outcome !== "refused") expect(rowOf(code).outcome).toBe(outcome.outcome);
  else expect(rowOf(code).outcome).toBeUndefined();
});

describe.each(codes())("the code %s", (code) => {
  const { status, exit, pages = [] } = rowOf(code);

  test("has a status, an end at the terminal, and pages that lead back to its status", () => {
    expect([400, 401, 403, 404, 405, 409, 412, 413, 415, 421, 422, 429, 500, 503]).toContain(status);
    expect(Object.keys(exitCodes)).toContain(exit);
    for (const page of pages) expect(rowOf(codeOfPage(page as never)).status).toBe(status);
    if (pages.length > 0) expect(wordsIn.en.failure[pageOf(code)].title).not.toBe("");
  });

  test("is a problem of the API, or of a page alone", () => {
    const row = problemRows.find((one) => one.code === code);
    expect(row?.status ?? "none").toBe(code.startsWith("foreign") ? "none" : status);
    if (row) expect(problemReply({ problem: code as never }, "en", "/api").status).toBe(status);
  });
});

test("an error has its code by its name, whichever thread it comes from", () => {
  const wired = Object.assign(new Error("gone"), { name: "StorageUnavailableError" });
  const errors = [new TooManyError(10), new OverloadedError("much"), new StorageUnavailableError("full", "x"), wired];
  expect(errors.map(codeOfError)).toEqual(["too-many-entries", "overloaded", "unavailable", "unavailable"]);
  const unsound = ["ExportError", "ContradictionError"].map((name) => Object.assign(new Error("lost"), { name }));
  expect(unsound.map(codeOfError)).toEqual(["not-exportable", "not-exportable"]);
  expect(codeOfError(new TypeError("ours"))).toBeNull();
  expect(codeOfError("toString")).toBeNull();
  expect(pageOf("overloaded")).toBe("unavailable");
});

test("a word that is no code is our own fault, and nobody's prototype is asked", () => {
  expect(["toString", "__proto__", "conflicts", ""].map(knownCode)).toEqual(Array(4).fill("internal"));
  expect(problemOfRefusal("foreign-host")).toBe("internal");
  for (const code of Object.keys(refusalWords)) expect(problemOfRefusal(code)).toBe(code);
});
