/** The organisation as its audit page shows it. */
import { roleWords, type FactSheet, type Moment, type Text } from "../playbook.ts";
import type { OrganisationContext } from "./context.ts";
import { ladderText } from "./ladder-lines.ts";
import { personById } from "./people.ts";
import { isActive, postWords } from "./posts.ts";

type Row = FactSheet["rows"][number];

const text = (label: Text, written: string): Row => ({ label, value: { kind: "text", text: written } });
const words = (label: Text, said: Text): Row => ({ label, value: { kind: "words", text: said } });
const both = (written: string): Text => ({ zh: written, en: written });

export function facts(moment: Moment): readonly FactSheet[] {
  const context = moment.context as OrganisationContext;
  return [
    organisationSheet(context),
    peopleSheet(context),
    unitsSheet(context),
    rosterSheet(context),
    limitsSheet(context),
  ].filter((sheet) => sheet.rows.length > 0);
}

function organisationSheet({ established, organisation, ladder }: OrganisationContext): FactSheet {
  const title = { zh: "单位", en: "Organisation" };
  if (!established) return { title, rows: [] };
  return {
    title,
    rows: [
      words({ zh: "名称", en: "Name" }, organisation.name),
      text({ zh: "时区", en: "Time zone" }, organisation.zone),
      ...ladder.map((level, index) =>
        text(
          { zh: `逐级上报第 ${String(index + 1)} 级`, en: `Escalation level ${String(index + 1)}` },
          ladderText(level),
        ),
      ),
    ],
  };
}

function peopleSheet({ people, absences }: OrganisationContext): FactSheet {
  return {
    title: { zh: "人员", en: "People" },
    rows: [
      ...people.map(({ id, name, roles, active }) => {
        const held = roles.map((role) => roleWords[role]);
        const [zh, en] = [held.map((role) => role.zh).join("、"), held.map((role) => role.en).join(", ")];
        const state = active ? { zh: "", en: "" } : { zh: "（已停用）", en: " (deactivated)" };
        return words(both(`${name} · ${id}`), { zh: zh + state.zh, en: en + state.en });
      }),
      ...absences.map(({ id, person, deputy }) =>
        words(both(id), {
          zh: `${person}不在岗，代理人 ${deputy ?? "—"}`,
          en: `${person} is absent, deputy ${deputy ?? "—"}`,
        }),
      ),
    ],
  };
}

function unitsSheet(context: OrganisationContext): FactSheet {
  const { units, posts, holdings } = context;
  return {
    title: { zh: "部门和职务", en: "Units and posts" },
    rows: [
      ...units.map(({ id, name, active }) =>
        words(both(id), active ? name : { zh: `${name.zh}（已停用）`, en: `${name.en} (deactivated)` }),
      ),
      ...posts.map((post) => {
        const { id, name, role } = post;
        const state = isActive(post) ? { zh: "", en: "" } : { zh: "（已停用）", en: " (deactivated)" };
        return words(both(id), {
          zh: `${name.zh}，基础角色：${roleWords[role].zh}${state.zh}`,
          en: `${name.en}, base role: ${roleWords[role].en}${state.en}`,
        });
      }),
      ...holdings
        .filter(({ until }) => until === null)
        .map(({ post, unit, person }) =>
          words(
            postWords(context, { post, ...(unit !== null && { unit }) }),
            both(personById(context, person)?.name ?? person),
          ),
        ),
    ],
  };
}

function rosterSheet(context: OrganisationContext): FactSheet {
  const name = (id: string): string => personById(context, id)?.name ?? id;
  const layer = (id: string): Text => context.layers.find((one) => one.id === id)?.label ?? both(id);
  const turn = ({ id, layer: on, person }: { readonly id: string; readonly layer: string; readonly person: string }) =>
    words(both(id), { zh: `${layer(on).zh}：${name(person)}`, en: `${layer(on).en}: ${name(person)}` });
  return {
    title: { zh: "值班表", en: "Roster" },
    rows: [
      ...context.rotations.map((rotation) => {
        const people = rotation.people.map(name);
        const step = `${String(rotation.every)} ${rotation.unit} · ${rotation.startDate} ${rotation.handoverTime}`;
        return words(both(rotation.id), {
          zh: `${layer(rotation.layer).zh}：${people.join("、")} · ${step}`,
          en: `${layer(rotation.layer).en}: ${people.join(", ")} · ${step}`,
        });
      }),
      ...context.shifts.map(turn),
      ...context.overrides.map(turn),
      ...context.swaps.map((swap) =>
        text(both(swap.id), `${swap.layer}: ${name(swap.person)} → ${name(swap.to)} (${swap.state})`),
      ),
      ...context.holidays.map((holiday) => text(both(holiday.date), holiday.name)),
    ],
  };
}

function limitsSheet({ policies }: OrganisationContext): FactSheet {
  const rows = Object.entries(policies).map(([id, section]) => text(both(id), JSON.stringify(section)));
  return { title: { zh: "时限设置", en: "Time limits" }, rows };
}
