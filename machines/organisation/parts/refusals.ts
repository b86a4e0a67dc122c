/**
 * Reasons that several events share. The machine's guard and the page's explanation are the same functions. A page asks
 * before anything is filled in: fields that are not there yet refuse nothing.
 */
import { roleWords, type Role, type Text } from "../../playbook.ts";
import type { OrganisationContext, PersonRecord } from "../context.ts";
import { personById, reservedIds, rolesAt, systemActor } from "../people.ts";
import { holdersOfPost, isActive, postById, postWords, unitById, whyInactive } from "../posts.ts";

/** Of each thing: the whole directory is read and written at every step. */
export const entriesMax = 2000;

export const unitsMax = 500;
export const postsMax = 100;

/** One turn of duty, one override: nobody is on duty for longer at a stretch. */
const turnMaxMs = 31 * 24 * 60 * 60_000;

/** The first reason of several. */
export function first(...reasons: readonly (Text | null)[]): Text | null {
  return reasons.find((reason) => reason !== null) ?? null;
}

export const noPerson = (context: OrganisationContext, id: string | null | undefined): Text | null =>
  id === undefined || id === null || personById(context, id)
    ? null
    : { zh: `没有编号为 ${id} 的人员。`, en: `There is no person with the ID ${id}.` };

export const noActivePerson = (context: OrganisationContext, id: string | null | undefined): Text | null => {
  const missing = noPerson(context, id);
  if (missing || id === undefined || id === null) return missing;
  const person = personById(context, id);
  return person?.active ? null : deactivated(person);
};

const deactivated = (person: PersonRecord | null): Text => ({
  zh: `${person?.name ?? ""}的账号已停用。`,
  en: `${person?.name ?? ""} has been deactivated.`,
});

/** Whoever were called so would be taken for the system itself. */
export const isReserved = (id: string | undefined): Text | null =>
  id !== undefined && reservedIds.includes(id)
    ? { zh: `编号 ${id} 由系统保留。`, en: `The ID ${id} is reserved for the system.` }
    : null;

export const noLayer = ({ layers }: OrganisationContext, id: string | undefined): Text | null =>
  id === undefined || layers.some((layer) => layer.id === id)
    ? null
    : { zh: `没有值班岗位 ${id}。`, en: `There is no duty position ${id}.` };

export const noUnit = (context: OrganisationContext, id: string | undefined): Text | null =>
  id === undefined || unitById(context, id)
    ? null
    : {
        zh: `没有编号为 ${id} 的部门，请先登记该部门。`,
        en: `There is no unit with the ID ${id}. Register it first.`,
      };

export const noActiveUnit = (context: OrganisationContext, id: string | undefined): Text | null => {
  const unit = id === undefined ? null : unitById(context, id);
  if (!unit || unit.active) return noUnit(context, id);
  return {
    zh: `部门“${unit.name.zh}”已停用，请先恢复，或另选部门。`,
    en: `The unit “${unit.name.en}” has been deactivated. Reactivate it first, or choose another unit.`,
  };
};

export const noPost = (context: OrganisationContext, id: string | undefined): Text | null =>
  id === undefined || postById(context, id)
    ? null
    : {
        zh: `没有编号为 ${id} 的职务，请先登记该职务。`,
        en: `There is no post with the ID ${id}. Register it first.`,
      };

export const noActivePost = (context: OrganisationContext, id: string | undefined): Text | null => {
  const post = id === undefined ? null : postById(context, id);
  if (!post || isActive(post)) return noPost(context, id);
  return {
    zh: `职务“${post.name.zh}”已停用，请先恢复，或另选职务。`,
    en: `The post “${post.name.en}” has been deactivated. Reactivate it first, or choose another post.`,
  };
};

export const isFull = (entries: readonly unknown[], max: number = entriesMax): Text | null =>
  entries.length < max
    ? null
    : {
        zh: `已达上限（${String(max)} 项）。`,
        en: `The limit of ${String(max)} has been reached.`,
      };

/** May stand in the layer's roster: active, in the role that it needs, and in its post. */
export const notEligible = (
  context: OrganisationContext,
  layerId: string | undefined,
  id: string | undefined,
): Text | null => {
  const missing = noLayer(context, layerId) ?? noPerson(context, id);
  const layer = context.layers.find((one) => one.id === layerId);
  const person = id === undefined ? null : personById(context, id);
  if (missing || !person) return missing;
  if (!person.active)
    return {
      zh: `${person.name}的账号已停用，请系统管理员先恢复，或另选他人。`,
      en: `${person.name} has been deactivated. Ask an administrator to reactivate the account, or choose another person.`,
    };
  if (!layer) return null;
  if (person.roles.includes(layer.role)) return layer.post ? notInPost(context, layer.post, person) : null;
  const role = roleWords[layer.role];
  return {
    zh: `${person.name}不具备该岗位所需的“${role.zh}”角色，请系统管理员先授予，或另选他人。`,
    en: `${person.name} does not have the role “${role.en}”, which this position requires. Ask an administrator to give it, or choose another person.`,
  };
};

function notInPost(
  context: OrganisationContext,
  asked: NonNullable<OrganisationContext["layers"][number]["post"]>,
  { id, name }: PersonRecord,
): Text | null {
  const inactive = whyInactive(context, asked);
  if (inactive)
    return {
      zh: `${inactive.zh}，该岗位无人可排。请系统管理员先恢复，或修改该岗位的要求。`,
      en: `No one can have this position: ${inactive.en}. Ask an administrator to reactivate it, or to change what the position requires.`,
    };
  if (holdersOfPost(context, asked).some((holder) => holder.id === id)) return null;
  const post = postWords(context, asked);
  return {
    zh: `${name}不担任该岗位所需的职务“${post.zh}”，请系统管理员先任命，或另选他人。`,
    en: `${name} does not hold the post “${post.en}”, which this position requires. Ask an administrator to give it, or choose another person.`,
  };
}

/** A time that makes sense and is not over: what has been stays as it was. */
export const invalidPeriod = (
  {
    at,
    from,
    until,
  }: { readonly at?: number | undefined; readonly from?: number | undefined; readonly until?: number | undefined },
  maxMs = turnMaxMs,
): Text | null => {
  if (until === undefined) return null;
  if (at !== undefined && until <= at)
    return { zh: "该时段已过，不能更改。", en: "That period is in the past and cannot be changed." };
  const begin = from ?? at;
  if (begin === undefined) return null;
  if (begin >= until) return { zh: "结束时间须晚于开始时间。", en: "The end must be later than the start." };
  if (until - begin <= maxMs) return null;
  const days = String(maxMs / 86_400_000);
  return { zh: `一次最长 ${days} 天。`, en: `At most ${days} days at a time.` };
};

/** Concerns somebody else, and the one who asks may not act for others. */
export const isNotOwn = (
  context: OrganisationContext,
  asked: { readonly by: string; readonly at?: number | undefined },
  whose: string | undefined,
  others: readonly Role[],
): Text | null => {
  if (whose === undefined || whose === asked.by || asked.by === systemActor) return null;
  const roles = rolesAt(context, asked.by, asked.at ?? 0);
  return others.some((role) => roles.includes(role)) ? null : needed(others, true);
};

/** No role that may. */
export const notPermitted = (
  context: OrganisationContext,
  { by, at }: { readonly by: string; readonly at?: number | undefined },
  allowed: readonly Role[],
): Text | null => {
  // A page has asked the same of its viewer already, and does not say when.
  if (by === systemActor || at === undefined) return null;
  const roles = rolesAt(context, by, at);
  return allowed.some((role) => roles.includes(role)) ? null : needed(allowed, false);
};

function needed(roles: readonly Role[], forOthers: boolean): Text {
  const words = roles.map((role) => roleWords[role]);
  const [zh, en] = [words.map((word) => word.zh).join("、"), words.map((word) => word.en).join(", ")];
  if (en === "") return { zh: "该操作仅由系统执行。", en: "Only the system can do this." };
  return forOthers
    ? {
        zh: `代他人办理，须具备以下角色之一：${zh}。`,
        en: `To do this for someone else you need one of these roles: ${en}.`,
      }
    : { zh: `须具备以下角色之一：${zh}。`, en: `You need one of these roles: ${en}.` };
}
