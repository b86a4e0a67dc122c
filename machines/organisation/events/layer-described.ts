/** A layer of the roster, and the role, the post or the unit's post that it needs. */
import { z } from "zod";
import { choice, line, optional } from "../../kit/fields.ts";
import type { TextRef } from "../../kit/text-ref.ts";
import type { Text } from "../../playbook.ts";
import type { Needed, OrganisationContext } from "../context.ts";
import { event } from "../event.ts";
import { activePosts, activeUnits, administrators, allLayers, layer, post, unit } from "../parts/fields.ts";
import { first, isFull, noActivePost, noActiveUnit } from "../parts/refusals.ts";
import { needing } from "../parts/roster.ts";
import { postById } from "../posts.ts";
import { roleOptions } from "../vocabulary.ts";

const layersMax = 10;

interface LayerForm {
  readonly zh?: TextRef | undefined;
  readonly role?: Needed["role"] | undefined;
  readonly post?: string | undefined;
  readonly unit?: string | undefined;
}

/** One of the two, and no unit without a post. A form that is not filled in yet refuses nothing. */
function notOneNeed({ zh, role, post, unit }: LayerForm): Text | null {
  if (role !== undefined && post !== undefined)
    return {
      zh: "角色和职务只能选一项；职务已包含其基础角色。",
      en: "Choose a role or a post, not both: a post includes its base role.",
    };
  if (zh === undefined || post !== undefined) return null;
  if (unit !== undefined)
    return { zh: "已选部门，请同时选择该部门的职务。", en: "You chose a unit: choose its post too." };
  if (role !== undefined) return null;
  return { zh: "请选择所需的角色或职务。", en: "Choose the role or the post that the position requires." };
}

/** Of a post the base role decides, so it is kept beside it. */
function needOf(context: OrganisationContext, { role, post, unit }: LayerForm): Needed | null {
  if (post === undefined) return role === undefined ? null : { role };
  const base = postById(context, post)?.role;
  return base === undefined ? null : { role: base, post: { post, ...(unit !== undefined && { unit }) } };
}

export const layerDescribed = event("LAYER_DESCRIBED", {
  words: {
    label: { zh: "设置值班岗位", en: "Set up a duty position" },
    done: { zh: "值班岗位已设置", en: "Duty position set up" },
    help: {
      zh: "排入该岗位的人员须具备所需角色，或担任所需职务。",
      en: "People rostered here must have the required role or hold the required post.",
    },
  },
  by: administrators,
  adds: "layer",
  form: z.object({
    layer,
    zh: line({ label: { zh: "中文名称", en: "Name in Chinese" } }),
    en: line({ label: { zh: "英文名称", en: "Name in English" } }),
    role: optional(
      choice(
        {
          label: { zh: "所需角色", en: "Required role" },
          help: { zh: "角色和职务选一项。", en: "Choose a role here, or a post below." },
        },
        roleOptions,
      ),
    ),
    post: optional(post.meta({ ...post.meta(), label: { zh: "所需职务", en: "Required post" } })),
    unit: optional(
      unit.meta({
        ...unit.meta(),
        label: { zh: "该职务所在部门", en: "Unit of that post" },
        help: {
          zh: "不选部门的，任何部门或全单位的该职务均可。",
          en: "Without a unit, the post counts wherever it is held.",
        },
      }),
    ),
  }),
  start: ({ layers }, { asked }) => {
    const before = layers.find(({ id }) => id === asked["layer"]);
    return before ? { ...before.label, ...(before.post ?? { role: before.role }) } : {};
  },
  options: (context) => ({ layer: allLayers(context), post: activePosts(context), unit: activeUnits(context) }),
  refuse: (context, asked) =>
    first(
      context.layers.some((one) => one.id === asked.layer) ? null : isFull(context.layers, layersMax),
      notOneNeed(asked),
      noActivePost(context, asked.post),
      noActiveUnit(context, asked.unit),
    ),
  record: (context, { layer, zh, en, at, ...asked }) => {
    const { layers } = context;
    const need = needOf(context, asked);
    if (need === null) return {};
    const label = { zh, en };
    if (!layers.some((one) => one.id === layer))
      return { layers: [...layers, { id: layer, label, ...need, since: at }] };
    return { layers: layers.map((one) => (one.id === layer ? { ...needing(one, need, at), label } : one)) };
  },
});
