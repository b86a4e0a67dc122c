/** No turns after this. */
import { z } from "zod";
import { event } from "../event.ts";
import { entry, planners } from "../parts/fields.ts";
import { first } from "../parts/refusals.ts";
import { notCurrent, over, until } from "../parts/roster.ts";

export const rotationEnded = event("ROTATION_ENDED", {
  words: {
    label: { zh: "结束轮值", en: "End a rotation" },
    done: { zh: "轮值已结束", en: "Rotation ended" },
    help: { zh: "已经过去的班次不变。", en: "Turns already worked are kept." },
  },
  by: planners,
  form: z.object({ rotation: entry({ zh: "轮值", en: "Rotation" }), until }),
  start: (_, { calendar }) => ({ until: calendar.nextMorning() }),
  refuse: ({ rotations }, { rotation, until, at }) =>
    first(notCurrent(rotations, rotation, at), at !== undefined && until !== undefined && until < at ? over : null),
  record: ({ rotations }, { rotation, until }) => ({
    rotations: rotations.map((one) => (one.id === rotation ? { ...one, until } : one)),
  }),
});
