/** The limits that a new incident would be registered under, and where each comes from. */
import { z } from "zod";
import type { Playbook, Text } from "../../machines/playbook.ts";
import type { Directory } from "../directory/types.ts";
import { activePlaybooks, activeVersion } from "../playbook/active.ts";
import { mayNotRead } from "../roster/ladder-check.ts";
import type { PolicyParts } from "./parts.ts";
import { sectionFor } from "./policy.ts";
import type { PlaybookLimits } from "./desk-types.ts";

export function limitsOf(parts: PolicyParts): readonly PlaybookLimits[] {
  const changed = parts.source?.directory().policies ?? {};
  return activePlaybooks(parts.playbooks).map((playbook) => {
    const policy = sectionFor(parts, playbook);
    return {
      playbook,
      changedHere: Object.hasOwn(changed, playbook.id),
      limits: playbook.limits(policy),
      section: sectionOf(playbook, changed[playbook.id], policy),
      inForce: sectionOf(playbook, undefined, policy),
    };
  });
}

/** Why a section will not do, in words: what the playbook's own schema finds, and who may not read what they would be told. */
export function policyProblem(
  playbooks: readonly Playbook[],
  id: string,
  section: unknown,
  directory: Directory,
): Text | null {
  const playbook = activeVersion(playbooks, id);
  if (!playbook) return { zh: `没有预案 ${id}。`, en: `Unknown playbook ${id}.` };
  const parsed = playbook.policy.safeParse(section);
  if (parsed.success) {
    const told = playbook.toldBy?.(parsed.data) ?? [];
    return told.map((recipient) => mayNotRead(directory, recipient)).find((reason) => reason !== null) ?? null;
  }
  const inChinese = playbook.policy.safeParse(section, { error: z.locales.zhCN().localeError });
  const [en, zh] = [parsed, inChinese].map((one) => one.error?.issues[0]);
  const place = en?.path.join(".") ?? "";
  return {
    zh: `设置 ${place} 有误：${zh?.message ?? ""}`,
    en: `The setting ${place} is not valid: ${en?.message ?? ""}`,
  };
}

/** As somebody wrote it; otherwise as it counts, when that can be read back. */
function sectionOf(playbook: Playbook, written: unknown, policy: unknown): string {
  if (written !== undefined) return JSON.stringify(written, null, 2);
  const again = JSON.stringify(
    playbook.asSection?.(policy) ?? policy,
    (_name, value: unknown) => durationText(value),
    2,
  );
  return playbook.policy.safeParse(JSON.parse(again)).success ? again : "{}";
}

const secondMs = 1000;
const lengths = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", secondMs],
] as const;

/** Whatever of a policy is a number this large is a length of time. */
function durationText(value: unknown): unknown {
  if (typeof value !== "number" || value < secondMs) return value;
  // "24 h" is what people agreed on, not "1 d".
  const unit =
    lengths.find(([, ms]) => value % ms === 0 && value / ms > 1) ?? lengths.find(([, ms]) => value % ms === 0);
  return unit ? `${value / unit[1]} ${unit[0]}` : value;
}
