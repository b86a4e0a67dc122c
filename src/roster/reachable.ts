/** Can somebody be told now? Decided when a notification is sent, with the reason in words when not. */
import type { Text } from "../../machines/playbook.ts";
import { absenceAt, nameOf, personById, readsIncidents, rolesAt } from "../directory/directory.ts";
import type { Directory } from "../directory/types.ts";
import type { ChannelKind, QuietHours } from "../directory/entries.ts";
import { dutyAt } from "./slots.ts";
import { localTime, minuteOfDay } from "./zone.ts";

export type Reachable =
  /** By these channels, to be tried in this order. */
  | { readonly reachable: true; readonly channels: readonly ChannelKind[] }
  | { readonly reachable: false; readonly reason: Unreachable; readonly why: Text };

export type Unreachable = "unknown" | "deactivated" | "absent" | "may-not-read" | "no-channel" | "quiet";

/** Quiet hours do not count for whoever is on duty in any layer. Nobody is told what they may not read. */
export function reachableAt(directory: Directory, id: string, at: number): Reachable {
  const person = personById(directory, id);
  const name = nameOf(directory, id);
  if (!person) return not("unknown", { zh: `没有“${name}”这一人员`, en: `there is no person “${name}”` });
  if (!person.active) return not("deactivated", { zh: `${name}的账号已停用`, en: `${name} has been deactivated` });
  if (absenceAt(directory, id, at)) return not("absent", { zh: `${name}不在岗`, en: `${name} is absent` });
  if (!readsIncidents(rolesAt(directory, id, at)))
    return not("may-not-read", { zh: `${name}无权查看事件`, en: `${name} cannot see incidents` });
  const channels = person.channels.filter((channel) => channel.on).map((channel) => channel.kind);
  if (channels.length === 0)
    return not("no-channel", { zh: `${name}未开启任何通知方式`, en: `${name} has all channels turned off` });
  if (person.quietHours && isQuiet(directory, person.quietHours, at) && !isOnDuty(directory, id, at))
    return not("quiet", { zh: `${name}处于免打扰时段`, en: `${name} has quiet hours` });
  return { reachable: true, channels };
}

/** In any layer, as the one rostered or as their deputy. */
function isOnDuty(directory: Directory, id: string, at: number): boolean {
  const before = lastAsked.get(directory);
  if (before?.at === at) return before.onDuty.has(id);
  const onDuty = new Set(directory.layers.flatMap((layer) => dutyAt(directory, layer.id, at)?.onDuty ?? []));
  lastAsked.set(directory, { at, onDuty });
  return onDuty.has(id);
}

/** A level may name everybody, each of whom is asked about at the same moment. A directory is never changed. */
const lastAsked = new WeakMap<Directory, { readonly at: number; readonly onDuty: ReadonlySet<string> }>();

function isQuiet({ organisation: { zone } }: Directory, { from, until }: QuietHours, at: number): boolean {
  const [begin, end, now] = [minutes(from), minutes(until), minuteOfDay(zone, at)];
  return begin <= end ? begin <= now && now < end : begin <= now || now < end;
}

const minutes = (timeOfDay: string): number => localTime("1970-01-01", timeOfDay) / 60_000;

const not = (reason: Unreachable, why: Text): Reachable => ({ reachable: false, reason, why });
