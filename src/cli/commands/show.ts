import type { Command } from "commander";
import type { ClockView, FactSheet, Language, Text } from "../../../machines/playbook.ts";
import { playbookKey } from "../../../machines/playbook.ts";
import { wordsOfActors } from "../../directory/actors.ts";
import type { Directory } from "../../directory/types.ts";
import { errorFor, notificationsFor } from "../../desk/notifications-shown.ts";
import { nameOf } from "../../playbook/names.ts";
import { stateWords } from "../../playbook/states.ts";
import { formatDuration, formatRemaining, formatTime } from "../../playbook/times.ts";
import type { IncidentView, MessageView } from "../../desk/views.ts";
import type { Organisation, Named } from "../../directory/person.ts";
import { CliFailure, exitCodes, type ExitCode } from "../exit-codes.ts";
import { languageOf, viewerOf, withPerson, type CommonOptions } from "../options.ts";
import { block, oneLine, table } from "../table.ts";
import type { CliContext } from "../cli-context.ts";

/** Entries and notifications: `history` and the API go on where these end. */
const shownMax = 1_000;

export function addShow(program: Command, world: CliContext, end: (code: ExitCode) => void): void {
  withPerson(program.command("show"))
    .argument("<incident>", "number or id")
    .description("show an incident: next step, deadlines, details, notifications")
    .addHelpText("after", "\nExamples:\n  answerable show 7\n  answerable show 7 --as li --json\n")
    .action(async (incident: string, options: CommonOptions) => {
      const client = await world.open("read");
      try {
        const viewer = viewerOf(options, client);
        const found = await client.incident(incident, viewer, { entriesMax: shownMax, messagesMax: shownMax });
        if (!found) throw new CliFailure(exitCodes.notFound, `There is no incident ${incident}.`);
        const view = options.as === undefined ? { ...found, messages: forNobody(found.messages) } : found;
        const language = languageOf(options, options.as === undefined ? undefined : viewer);
        world.terminal.out(
          options.json
            ? JSON.stringify(forPrograms(view), null, 2)
            : inWords(view, {
                language,
                organisation: client.organisation,
                people: client.everybody,
                directory: client.directory(),
              }),
        );
      } finally {
        await client.close();
      }
      end(exitCodes.done);
    });
}

/** Whoever does not say who they are sees nobody's address, not even that of whoever stands in for them. */
function forNobody(messages: readonly MessageView[]): readonly MessageView[] {
  const nobody = { id: "", roles: [] };
  return messages.map((view) => ({
    ...view,
    message: { ...view.message, lastError: errorFor(nobody, view.message.lastError) },
    notifications: notificationsFor(nobody, view.notifications),
  }));
}

interface Reader {
  readonly language: Language;
  readonly organisation: Organisation;
  readonly people: readonly Named[];
  readonly directory: Directory;
}

function inWords(view: IncidentView, { language, organisation, people, directory }: Reader): string {
  const { row, headline, playbook, instance, now } = view;
  const say = (text: Text) => text[language];
  const time = (at: number) => formatTime(at, language, organisation);
  const name = (id: string) => nameOf(people, id);
  const states = stateWords(playbook, instance).map(say).join(" · ");
  return [
    oneLine(`${row.number}  ${headline.title}`),
    `${say(headline.gradeLabel)} · ${say(playbook.title)} (${playbookKey(playbook)}) · log row ${row.seq} · ${row.id}`,
    states,
    section("Now", duty(view, directory, language, time)),
    section("Deadlines", table(view.clocks.map((clock) => clockRow(clock, language, now, time)))),
    ...view.facts.map((sheet) => section(say(sheet.title), factRows(sheet, language, time, name))),
    section("Notifications", table(view.messages.map((message) => notificationRow(message, language, time, name)))),
    section("Possible now", possible(view, language)),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function section(title: string, body: string): string {
  return body === "" ? "" : `\n${oneLine(title)}\n${body.replace(/^/gm, "  ")}`;
}

type TimeAt = (at: number) => string;

function duty({ duty, now }: IncidentView, directory: Directory, language: Language, time: TimeAt): string {
  const roles = wordsOfActors(directory, duty.by, now)
    .map((words) => words[language])
    .join(", ");
  const until = duty.dueAt === null ? "" : `, by ${time(duty.dueAt)}, ${formatRemaining(duty.dueAt, now, language)}`;
  return `${duty.what[language]}${roles === "" ? "" : ` (${roles})`}${until}`;
}

function clockRow(clock: ClockView, language: Language, now: number, time: TimeAt): string[] {
  const runs = clock.state === "running" || clock.state === "warned" || clock.state === "missed";
  return [
    clock.label[language],
    runs ? formatRemaining(clock.dueAt, now, language) : clock.state,
    `due ${time(clock.dueAt)}`,
    `= ${clock.anchor.what[language]} ${time(clock.anchor.at)} + ${clock.limit?.[language] ?? formatDuration(clock.limitMs, language)}`,
    clock.level > 0 ? `level ${clock.level}` : "",
  ];
}

type NameOf = (id: string) => string;

function factRows(sheet: FactSheet, language: Language, time: TimeAt, name: NameOf): string {
  return sheet.rows
    .map(({ label, value }) => {
      const text = factText(value, language, time, name);
      const what = label[language];
      return text.includes("\n") ? `${what}:\n${block(text, "  ")}` : `${what}: ${oneLine(text)}`;
    })
    .join("\n");
}

function factText(value: FactSheet["rows"][number]["value"], language: Language, time: TimeAt, name: NameOf): string {
  switch (value.kind) {
    case "text":
      return value.text;
    case "words":
      return value.text[language];
    case "instant":
      return time(value.at);
    case "person":
      return name(value.id);
  }
}

function notificationRow(
  { message, subject, notifications }: MessageView,
  language: Language,
  time: TimeAt,
  name: NameOf,
): string[] {
  const to = notifications
    .map(({ recipient, state }) => (state === "sent" ? name(recipient) : `${name(recipient)} (failed)`))
    .join(", ");
  return [time(message.at), message.state, subject[language], to, message.lastError ?? ""];
}

function possible({ offered }: IncidentView, language: Language): string {
  return table(
    offered
      .filter(({ acceptable }) => acceptable)
      .map(({ form, permitted, who }) => [
        form.type,
        form.label[language],
        permitted ? "" : `only ${who.map(({ id, name }) => `${name} (${id})`).join(", ")}`,
      ]),
  );
}

function forPrograms({ row, playbook, instance, duty, clocks, facts, offered, messages, now }: IncidentView): unknown {
  return {
    ...row,
    playbook: playbookKey(playbook),
    now,
    value: instance.value,
    stepSeq: instance.stepSeq,
    duty,
    clocks,
    facts,
    timers: instance.timers,
    events: offered.map(({ form, acceptable, permitted, whyNot }) => ({
      type: form.type,
      acceptable,
      permitted,
      whyNot,
    })),
    messages: messages.map(({ message, label, subject, notifications }) => ({
      ...message,
      label,
      subject,
      notifications,
    })),
  };
}
