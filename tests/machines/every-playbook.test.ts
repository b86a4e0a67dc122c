/** What every playbook in the registry owes to the doors: words, forms, notifications, and a machine that can be made durable. */
import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import type { FieldMeta } from "../../machines/kit/fields.ts";
import { playbookKey, type EventForm, type Playbook } from "../../machines/playbook.ts";
import { allPlaybooks } from "../../src/app/compose.ts";
import { objectionsTo } from "../../src/engine/decide/admit.ts";
import { nodesOf } from "./support/coverage.ts";
import { definitionOf } from "./support/night.ts";
import { expectWords } from "./support/promises.ts";

describe.each(allPlaybooks().map((playbook) => [playbookKey(playbook), playbook] as const))("%s", (key, playbook) => {
  test("stands under its own name and version", () => {
    expect(playbookKey(playbook)).toBe(key);
    expectWords(playbook.title, playbook.purpose);
  });

  test("has a machine that the engine accepts", () => {
    expect(objectionsTo(playbook.machine)).toEqual([]);
  });

  test("has words for every state, and for no other", () => {
    const paths = [...nodesOf(playbook.machine.root)].map((node) => node.path.join(".")).filter((path) => path !== "");
    expect(Object.keys(playbook.states).toSorted()).toEqual(paths.toSorted());
    for (const { label, help } of Object.values(playbook.states)) expectWords(label, ...(help ? [help] : []));
  });

  test("has one form for every event of the machine, and for no other", () => {
    expect(playbook.events.map((event) => event.type).toSorted()).toEqual([...definitionOf(key).eventTypes].toSorted());
  });

  test("has a notification or a link for every effect, and for no other, that says to whom and when", () => {
    const known = [...Object.keys(playbook.notifications), ...Object.keys(playbook.links ?? {})];
    expect(known.toSorted()).toEqual([...definitionOf(key).effects].toSorted());
    for (const { label, when } of Object.values(playbook.links ?? {})) expectWords(label, when);
    for (const { label, to, when } of Object.values(playbook.notifications)) expectWords(label, to, when);
  });

  test("lets nothing leave the house by the link in a notification, which asks for no proof", () => {
    for (const { acknowledge } of Object.values(playbook.notifications)) {
      const form = playbook.events.find(({ type }) => type === acknowledge);
      expect([acknowledge, form?.needsConfirmation]).toEqual([
        acknowledge,
        acknowledge === undefined ? undefined : false,
      ]);
    }
  });

  test("has words for every delay, and for no other", () => {
    const named = Object.keys(playbook.machine.implementations.delays);
    expect(Object.keys(playbook.delays).toSorted()).toEqual(named.toSorted());
    expectWords(...Object.values(playbook.delays));
  });

  test("says its limits as the policy sets them", () => {
    for (const limit of playbook.limits(playbook.policy.parse({}))) {
      expectWords(limit.what, limit.from, limit.rule, ...(limit.grades ? [limit.grades] : []));
      expect(limit.limitMs).toBeGreaterThan(limit.warnAfterMs ?? 0);
    }
  });

  test.each(formsOf(playbook))("%s has words, senders, and labelled fields", (type, form) => {
    expectWords(form.label, form.done, form.help, ...(form.confirm ? [form.confirm] : []));
    // What comes of a publication the program records itself.
    const isOwn = Object.values(playbook.notifications).some(
      ({ publishes }) => publishes !== undefined && publishes === type,
    );
    expect(form.by.length > 0).toBe(!isOwn);
    expect(form.needsConfirmation).toBe(form.confirm !== undefined);
    for (const name of [form.actsAs, form.otherIncident])
      if (name !== undefined) expect(Object.keys(form.form.shape)).toContain(name);
    for (const schema of Object.values(form.form.shape)) {
      const meta = (schema as z.ZodType).meta() as FieldMeta | undefined;
      expectWords(meta!.label, ...(meta!.help ? [meta!.help] : []));
      for (const option of meta!.options ?? []) expectWords(option.label, ...(option.help ? [option.help] : []));
    }
  });

  test.each(formsOf(playbook))("%s can be described to a program", (_, form) => {
    const described = z.toJSONSchema(form.form, { io: "input", unrepresentable: "throw" });
    expect(described).toMatchObject({ type: "object" });
    expect(Object.keys(described.properties ?? {})).toEqual(Object.keys(form.form.shape));
  });

  test("asks for nothing about the author of a public message", () => {
    const names = formsOf(playbook).flatMap(([, form]) => Object.keys(form.form.shape));
    for (const name of names)
      expect(name).not.toMatch(/author|account|handle|nickname|profile|belief|religion|email|phone/i);
  });

  test("has a policy with a default for everything, that can be described to an operator", () => {
    expect(playbook.policy.parse({})).toEqual(playbook.policy.parse(undefined));
    expect(JSON.parse(JSON.stringify(playbook.policy.parse({})))).toEqual(playbook.policy.parse({}));
    expect(() => z.toJSONSchema(playbook.policy, { io: "input", unrepresentable: "throw" })).not.toThrow();
  });
});

function formsOf(playbook: Playbook): [string, Omit<EventForm, "type">][] {
  return [
    ["the opening", playbook.opening],
    ...playbook.events.map((event): [string, EventForm] => [event.type, event]),
  ];
}
