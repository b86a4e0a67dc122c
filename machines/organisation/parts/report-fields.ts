import { z } from "zod";
import { line } from "../../kit/fields.ts";

/** A system or a channel that reports come from. */
export const reportSource = line({ label: { zh: "来源", en: "Source" } });

const number = (zh: string, en: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,14}$/, { error: "Enter a number. · 请填写编号。" })
    .meta({ field: "code", label: { zh, en } });

export const reportNumber = number("上报编号", "Report");
export const incidentNumber = number("事件编号", "Incident");
