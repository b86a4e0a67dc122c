/** The roster as a calendar feed, for whoever has its address: one for each person, one for the team. */
import { createHash } from "node:crypto";
import { secretHash, systemNewSecret } from "../kernel/secret.ts";
import { personById, rolesAt } from "../directory/directory.ts";
import { calendarOf, type FeedOptions } from "../roster/ical.ts";
import type { Directory } from "../directory/types.ts";
import type { CalendarAddressStore } from "./calendar-ports.ts";
import type { CalendarParts } from "./parts.ts";
import type { OrganisationSource } from "./source.ts";
import type { CalendarDesk, CalendarFeed, Whose } from "./desk-types.ts";
import type { Person } from "../directory/person.ts";

const dayMs = 24 * 60 * 60_000;
const pastMs = 30 * dayMs;
const aheadMs = 180 * dayMs;
/** An address is written down as used at most this often. */
const usedEveryMs = 60 * 60_000;

export function calendarDeskOf(parts: CalendarParts): CalendarDesk {
  const { source, storage } = parts;
  const store = storage.calendars;
  const may = (whose: Whose, viewer: Person) =>
    source !== undefined && store !== undefined && (whose === "own" || plansFor(parts, source, viewer));
  return {
    calendarMadeAt: async (whose, viewer) => (await store?.of(whose === "own" ? viewer.id : null))?.madeAt ?? null,
    mayRenewCalendar: may,
    renewCalendar: async (whose, actor, command, tell) => {
      if (!source || !store || !may(whose, actor)) return null;
      const secret = systemNewSecret();
      const owner = whose === "own" ? actor.id : null;
      // On record and told before it is changed: no address shows the roster of which nobody was told.
      await source.act("CALENDAR_ADDRESS_RENEWED", owner === null ? {} : { person: owner }, actor.id, command);
      await tell?.();
      await store.put({ owner, secretHash: secretHash(secret), madeAt: parts.clock.now() });
      return secret;
    },
    calendarFeed: async (secret, url) => (source && store ? feed(parts, source, store, secret, url) : null),
  };
}

/** Everybody's calendar depends on the team's address, so it is not for everybody to change. */
function plansFor({ clock }: CalendarParts, source: OrganisationSource, viewer: Person): boolean {
  return rolesAt(source.directory(), viewer.id, clock.now()).some(
    (role) => role === "lead" || role === "administrator",
  );
}

async function feed(
  { engine, clock, organisation }: CalendarParts,
  source: OrganisationSource,
  store: CalendarAddressStore,
  secret: string,
  url: string,
): Promise<CalendarFeed | null> {
  const address = await store.find(secretHash(secret));
  if (!address) return null;
  const { directory, seq } = await source.look();
  const person = address.owner === null ? null : personById(directory, address.owner);
  // Whoever holds no role sees no roster, at the desk or here.
  if (address.owner !== null && (!person?.active || rolesAt(directory, person.id, clock.now()).length === 0))
    return null;
  if (address.usedAt === null || clock.now() - address.usedAt >= usedEveryMs)
    await store.used(secretHash(secret), clock.now());
  const today = Math.floor(clock.now() / dayMs) * dayMs;
  const [last] = await engine.history(source.id, { after: seq - 1, upTo: seq });
  const changedAt = Math.max(today, last?.at ?? 0);
  return written(directory, {
    person: address.owner,
    from: today - pastMs,
    until: today + aheadMs,
    today,
    language: person?.language ?? organisation.languages[0] ?? "en",
    now: changedAt,
    host: new URL(url).hostname,
    url,
  });
}

/** Calendars ask every quarter of an hour, and turns of an hour make a long feed: it is written once for each directory and day. */
const lately = new WeakMap<Directory, Map<string, CalendarFeed>>();
const latelyMax = 50;

function written(directory: Directory, options: FeedOptions): CalendarFeed {
  const known = lately.get(directory) ?? new Map<string, CalendarFeed>();
  lately.set(directory, known);
  const asked = JSON.stringify(options);
  const before = known.get(asked);
  if (before !== undefined) return before;
  const text = calendarOf(directory, options);
  const feed = { text, digest: createHash("sha256").update(text).digest("base64url"), changedAt: options.now };
  if (known.size >= latelyMax) known.clear();
  known.set(asked, feed);
  return feed;
}
