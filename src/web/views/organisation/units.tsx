import { formatNames } from "../../format.ts";
import { nameOf } from "../../../directory/directory.ts";
import { Pager, partOf } from "../pager.tsx";
import { Table } from "../table.tsx";
import { AdministrationFrame, OwnActions, type AdministrationProps } from "./administration.tsx";
import { Absences } from "./roster-entries.tsx";
import type { Seen } from "../form.tsx";
import { isolate } from "../../../kernel/isolate.ts";

interface UnitsProps extends AdministrationProps {
  readonly seen: Seen;
}

/** Units with head and contact; and who is absent, with whoever acts instead. */
export function UnitsPage({ scene, view, recorded, seen }: UnitsProps) {
  const { administration: words } = scene.words.organisation;
  const { directory } = view;
  const mayChange = view.offers.some((offer) => offer.form.type === "UNIT_DESCRIBED" && offer.permitted);
  const name = (id: string | null) => (id === null ? words.none : isolate(nameOf(directory, id)));
  const membersOf = (unit: string) =>
    formatNames(
      scene,
      directory.people.filter((one) => one.active && one.unit === unit).map((one) => isolate(one.name)),
    );
  const { shown, pager } = partOf(scene, "all-units", directory.units);
  return (
    <AdministrationFrame scene={scene} recorded={recorded} title={words.units} intro={words.unitsIntro}>
      <Table
        id="units"
        title={words.unit}
        head={[words.unit, words.head, words.contact, words.members, words.change]}
        rows={shown.map((unit) => [
          <>
            <b>
              <bdi>{unit.name}</bdi>
            </b>{" "}
            <code>{unit.id}</code>
          </>,
          name(unit.head),
          name(unit.contact),
          membersOf(unit.id),
          mayChange ? <a href={`/administration/UNIT_DESCRIBED?unit=${unit.id}`}>{words.change}</a> : "",
        ])}
      />
      <Pager pager={pager} />
      {directory.units.length === 0 ? <p class="quiet">{words.noUnits}</p> : null}
      <Absences scene={scene} view={view} seen={seen} first="" recorded={null} />
      <OwnActions scene={scene} view={view} types={["UNIT_DESCRIBED", "ABSENCE_RECORDED"]} />
    </AdministrationFrame>
  );
}
