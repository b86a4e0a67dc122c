/**
 * The organisation and its active people as the desk and the notifications know them, brought up to date in place: whoever was
 * handed them at the start sees every change, and nobody else has to carry a function where a list will do.
 */
import type { Organisation, Person, Named } from "../directory/person.ts";
import type { Contacts, ContactStore } from "./contacts.ts";
import type { OrganisationStream } from "./stream.ts";
import type { Directory } from "../directory/types.ts";

export interface DirectoryCache<Notice> {
  readonly organisation: Organisation;
  readonly people: readonly Person[];
  /** Also those who have left: what they did stays theirs. */
  readonly everybody: readonly Named[];
  /** The same store; what is written shows in `people` at once. */
  readonly contacts: ContactStore<Notice>;
  /** Another thread or another node may have changed either. */
  readonly refresh: () => Promise<void>;
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** `fallback` holds until the organisation has been set up. */
export async function openDirectoryCache<Notice>(
  stream: Pick<OrganisationStream, "directory" | "refresh" | "onChange">,
  store: ContactStore<Notice>,
  fallback: Organisation,
): Promise<DirectoryCache<Notice>> {
  const organisation: Writable<Organisation> = { ...fallback };
  const people: Person[] = [];
  const everybody: Named[] = [];
  let contacts: ReadonlyMap<string, Contacts> = await store.all();
  let looks = 0;
  let newest = 0;
  // Of two looks at once the one that began later counts, whichever ends first.
  const lookAtContacts = async () => {
    const look = (looks += 1);
    const known = await store.all();
    if (look < newest) return;
    newest = look;
    contacts = known;
  };
  const show = (directory: Directory) => {
    everybody.splice(0, everybody.length, ...directory.people.map(named));
    people.splice(0, people.length, ...(directory.established ? activeOf(directory, contacts) : []));
    if (directory.established) Object.assign(organisation, directory.organisation);
  };
  show(stream.directory());
  stream.onChange(show);
  const set: ContactStore<Notice>["set"] = async (...asked) => {
    const done = await store.set(...asked);
    await lookAtContacts();
    show(stream.directory());
    return done;
  };
  const refresh = async () => {
    const [directory] = await Promise.all([stream.refresh(), lookAtContacts()]);
    show(directory);
  };
  return { organisation, people, everybody, contacts: { ...store, set }, refresh };
}

function activeOf({ people }: Directory, contacts: ReadonlyMap<string, Contacts>): readonly Person[] {
  return people
    .filter((person) => person.active)
    .map(({ id, name, roles, language }) => ({ id, name, roles, language, email: contacts.get(id)?.mail ?? "" }));
}

function named({ id, name, roles, active }: Directory["people"][number]): Named {
  return { id, name, roles: active ? roles : [] };
}
