/** The members as events of the organisation's stream. */
import type { AccountChange, Member, OrganisationStart, MembershipStore } from "./ports.ts";
import { DirectoryRefusal, type OrganisationStream } from "../organisation/stream.ts";
import type { PersonRecord } from "../directory/entries.ts";

const system = "system";

export function streamMemberships(stream: OrganisationStream): MembershipStore {
  const find = (id: string) => stream.directory().people.find((person) => person.id === id) ?? null;
  return {
    established: () => stream.directory().established,
    all: () => stream.directory().people.map(memberOf),
    member: (id) => {
      const person = find(id);
      return person && memberOf(person);
    },
    establish: (organisation, first) => establish(stream, organisation, first),
    add: async ({ id, name, language, roles, units, posts, unitPosts }, by) => {
      const belonging = { ...(units && { units }), ...(posts && { posts }), ...(unitPosts && { unitPosts }) };
      await stream.send("PERSON_INVITED", { person: id, name, language, roles, ...belonging }, by);
    },
    setRoles: async (id, roles, by) => stream.send("ROLES_CHANGED", { person: id, roles }, by),
    setActive: async (id, active, by) =>
      stream.send(active ? "PERSON_REACTIVATED" : "PERSON_DEACTIVATED", { person: id }, by),
    note: async (change, by) => {
      const [type, fields] = eventOf(change);
      // A set-up that is not finished has nowhere to note it.
      if (stream.directory().established) await stream.send(type, fields, by);
    },
  };
}

function memberOf({ id, name, language, roles, active }: PersonRecord): Member {
  return { id, name, language, roles, active };
}

async function establish(stream: OrganisationStream, start: OrganisationStart, first: Member): Promise<boolean> {
  if ((await stream.refresh()).established) return false;
  const { name, zone, zoneLabel, languages } = start;
  const people = [{ id: first.id, name: first.name, language: first.language, roles: first.roles }];
  const described = { nameZh: name.zh, nameEn: name.en, zone, zoneLabelZh: zoneLabel.zh, zoneLabelEn: zoneLabel.en };
  try {
    await stream.send("ORGANISATION_SET_UP", { ...described, languages, people }, system);
    return true;
  } catch (error) {
    // Another node was quicker.
    if (error instanceof DirectoryRefusal && stream.directory().established) return false;
    throw error;
  }
}

type Sent = readonly [type: string, fields: Readonly<Record<string, string | number | readonly string[]>>];

function eventOf(change: AccountChange): Sent {
  const { person } = change;
  switch (change.what) {
    case "contact":
      return ["CONTACT_CHANGED", { person, part: change.part }];
    case "sign-in":
      return ["SIGN_IN_CHANGED", { person, part: change.part, change: change.change }];
    case "token-issued": {
      const { token, scopes, expiresAt } = change;
      return ["TOKEN_ISSUED", { person, token, scopes, expires: expiresAt }];
    }
    case "sessions-ended":
      return ["SESSIONS_ENDED", { person }];
    case "token-revoked":
      return ["TOKEN_REVOKED", { person, token: change.token }];
  }
}
