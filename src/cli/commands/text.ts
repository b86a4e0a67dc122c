/** `text`: what could be erased, who asks for it, and who else approves it. */
import type { Command } from "commander";
import { formatTime } from "../../playbook/times.ts";
import { erasureReasons } from "../../playbook/erasures.ts";
import type { CommandOutcome } from "../../playbook/outcome.ts";
import { CliFailure, exitCodes, type ExitCode } from "../exit-codes.ts";
import { languageOf, openAs, withPerson, type CommonOptions } from "../options.ts";
import { oneLine, table } from "../table.ts";
import type { CliContext } from "../cli-context.ts";

type End = (code: ExitCode) => void;
type Options = CommonOptions & { readonly text?: readonly string[]; readonly reason?: string };

export function addText(program: Command, world: CliContext, end: End): void {
  const text = program.command("text").description("texts of the record: list them, erase them");
  withPerson(text.command("list"))
    .argument("<incident>", "number, or organisation for the organisation’s own record")
    .description("list the texts of an incident with their references")
    .action(async (incident: string, options: Options) => {
      await list(world, incident, options);
      end(exitCodes.done);
    });
  withPerson(text.command("erase"))
    .argument("<incident>", "number, or organisation")
    .requiredOption("--text <reference>", "a text, as `text list` names it; again for more", collected)
    .requiredOption("--reason <reason>", Object.keys(erasureReasons).join(", "))
    .description("request an erasure; a second administrator approves it")
    .addHelpText("after", examples)
    .action(async (incident: string, { text: texts, reason, ...options }: Options) => {
      end(await send(world, options, "ERASURE_PROPOSED", { incident, texts, reason }));
    });
  for (const [name, type, description] of decisions)
    withPerson(text.command(name))
      .argument("<erasure>", "ID of the request, for instance erasure-7")
      .description(description)
      .action(async (erasure: string, options: Options) => {
        end(await send(world, options, type, { erasure }));
      });
}

const decisions = [
  ["approve", "ERASURE_APPROVED", "approve a request of another administrator: its texts are erased for good"],
  ["decline", "ERASURE_DECLINED", "decline a request, or withdraw your own"],
] as const;

function collected(one: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), one];
}

async function list(world: CliContext, incident: string, options: Options): Promise<void> {
  const { client, actor } = await openAs(options, world);
  try {
    if (!actor.roles.includes("administrator"))
      throw new CliFailure(exitCodes.refused, "Only administrators can list and erase texts.");
    const language = languageOf(options, actor);
    const found = await client.erasableTexts(incident, actor);
    if (found === null) throw new CliFailure(exitCodes.notFound, `There is no incident ${incident}.`);
    if (options.json) {
      world.terminal.out(JSON.stringify(found, null, 2));
      return;
    }
    const rows = found.texts.map((text) => [
      text.ref,
      `#${text.seq}`,
      formatTime(text.at, language, client.organisation),
      text.label[language],
      oneLine(text.text ?? "–"),
    ]);
    world.terminal.out(table(rows));
  } finally {
    await client.close();
  }
}

async function send(world: CliContext, options: Options, type: string, values: object): Promise<ExitCode> {
  const { client, actor } = await openAs(options, world);
  try {
    const language = languageOf(options, actor);
    const outcome = await client.administer(type, values, actor, { commandId: world.newId() });
    if (outcome.outcome !== "done") throw new CliFailure(exitCodes.refused, why(outcome, language));
    const [newest] = await client.erasures(actor);
    const id = "erasure" in values ? String(values.erasure) : newest?.proposal.id;
    if (options.json) world.terminal.out(JSON.stringify({ erasure: id, seq: outcome.seq }));
    else world.terminal.out(`${done[type as keyof typeof done]}: ${id ?? ""}`);
    return exitCodes.done;
  } finally {
    await client.close();
  }
}

const done = { ERASURE_PROPOSED: "Erasure requested", ERASURE_APPROVED: "Erased", ERASURE_DECLINED: "Declined" };

function why(outcome: Exclude<CommandOutcome, { outcome: "done" }>, language: "zh" | "en"): string {
  if ("sentence" in outcome) return outcome.sentence[language];
  if (outcome.outcome === "invalid")
    return Object.entries(outcome.errors)
      .flatMap(([name, texts]) => texts.map((text) => `${name}: ${text[language]}`))
      .join("\n");
  return "It was not recorded.";
}

const examples = `
Examples:
  answerable text list 7 --as li
  answerable text erase 7 --text t1:0nZvG0H-VxnZVQijaYS2axPMrzhBkBFp0HEYCs0xtwY --reason request --as li
  answerable text approve erasure-3 --as min
`;
