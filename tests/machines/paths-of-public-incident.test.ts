/**
 * Every state, every transition, and every guard both ways, by generated paths: from each new kind of moment everything is
 * tried that a person could try, and the next timer fires. On the way every moment has to keep the playbook's promises.
 */
import { expect, test } from "@jest/globals";
import { Coverage } from "./support/coverage.ts";
import { anIncident, iso, type IncidentGiven, type IncidentNight, type Values } from "./support/incident.ts";
import { evening, hours, minutes, type Mark } from "./support/night.ts";
import { offersAt, printOf, type Offer } from "./support/offers.ts";
import { expectPromisesKept, writeOut } from "./support/promises.ts";
import { publicIncident } from "../../machines/public-incident/index.ts";
import { publicIncidentMachine } from "../../machines/public-incident/v1.machine.ts";

const momentsMin = 100;
const momentsMax = 600;
const policy = { ladder: { repeatMax: 1 } };
const openings: readonly IncidentGiven[] = [
  { grade: "ordinary", policy },
  { grade: "critical", occurredAt: evening - hours(1), policy },
  { grade: "major", discoveredAt: evening - minutes(40), occurredAt: evening - hours(13), policy },
];

/** An incident that holds as many entries of one kind as it may refuses another; a return names the exact wording. */
function fillIncidents(): void {
  const often = (most: number, night: IncidentNight, type: string, values: Values) => {
    for (let count = 0; count <= most; count += 1) night.send(type, "lead", values);
  };
  often(100, anIncident().until("drafting"), "STATEMENT_SAVED", { title: "说明", body: "正文" });
  often(200, anIncident().until("consulting"), "CONSULTATION_OPENED", { participants: "带班领导" });
  often(200, anIncident().until("consulting"), "SUPERIOR_VIEW_RECORDED", { office: "校办", view: "同意" });
  often(200, anIncident().until("reviewing"), "REVIEW_RECORDED", { summary: "经过", lessons: "教训" });
  often(200, anIncident(), "FACT_CORRECTED", { fact: "place", wording: "西区", reason: "核实" });
  const stale = { reason: "口径", version: "99", digest: "stale" };
  anIncident().until("approving").send("STATEMENT_RETURNED", "lead", stale);
}

/** Far down every path: an update that was promised on the page comes later, and a correction is begun in the review. */
function goOnAfterThePage(): void {
  const night = anIncident().until("replying");
  const nextUpdateAt = iso(night.at + hours(2));
  night.send("STATEMENT_RELEASED", "speaker", { ...night.exact(night.context.submitted), nextUpdateAt });
  const evidence = {
    address: "https://example.test/2",
    textDigest: "a1",
    pageDigest: "b2",
    publishedAt: iso(night.at),
  };
  night.send("PUBLICATION_CONFIRMED", "outbox", { ...evidence, release: "1", as: "reply", nextUpdateAt });
  night.send("NEXT_UPDATE_RENEWED", "lead", { nextUpdateAt: iso(night.at + hours(3)), reason: "检测未完" });
  night.send("FOLLOW_UP_ENDED", "lead", { reason: "无追问" });
  night.send("PUBLICATION_CONFIRMED", "outbox", {
    ...evidence,
    release: "2",
    as: "page",
    promise: "1",
    dueAt: iso(night.at + hours(3)),
  });
  night.send("CORRECTION_BEGUN", "speaker", { statement: "1", reason: "时间有误" });
}

/** Follows what is new first: moments whose making showed something that was not seen before. */
class Exploration {
  moments = 0;
  readonly notificationsWritten = new Set<string>();
  readonly #coverage: Coverage;
  readonly #seen = new Set<string>();
  readonly #surprising: Mark[] = [];
  readonly #others: Mark[] = [];

  constructor(coverage: Coverage) {
    this.#coverage = coverage;
  }

  run(): void {
    for (const opening of openings) this.#try((night) => this.#meet(night, true), anIncident(opening).mark);
    for (let mark = this.#next(); mark && !this.#isEnough(); mark = this.#next()) {
      this.moments += 1;
      for (const timer of mark.state.timers) this.#try((night) => windTo(night, timer.dueAt), mark);
      for (const offer of offersAt(at(mark))) this.#try((night) => sendOffer(night, offer), mark);
    }
  }

  #try(move: (night: IncidentNight) => boolean, mark: Mark): void {
    const before = this.#coverage.size;
    const night = at(mark);
    const moved = move(night);
    for (const notification of night.notifications.filter(
      ({ type }) => !Object.hasOwn(publicIncident.links ?? {}, type),
    )) {
      writeOut(night, notification);
      this.notificationsWritten.add(notification.type);
    }
    if (moved) this.#meet(night, this.#coverage.size > before);
  }

  #meet(night: IncidentNight, isSurprising: boolean): boolean {
    const print = printOf(night);
    if (this.#seen.has(print)) return false;
    this.#seen.add(print);
    expectPromisesKept(night);
    (isSurprising ? this.#surprising : this.#others).push(night.mark);
    return false;
  }

  #next(): Mark | undefined {
    return this.#surprising.shift() ?? this.#others.shift();
  }

  #isEnough(): boolean {
    return this.moments >= momentsMax || (this.moments >= momentsMin && this.#coverage.isComplete());
  }
}

const stage = anIncident();

/** The one night on stage, taken to the moment. */
function at(mark: Mark): IncidentNight {
  stage.goTo(mark);
  return stage;
}

/** Everything that is due by then fires on the way. */
function windTo(night: IncidentNight, dueAt: number): boolean {
  night.wind(Math.max(0, dueAt - night.at));
  return true;
}

function sendOffer(night: IncidentNight, { type, by, values }: Offer): boolean {
  night.at += minutes(1);
  return night.send(type, by, values) === "accepted";
}

test("every state, every transition, every guard both ways", () => {
  const coverage = new Coverage(publicIncidentMachine);
  fillIncidents();
  goOnAfterThePage();
  const exploration = new Exploration(coverage);
  exploration.run();
  console.log(`public-incident@1: ${exploration.moments} kinds of moment followed`);
  expect(coverage.statesMissed()).toEqual([]);
  expect(coverage.transitionsMissed()).toEqual([]);
  expect(coverage.answersMissed()).toEqual([]);
  expect([...exploration.notificationsWritten, "incidentRegistered"].toSorted()).toEqual(
    Object.keys(publicIncident.notifications).toSorted(),
  );
}, 120_000);
