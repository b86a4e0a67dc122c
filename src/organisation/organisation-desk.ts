/** The desk's door to the organisation: what stands in its record, what somebody may change there, and what a change would mean. */
import { organisation as stream } from "../../machines/organisation/index.ts";
import { actingAs, directoryOf, rolesAt } from "../directory/directory.ts";
import type { Directory } from "../directory/types.ts";
import { checkForm } from "../playbook/check-form.ts";
import type { OrganisationParts } from "./parts.ts";
import { concernsTheSame } from "./conflict.ts";
import { directoryAfter, directoryOfSettings } from "./directory-after.ts";
import { peopleNow, rosterBetween, rosterNow } from "./now.ts";
import type { OrganisationSource } from "./source.ts";
import { refusalWords } from "../playbook/refusals.ts";
import type { AdministerOutcome, OrganisationDesk, OrganisationReplay, OrganisationView } from "./desk-types.ts";
import type { ActCommand } from "../playbook/types.ts";
import type { Person } from "../directory/person.ts";

/** How often a change is sent again over changes that have nothing to do with it. */
const resendMax = 5;

export function organisationOf(parts: OrganisationParts): OrganisationDesk {
  const source = parts.source ?? null;
  const directory = () => source?.directory() ?? directoryOfSettings(parts);
  const newest = async () => (await source?.refresh()) ?? directory();
  const now = () => parts.clock.now();
  return {
    directory,
    peopleNow: async (at = now()) => peopleNow(await newest(), at, at < now()),
    rosterNow: async (at = now()) => ({ ...zoned(parts), ...rosterNow(await newest(), at, parts.sayTime) }),
    rosterBetween: async (from, until) => ({
      ...zoned(parts),
      ...rosterBetween(await newest(), { from, until }, parts.sayTime),
    }),
    organisationView: async (viewer) => {
      if (!source) return viewOf(parts, directory(), 0, viewer);
      const { context, stepSeq } = await parts.engine.read(source.id);
      return viewOf(parts, directoryOf(context), stepSeq, viewer);
    },
    administer: async (type, values, actor, command) =>
      source && isSentByHand(type) ? administer(source, type, values, actor, command) : unknownEvent,
    organisationPreview: async (type, values, actor) => {
      const form = stream.events.find((one) => one.type === type);
      const at = parts.clock.now();
      const checked = form && checkForm(form, values, at);
      if (!source || !checked?.ok || source.problem(type, actor.id, checked.values) !== null) return null;
      return directoryAfter(source.directory(), { ...checked.values, type, at, by: actor.id });
    },
    organisationHistory: async () => (await source?.history()) ?? [],
    organisationReplay: async (seq) => (source ? replay(parts, source, seq) : null),
  };
}

const zoned = ({ organisation: { zone, zoneLabel } }: OrganisationParts) => ({ zone, zoneLabel });

function isSentByHand(type: string): boolean {
  return offered.some((form) => form.type === type);
}

const offered = stream.events.filter((form) => form.by.length > 0 && !form.recordedElsewhere);

const unknownEvent: AdministerOutcome = {
  outcome: "refused",
  code: "unknown-event",
  sentence: refusalWords["unknown-event"],
};

function viewOf(parts: OrganisationParts, directory: Directory, seq: number, viewer: Person): OrganisationView {
  const now = parts.clock.now();
  const roles = rolesAt(directory, viewer.id, now);
  const offers = offered.map((form) => {
    const who = form.by.flatMap((role) => actingAs(directory, role, now)).map((person) => person.name);
    return { form, permitted: form.by.some((role) => roles.includes(role)), who: [...new Set(who)] };
  });
  return { directory, seq, offers, roles, now };
}

async function administer(
  source: OrganisationSource,
  type: string,
  values: unknown,
  actor: Person,
  command: ActCommand,
): Promise<AdministerOutcome> {
  let sent = command;
  for (let tries = 0; ; tries += 1) {
    const outcome = await source.act(type, values, actor.id, sent);
    if (outcome.outcome !== "conflict") return outcome;
    const happened = await source.history({ after: command.expectedSeq ?? outcome.seq });
    // The rest of the record is not for everybody who may send a form of their own.
    const since = happened.filter((entry) => concernsTheSame({ ...asRecord(values), type }, entry.row.event));
    if (tries === resendMax || since.length > 0) return { outcome: "conflict", seq: outcome.seq, since };
    sent = { ...command, expectedSeq: outcome.seq };
  }
}

function asRecord(values: unknown): Readonly<Record<string, unknown>> {
  return typeof values === "object" && values !== null ? (values as Readonly<Record<string, unknown>>) : {};
}

async function replay(
  parts: OrganisationParts,
  source: OrganisationSource,
  seq: number,
): Promise<OrganisationReplay | null> {
  if (!Number.isSafeInteger(seq) || seq < 0) return null;
  const history = await source.history();
  const entry = history.find((one) => one.seq === seq);
  const lastSeq = history.at(-1)?.seq;
  if (!entry || lastSeq === undefined) return null;
  const { context, divergence } = await parts.engine.replay(source.id, { upTo: seq });
  return { directory: directoryOf(context), entry, seq, lastSeq, divergence };
}
