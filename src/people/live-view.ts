/**
 * The organisation and its active people as the desk and the letters know them, brought up to date in place: whoever was
 * handed them at the start sees every change, and nobody else has to carry a function where a list will do.
 */
import type { Organisation, Person } from "../desk/types.ts";
import type { Contacts, ContactStore } from "./ports.ts";
import type { OrganisationStream } from "./stream.ts";
import type { Directory } from "./types.ts";

export interface LiveView {
  readonly organisation: Organisation;
  readonly people: readonly Person[];
  /** The same store; what is written shows in `people` at once. */
  readonly contacts: ContactStore;
  /** Another thread or another node may have changed either. */
  readonly refresh: () => Promise<void>;
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** `fallback` holds until the organisation has been set up. */
export async function liveView(
  stream: OrganisationStream,
  store: ContactStore,
  fallback: Organisation,
): Promise<LiveView> {
  const organisation: Writable<Organisation> = { ...fallback };
  const people: Person[] = [];
  let contacts = await store.all();
  const show = (directory: Directory) => {
    people.splice(0, people.length, ...(directory.established ? activeOf(directory, contacts) : []));
    if (directory.established) Object.assign(organisation, directory.organisation);
  };
  show(stream.directory());
  stream.onChange(show);
  const set: ContactStore["set"] = async (person, kind, address) => {
    const done = await store.set(person, kind, address);
    contacts = await store.all();
    show(stream.directory());
    return done;
  };
  const refresh = async () => {
    const [directory, known] = await Promise.all([stream.refresh(), store.all()]);
    contacts = known;
    show(directory);
  };
  return { organisation, people, contacts: { ...store, set }, refresh };
}

function activeOf({ people }: Directory, contacts: ReadonlyMap<string, Contacts>): readonly Person[] {
  return people
    .filter((person) => person.active)
    .map(({ id, name, roles, language }) => ({ id, name, roles, language, email: contacts.get(id)?.mail ?? "" }));
}
