/** The clocks as the page explains them. */
import { clockView } from "../../kit/clocks/view.ts";
import type { ClockView, Moment } from "../../playbook.ts";
import { clockParts } from "../clock-keeper.ts";
import { allClocks } from "../clocks.ts";
import { read } from "./moment.ts";

export const clockViews = (moment: Moment): readonly ClockView[] =>
  allClocks(read(moment).context).map((clock) => clockView(clockParts.keeper.words, clock));
