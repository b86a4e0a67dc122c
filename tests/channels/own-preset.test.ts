/** A channel that an administrator describes in a file. */
import { expect, test } from "@jest/globals";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { servicesOf } from "../../src/app/own-channels.ts";
import { classify } from "../../src/channels/classify.ts";
import { knownServices } from "../../src/channels/known-services.ts";
import { readOwnPreset } from "../../src/channels/own-preset.ts";
import { carriesLinks, recognise } from "../../src/channels/recognise.ts";
import { render } from "../../src/channels/render.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { commandLine } from "../support/command-line.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";
import { facts, sentAt } from "./samples.ts";

/** The one that the page shows. */
const page = readFileSync(new URL("../../docs/notifications.md", import.meta.url), "utf8");
const example = /```yaml\n(channel: 1\n[\s\S]*?)```/.exec(page)![1]!;
const changed = (from: string, to: string): string => {
  expect(example).toContain(from);
  return example.replace(from, to);
};
const problemsOf = (text: string) => readOwnPreset("sms.yaml", text).problems;
const address = "https://sms.example.org/send?to=13800138000";

test("the file of the page is one: recognised by its address, rendered with its header, answered as it says", () => {
  const { preset, problems } = readOwnPreset("sms.yaml", example);
  expect(problems).toEqual([]);
  expect(recognise([preset!], address)).toBe(preset);
  for (const other of [
    "https://sms.example.org/send",
    "https://sms.example.org/sendx?to=1",
    "https://x.sms.example.org/send?to=1",
  ])
    expect(recognise([preset!], other)).toBeNull();
  const { headers, body, url } = render(
    preset!,
    { address, secret: "s3cret" },
    { ...facts, happened: '"},"to":"' },
    sentAt,
  );
  expect(url).toBe(address);
  expect(headers).toEqual({ "content-type": "application/json; charset=utf-8", authorization: "Bearer s3cret" });
  expect(JSON.parse(body)).toEqual({
    to: "13800138000",
    message: `${facts.subject}\n${facts.due}\n${facts.open}`,
    ack: [facts.acknowledge],
  });
  expect(carriesLinks(preset!)).toBe(true);
  const outcome = (text: string, status = 200) => classify(preset!, { status, text, retryAfterMs: null });
  expect(outcome('{"code":0}')).toMatchObject({ what: "taken" });
  expect(outcome('{"code":429}')).toMatchObject({ what: "again", afterMs: 60_000 });
  expect(outcome('{"code":1001,"message":"no credit"}')).toEqual({ what: "broken", said: "200 1001 no credit" });
  expect(outcome('{"code":5}')).toMatchObject({ what: "never" });
  expect(outcome("oops", 500)).toMatchObject({ what: "again", isRefused: false });
});

test.each([
  ["a value that there is not", '"{text}"', '"{tekst}"', 'it names "tekst", which is no value'],
  ["a value among words", '"{text}"', '"Alarm: {text}"', '"Alarm: {text}": a value in braces stands alone'],
  ["a header that others write", "Bearer {secret}", "Bearer {subject}", "no value but {secret}"],
  ["a header that is ours", "authorization:", "host:", "headers.host: "],
  ["a member that nobody knows", "wakes: rings", "wakes: rings\nretries: 4", "retries"],
  ["a wrong word", "wakes: rings", "wakes: screams", "wakes: "],
  ["no answer that counts", "  taken: { at: code, in: [0] }\n", "", "answer.taken: "],
  ["a host with a star", "host: sms.example.org", 'host: "*.example.org"', "the whole name of a host"],
  ["a pattern for a path", "path: /send", 'path: "/.*|/x"', "a path that begins with /"],
  ["broken YAML", "channel: 1", "channel: [1", "sms.yaml: "],
  ["the same name twice", "id: sms-gateway", "id: sms-gateway\nid: other", "unique"],
  ["another version", "channel: 1", "channel: 2", "channel: "],
])("%s is said with its place", (_what, from, to, said) => {
  const { preset, problems } = readOwnPreset("sms.yaml", changed(from, to));
  expect(preset).toBeNull();
  expect(problems.join("\n")).toContain(said);
  expect(problems.every((one) => one.startsWith("sms.yaml: "))).toBe(true);
});

test("neither json nor form, both, an alias, a heap: said", () => {
  const json = 'json: { to: "{parameter}", message: "{text}", ack?: "{acknowledge}" }\n';
  expect(problemsOf(changed(json, ""))).toEqual(["sms.yaml: it needs one of json and form, which say what is posted."]);
  expect(problemsOf(changed(json, `${json}form: { a: "{text}" }\n`))).toHaveLength(1);
  expect(problemsOf(changed("{ zh: 短信网关, en: SMS gateway }", "&n { zh: 一, en: one }\nset-up: *n"))).toHaveLength(
    1,
  );
  expect(problemsOf("#".repeat(70_000))).toEqual(["sms.yaml: it has more than 65536 bytes."]);
  expect(problemsOf("")).not.toEqual([]);
});

test("files of the data folder come after the shipped services; a wrong one is told, and the others are used", () => {
  const folder = aTemporaryFolder();
  mkdirSync(folder.file("channels"));
  writeFileSync(folder.file("channels/a.yaml"), example);
  writeFileSync(folder.file("channels/b.yaml"), example);
  writeFileSync(folder.file("channels/c.yaml"), changed("channel: 1", "channel: 3"));
  const told: unknown[] = [];
  const services = servicesOf({ dataFolder: folder.file(".") }, { onProblem: (problem) => told.push(problem) });
  expect(services.map(({ id }) => id)).toEqual([...knownServices.map(({ id }) => id), "own-sms-gateway"]);
  expect(told.map(String).join("\n")).toMatch(/b\.yaml: another file there has the same id[\s\S]*c\.yaml: channel: /);
  expect(servicesOf({ dataFolder: folder.file("nowhere") })).toBe(knownServices);
  folder.remove();
});

test("answerable channel check says what is wrong, and its exit code too", async () => {
  const cli = commandLine();
  const folder = aTemporaryFolder();
  const file = folder.file("sms.yaml");
  writeFileSync(file, example);
  expect(await cli.run(["channel", "check", file])).toMatchObject({
    code: exitCodes.done,
    out: expect.stringContaining(`${file}: nothing wrong; it describes SMS gateway.`),
  });
  writeFileSync(file, changed('"{text}"', '"{tekst}"'));
  const wrong = await cli.run(["channel", "check", file, "--json"]);
  expect([wrong.code, JSON.parse(wrong.out)]).toEqual([
    exitCodes.refused,
    { id: null, problems: [`${file}: it names "tekst", which is no value.`] },
  ]);
  expect((await cli.run(["channel", "check", folder.file("none.yaml")])).code).toBe(exitCodes.notFound);
  cli.remove();
  folder.remove();
});
