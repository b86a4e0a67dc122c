/** The desk's door to the organisation: what stands in its record, what somebody may change there, and what a change would mean. */
import { organisation as stream } from "../../machines/organisation/index.ts";
import { entitledBy, isEntitled } from "../directory/actors.ts";
import { actingAs, directoryOf, rolesAt } from "../directory/directory.ts";
import type { EventForm } from "../../machines/playbook.ts";
import { sent } from "../playbook/command-path.ts";
import type { Declined } from "../playbook/outcome.ts";
import type { OrganisationParts } from "./parts.ts";
import { directoryAfter, directoryOfSettings } from "./directory-after.ts";
import { peopleNow, rosterBetween, rosterNow } from "./now.ts";
import type { OrganisationSource } from "./source.ts";
import { refusalWords } from "../playbook/refusals.ts";
import type { OrganisationDesk, OrganisationOffer, OrganisationReplay, OrganisationView } from "./desk-types.ts";
import type { Person } from "../directory/person.ts";

export function organisationOf(parts: OrganisationParts): OrganisationDesk {
  const source = parts.source ?? null;
  const directory = () => source?.directory() ?? directoryOfSettings(parts);
  const newest = async () => (await source?.refresh()) ?? directory();
  const now = () => parts.clock.now();
  const prepareChange: OrganisationDesk["prepareChange"] = async (type, values, actor, command) => {
    if (!source || !sentByHand(type)) return unknownEvent;
    const prepared = await source.prepare(type, values, actor.id, command);
    if (prepared.outcome !== "ready") return prepared;
    const event = { ...prepared.values, type, at: now(), by: actor.id };
    return { ...prepared, after: prepared.isRecorded ? null : directoryAfter(source.directory(), event) };
  };
  return {
    directory,
    peopleNow: async (at = now()) => peopleNow(await newest(), at, at < now()),
    rosterNow: async (at = now()) => ({ ...zoned(parts), ...rosterNow(await newest(), at, parts.formatTime) }),
    rosterBetween: async (from, until) => ({
      ...zoned(parts),
      ...rosterBetween(await newest(), { from, until }, parts.formatTime),
    }),
    organisationView: async (viewer) => {
      const view = await viewFor(parts, viewer);
      return { ...view, offers: offered.map((form) => offerOf(form, view)) };
    },
    organisationOffer: async (type, viewer) => {
      const form = sentByHand(type);
      if (!form) return null;
      const view = await viewFor(parts, viewer);
      return { ...view, offer: offerOf(form, view) };
    },
    prepareChange: (...asked) => prepareChange(...asked),
    administer: async (...asked) => sent(await prepareChange(...asked)),
    organisationHistory: async () => (await source?.history()) ?? [],
    organisationReplay: async (seq) => (source ? replay(parts, source, seq) : null),
  };
}

const zoned = ({ organisation: { zone, zoneLabel } }: OrganisationParts) => ({ zone, zoneLabel });

function sentByHand(type: string): EventForm | undefined {
  return offered.find((form) => form.type === type);
}

const offered = stream.events.filter((form) => form.by.length > 0 && !form.recordedElsewhere);

const unknownEvent: Declined = {
  outcome: "refused",
  code: "unknown-event",
  sentence: refusalWords["unknown-event"],
};

type Viewed = Omit<OrganisationView, "offers"> & { readonly viewer: string };

async function viewFor(parts: OrganisationParts, viewer: Person): Promise<Viewed> {
  const { source } = parts;
  const { directory, stepSeq } = (await source?.look()) ?? { directory: directoryOfSettings(parts), stepSeq: 0 };
  const now = parts.clock.now();
  return { directory, seq: stepSeq, viewer: viewer.id, roles: rolesAt(directory, viewer.id, now), now };
}

function offerOf(form: EventForm, { directory, viewer, roles, now }: Viewed): OrganisationOffer {
  const permitted = isEntitled({ id: viewer, roles }, entitledBy(directory, form.by, now));
  const instead = permitted ? [] : form.by.flatMap((actor) => actingAs(directory, actor, now));
  return { form, permitted, who: [...new Set(instead.map(({ name }) => name))] };
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
  return { directory: directoryOf(await parts.engine.opened(source.id, context)), entry, seq, lastSeq, divergence };
}
