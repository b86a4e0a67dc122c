/** Who belongs to the organisation: roles, unit, whether they are there; and the way in for somebody new. */
import type { Text } from "../../../../machines/playbook.ts";
import type { PersonRecord } from "../../../directory/entries.ts";
import { absenceAt, actorWords, actsForAt, postsOf, unitById } from "../../../directory/directory.ts";
import { formatNames, formatInstant, formatRoles, formatText } from "../../format.ts";
import { Pager, partOf } from "../pager.tsx";
import { Table } from "../table.tsx";
import { theirPath } from "./their-sign-in.tsx";
import { AdministrationFrame, OwnActions, type AdministrationProps } from "./administration.tsx";
import { isolate } from "../../../kernel/isolate.ts";

export interface PeopleProps extends AdministrationProps {
  /** By person; null where nobody signs in, or for those who need not know. */
  readonly mails: ReadonlyMap<string, string> | null;
}

export function PeoplePage(props: PeopleProps) {
  const { context, view, recorded, mails } = props;
  const { administration: words } = context.words.organisation;
  const people = [...view.directory.people].sort((a, b) => Number(b.active) - Number(a.active));
  const { shown, pager } = partOf(context, "people", people);
  const head = [
    words.name,
    words.roles,
    words.unit,
    words.posts,
    ...(mails ? [words.mail] : []),
    words.state,
    words.change,
  ];
  return (
    <AdministrationFrame context={context} recorded={recorded} title={words.people} intro={words.peopleIntro}>
      {mails === null ? (
        <OwnActions context={context} view={view} types={["PERSON_INVITED"]} />
      ) : (
        <InviteButton {...props} />
      )}
      <Table id="everybody" title={words.people} head={head} rows={shown.map((person) => rowOf(props, person))} />
      <Pager pager={pager} />
      <p class="quiet">{words.noIncidentContent}</p>
    </AdministrationFrame>
  );
}

function mayInvite({ view }: PeopleProps): boolean {
  return view.offers.some((offer) => offer.form.type === "PERSON_INVITED" && offer.permitted);
}

function InviteButton(props: PeopleProps) {
  if (!mayInvite(props)) return null;
  return (
    <p class="buttons">
      <a class="button primary" href="/administration/people/invite">
        {props.context.words.organisation.administration.invite}
      </a>
    </p>
  );
}

function rowOf(props: PeopleProps, person: PersonRecord) {
  const { context, view, mails } = props;
  const { directory } = view;
  const units = person.units.flatMap((id) => unitById(directory, id)?.name ?? []);
  const posts = postsOf(directory, person.id).map(({ post, unit }) =>
    actorWords(directory, { post, ...(unit !== null && { unit }) }),
  );
  const list = (names: readonly Text[]) =>
    formatNames(
      context,
      names.map((name) => isolate(formatText(context, name))),
    );
  return [
    <>
      <b>
        <bdi>{person.name}</bdi>
      </b>{" "}
      <code>{person.id}</code>
    </>,
    formatRoles(context, person.roles),
    list(units),
    list(posts),
    ...(mails ? [mails.get(person.id) ?? ""] : []),
    <State {...props} person={person} />,
    <Actions {...props} person={person} />,
  ];
}

type OfPerson = PeopleProps & { readonly person: PersonRecord };

function State({ context, view, person }: OfPerson) {
  const { administration: words } = context.words.organisation;
  const { directory, now } = view;
  if (!person.active)
    return (
      <span class="quiet">○ {words.inactive(person.until === null ? "" : formatInstant(context, person.until))}</span>
    );
  const absence = absenceAt(directory, person.id, now);
  const actsFor = actsForAt(directory, person.id, now).map((one) => isolate(one.name));
  return (
    <>
      {absence
        ? `◐ ${words.absent(absence.until === null ? null : formatInstant(context, absence.until))}`
        : `● ${words.active}`}
      {actsFor.length === 0 ? null : <small>{words.actsFor(formatNames(context, actsFor))}</small>}
    </>
  );
}

const whileActive = ["PERSON_CHANGED", "ROLES_CHANGED", "CHANNELS_CHANGED", "PERSON_DEACTIVATED"];

function Actions(props: OfPerson) {
  const { context, view, person, mails } = props;
  const wanted = person.active ? whileActive : ["PERSON_REACTIVATED"];
  const offers = view.offers.filter(
    ({ form, permitted }) =>
      permitted &&
      wanted.includes(form.type) &&
      (form.type !== "CHANNELS_CHANGED" || view.roles.includes("administrator") || person.id === context.person?.id),
  );
  return (
    <div class="row-actions">
      {offers.map(({ form }) => (
        <a key={form.type} href={`/administration/${form.type}?person=${person.id}`}>
          {form.label[context.language]}
        </a>
      ))}
      {mails && person.active && mayInvite(props) ? (
        <a href={theirPath(person, "sign-in")}>{context.words.signIn.theirs.link}</a>
      ) : null}
    </div>
  );
}
