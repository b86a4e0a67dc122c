import { roleWords } from "../../../../machines/playbook.ts";
import { isActive, nameOf, personById, postById, unitById, whyInactive } from "../../../directory/directory.ts";
import type { Holding } from "../../../directory/entries.ts";
import { isolate } from "../../../kernel/isolate.ts";
import { formatNames, formatText } from "../../format.ts";
import type { FormOrigin } from "../form.tsx";
import { Pager, partOf } from "../pager.tsx";
import { Table } from "../table.tsx";
import { AdministrationFrame, OwnActions, type AdministrationProps } from "./administration.tsx";
import { Absences } from "./roster-entries.tsx";
import { SmallForm } from "./small-form.tsx";

interface UnitsProps extends AdministrationProps {
  readonly seen: FormOrigin;
}

const ownActions = ["UNIT_DESCRIBED", "POST_DESCRIBED", "POST_GIVEN", "ABSENCE_RECORDED"];

/** Units with their people, posts with whoever holds them; and who is absent, with whoever acts instead. */
export function UnitsPage(props: UnitsProps) {
  const { context, view, recorded, seen } = props;
  const { administration: words } = context.words.organisation;
  return (
    <AdministrationFrame context={context} recorded={recorded} title={words.units} intro={words.unitsIntro}>
      <Units {...props} />
      <Posts {...props} />
      <Absences context={context} view={view} seen={seen} first="" recorded={null} proven={null} />
      <OwnActions context={context} view={view} types={ownActions} />
    </AdministrationFrame>
  );
}

function Units(props: UnitsProps) {
  const { context, view } = props;
  const { administration: words } = context.words.organisation;
  const { people, units, holdings } = view.directory;
  const members = (unit: string) => people.filter((one) => one.active && one.units.includes(unit));
  if (units.length === 0) return <p class="quiet">{words.noUnits}</p>;
  const { shown, pager } = partOf(context, "all-units", units);
  return (
    <>
      <Table
        id="units"
        title={words.unitList}
        head={[words.unit, words.members, words.posts, words.change]}
        rows={shown.map(({ id, name, active }) => [
          <>
            <b>
              <bdi>{formatText(context, name)}</bdi>
            </b>{" "}
            <code>{id}</code>
            {active ? null : <small>○ {words.unitInactive}</small>}
          </>,
          formatNames(
            context,
            members(id).map((one) => isolate(one.name)),
          ),
          <Held {...props} name={`in-${id}`} holdings={holdings.filter(({ unit }) => unit === id)} by="post" />,
          <Links {...props} types={active ? whileActive : ["UNIT_REACTIVATED"]} about={`unit=${id}`} />,
        ])}
      />
      <Pager pager={pager} />
    </>
  );
}

const whilePostActive = ["POST_DESCRIBED", "POST_GIVEN", "POST_DEACTIVATED"];
const whileActive = ["UNIT_DESCRIBED", "POST_GIVEN", "UNIT_DEACTIVATED"];

function Posts(props: UnitsProps) {
  const { context, view } = props;
  const { administration: words } = context.words.organisation;
  const { posts, holdings } = view.directory;
  return (
    <Table
      id="posts"
      title={words.posts}
      head={[words.post, words.baseRole, words.holders, words.change]}
      rows={posts.map((post) => [
        <>
          <b>
            <bdi>{formatText(context, post.name)}</bdi>
          </b>{" "}
          <code>{post.id}</code>
          {isActive(post) ? null : <small>○ {words.postInactive}</small>}
        </>,
        formatText(context, roleWords[post.role]),
        <Held
          {...props}
          name={`as-${post.id}`}
          holdings={holdings.filter((held) => held.post === post.id)}
          by="unit"
        />,
        <Links {...props} types={isActive(post) ? whilePostActive : ["POST_REACTIVATED"]} about={`post=${post.id}`} />,
      ])}
    />
  );
}

interface HeldProps extends UnitsProps {
  /** Of its part in the address. */
  readonly name: string;
  readonly holdings: readonly Holding[];
  /** What stands beside each name. */
  readonly by: "post" | "unit";
}

/** Who holds what now, each with the button that ends it. */
function Held(props: HeldProps) {
  const { context, name, holdings } = props;
  const { administration: words } = context.words.organisation;
  const now = holdings.filter(({ until }) => until === null);
  if (now.length === 0) return <span class="quiet">{words.none}</span>;
  const { shown, pager } = partOf(context, name, now);
  return (
    <>
      <ul class="plain">
        {shown.map((held) => (
          <li key={`${held.post} ${held.unit ?? ""} ${held.person}`}>
            <HeldBy {...props} held={held} />
          </li>
        ))}
      </ul>
      <Pager pager={pager} />
    </>
  );
}

function HeldBy({ context, view, seen, by, held }: HeldProps & { readonly held: Holding }) {
  const { administration: words } = context.words.organisation;
  const { directory } = view;
  const taken = view.offers.find(({ form }) => form.type === "POST_TAKEN");
  const { post, unit, person } = held;
  const beside =
    by === "post" ? postById(directory, post)?.name : unit === null ? null : unitById(directory, unit)?.name;
  const inVain = whyInVain({ context, view }, held);
  return (
    <>
      {isolate(nameOf(directory, person))}
      {beside ? <span class="quiet">{context.words.remark(isolate(formatText(context, beside)))}</span> : null}
      {inVain === null ? null : <small>▲ {inVain}</small>}
      {taken?.permitted ? (
        <SmallForm
          context={context}
          type="POST_TAKEN"
          seen={seen}
          values={{ person, post, ...(unit !== null && { unit }) }}
          label={words.takeAway}
        />
      ) : null}
    </>
  );
}

/**
 * A post opens nothing by itself: somebody holds it in vain without its role, after they have left, and while it or its unit
 * is deactivated.
 */
function whyInVain(
  { context, view: { directory } }: Pick<UnitsProps, "context" | "view">,
  held: Holding,
): string | null {
  const { administration: words } = context.words.organisation;
  const person = personById(directory, held.person);
  const role = postById(directory, held.post)?.role;
  if (!person?.active) return words.holderLeft;
  const { post, unit } = held;
  const inactive = whyInactive(directory, { post, ...(unit !== null && { unit }) });
  if (inactive !== null) return words.heldInVain(formatText(context, inactive));
  return role && !person.roles.includes(role) ? words.holderWithoutRole(formatText(context, roleWords[role])) : null;
}

interface LinksProps extends UnitsProps {
  readonly types: readonly string[];
  readonly about: string;
}

function Links({ context, view, types, about }: LinksProps) {
  const { administration: words } = context.words.organisation;
  const offers = view.offers.filter(({ form, permitted }) => permitted && types.includes(form.type));
  return (
    <div class="row-actions">
      {offers.map(({ form }) => (
        <a key={form.type} href={`/administration/${form.type}?${about}`}>
          {form.type.endsWith("_DESCRIBED") ? words.change : formatText(context, form.label)}
        </a>
      ))}
    </div>
  );
}
