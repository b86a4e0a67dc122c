/** What an incident is linked with, as its page and the API show it. */
import type { Playbook } from "../../../machines/playbook.ts";
import type { InstanceView } from "../../engine/api.ts";
import type { Person } from "../../directory/person.ts";
import { linkOf } from "../../playbook/links.ts";
import type { DeskDependencies } from "../desk-dependencies.ts";
import { errorFor } from "../notifications-shown.ts";
import type { IncidentView, Linked } from "../views.ts";

interface Whose {
  readonly row: IncidentView["row"];
  readonly playbook: Playbook;
  readonly instance: InstanceView;
  readonly viewer: Person;
}

const askedMax = 100;

export async function linkedWith(parts: DeskDependencies, { row, playbook, instance, viewer }: Whose): Promise<Linked> {
  const { incidents, links } = parts.storage;
  const parent = playbook.parent?.(instance) ?? null;
  const others = playbook.links ? await links.ofParent(row.id) : [];
  const unsettled = playbook.links ? await parts.engine.messages(row.id, { isUnsettled: true, limit: askedMax }) : [];
  return {
    parent: parent && (await incidents.byId(parent.incident)),
    children: others.map((child) => ({ row: child, label: parts.byKey.get(child.machine)?.title ?? playbook.title })),
    asked: unsettled.flatMap(({ id, type, state, at, lastError }) => {
      const link = linkOf(playbook, type);
      return link ? [{ id, label: link.label, state, at, lastError: errorFor(viewer, lastError) }] : [];
    }),
  };
}

/** As it was after a row of the log: what had been opened by then. */
export async function linkedThen(parts: DeskDependencies, whose: Whose, at: number): Promise<Linked> {
  const { parent, children } = await linkedWith(parts, whose);
  return { parent, children: children.filter(({ row }) => row.startedAt <= at), asked: [] };
}
