/** A public incident and the steps that stories take for granted. */
import { evening, Night, type Answer } from "./night.ts";
import type { IncidentContext } from "../../../machines/public-incident/context.ts";

export const iso = (at: number): string => new Date(at).toISOString();

export interface IncidentGiven {
  readonly grade?: "ordinary" | "major" | "critical";
  readonly discoveredAt?: number;
  readonly occurredAt?: number;
  readonly at?: number;
  readonly policy?: unknown;
}

export type Values = Readonly<Record<string, unknown>>;

export class IncidentNight extends Night {
  constructor(given: IncidentGiven = {}) {
    const at = given.at ?? evening;
    super("public-incident@1", {
      at,
      by: "officer",
      policy: given.policy,
      values: {
        title: "热水中断，三栋宿舍楼受影响",
        sourceKind: "call",
        sourceName: "后勤热线",
        discoveredAt: iso(given.discoveredAt ?? at),
        ...(given.occurredAt === undefined ? {} : { occurredAt: iso(given.occurredAt) }),
        grade: given.grade ?? "ordinary",
        place: "东区",
        summary: "锅炉停机，三栋楼没有热水。",
      },
    });
  }

  get context(): IncidentContext {
    return this.state.context as unknown as IncidentContext;
  }

  get phase(): string {
    return (this.state.value as { response: string }).response;
  }

  region(name: string): unknown {
    return (this.state.value as Record<string, unknown>)[name];
  }

  report(): Answer {
    return this.send("FAST_REPORT_SENT", "officer", {
      what: "锅炉停机，三栋楼没有热水。",
      where: "东区",
      firstMeasures: "正在抢修",
    });
  }

  confer(): void {
    this.send("CONSULTATION_OPENED", "lead", { participants: "带班领导、值班员、后勤处" });
    if (this.context.grade !== "ordinary")
      this.send("SUPERIOR_VIEW_RECORDED", "lead", { office: "校办", view: "尽快公布" });
  }

  decide(values: Values = {}): Answer {
    return this.send("DECISION_MADE", "lead", {
      finding: "not-so",
      summary: "热水一直正常",
      evidence: "监控记录",
      drafter: "spokesperson",
      ...values,
    });
  }

  /** Saves a version and submits it. */
  draft(by = "writer", body = "热水已恢复。"): Answer {
    this.send("STATEMENT_SAVED", by, { title: "关于热水的说明", body });
    return this.send("STATEMENT_SUBMITTED", by, this.exact(this.context.versions.at(-1)));
  }

  approve(by = "lead", role = "lead"): Answer {
    return this.send("STATEMENT_APPROVED", by, { role, ...this.exact(this.context.submitted) });
  }

  publish(values: Values = {}): Answer {
    return this.send("REPLY_PUBLISHED", "speaker", {
      channels: ["website"],
      addresses: ["https://example.test/1"],
      ...this.exact(this.context.submitted),
      ...values,
    });
  }

  /** What an exact act names; versions that do not exist name nothing that is. */
  exact(version: { readonly version: number; readonly digest: string } | null | undefined): Values {
    return { version: String(version?.version ?? 0), digest: version?.digest ?? "none" };
  }

  question(wording = "什么时候恢复？"): Answer {
    return this.send("QUESTION_RECEIVED", "speaker", { wording, askedThrough: "晚报" });
  }

  /** Up to the moment at which the phase begins. */
  until(phase: "consulting" | "drafting" | "approving" | "replying" | "followingUp" | "reviewing" | "closed"): this {
    const order = [
      "reporting",
      "consulting",
      "drafting",
      "approving",
      "replying",
      "followingUp",
      "reviewing",
      "closed",
    ];
    while (order.indexOf(this.phase) < order.indexOf(phase)) this.#advance();
    return this;
  }

  #advance(): void {
    const before = this.phase;
    const steps: Readonly<Record<string, () => void>> = {
      reporting: () => this.report(),
      consulting: () => (this.confer(), this.decide()),
      drafting: () => this.draft(),
      approving: () => (this.approve(), this.context.grade === "critical" && this.approve("chief", "superior")),
      replying: () => this.publish(),
      followingUp: () => this.send("FOLLOW_UP_ENDED", "lead", { reason: "没有新的追问" }),
      reviewing: () => (this.review(), this.send("INCIDENT_CLOSED", "lead", { reason: "已办结" })),
    };
    steps[before]?.();
    if (this.phase === before) throw new Error(`stuck at ${before}`);
  }

  review(): Answer {
    return this.send("REVIEW_RECORDED", "lead", { summary: "经过", lessons: "先报快报" });
  }
}

export const anIncident = (given: IncidentGiven = {}): IncidentNight => new IncidentNight(given);
