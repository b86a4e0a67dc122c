/** A layer of the roster, and the role that it needs. */
import { z } from "zod";
import { choice, line } from "../../kit/fields.ts";
import type { RosterLayer } from "../context.ts";
import { event } from "../event.ts";
import { administrators, layer } from "../parts/fields.ts";
import { keptMs } from "../parts/kept.ts";
import { isFull } from "../parts/refusals.ts";
import { who } from "../parts/roster.ts";
import { roleOptions } from "../vocabulary.ts";

/** Who was on duty by the role that was needed then keeps having been. */
function earlierOf({ role, earlier = [] }: RosterLayer, next: RosterLayer["role"], at: number) {
  if (role === next) return {};
  return { earlier: [...earlier.filter(({ until }) => until > at - keptMs), { until: at, role }] };
}

const layersMax = 10;

export const layerDescribed = event("LAYER_DESCRIBED", {
  words: {
    label: { zh: "设置值班岗位", en: "Set up a duty position" },
    done: { zh: "值班岗位已设置", en: "Duty position set up" },
    help: { zh: "排入该岗位的人员须具备相应角色。", en: "People rostered here must have the required role." },
  },
  by: administrators,
  adds: "layer",
  form: z.object({
    layer,
    zh: line({ label: { zh: "中文名称", en: "Name in Chinese" } }),
    en: line({ label: { zh: "英文名称", en: "Name in English" } }),
    role: choice({ label: { zh: "所需角色", en: "Required role" } }, roleOptions),
  }),
  start: ({ layers }, { asked }) => {
    const before = layers.find(({ id }) => id === asked["layer"]);
    return before ? { ...before.label, role: before.role } : {};
  },
  options: who,
  refuse: ({ layers }, { layer }) => (layers.some((one) => one.id === layer) ? null : isFull(layers, layersMax)),
  record: ({ layers }, { layer, zh, en, role, at }) => {
    const described = { label: { zh, en }, role };
    const known = layers.some((one) => one.id === layer);
    if (!known) return { layers: [...layers, { id: layer, ...described, since: at }] };
    return {
      layers: layers.map((one) => (one.id === layer ? { ...one, ...described, ...earlierOf(one, role, at) } : one)),
    };
  },
});
