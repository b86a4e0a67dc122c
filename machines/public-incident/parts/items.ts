/** Questions, liaison slips and promises: numbered from 1, each with its own clock. */
import { moveClock, stopClock } from "../clocks.ts";
import type { Change, IncidentContext, Publication, Question, Reply } from "../context.ts";
import type * as Sent from "../events.ts";
import { changeFurther, openLimitClock, withClocks } from "./clocks.ts";

type Numbered = Pick<IncidentContext, "questions" | "slips" | "promises">;

export const openQuestions = (context: Numbered): readonly Question[] =>
  context.questions.filter((question) => question.state !== "answered");
export const openSlips = (context: Numbered) => context.slips.filter((slip) => slip.answer === null);
export const openPromises = (context: Numbered) => context.promises.filter((promise) => promise.kept === null);

const numbered = <Item extends { readonly number: number }>(
  items: readonly Item[],
  number: number,
  change: (item: Item) => Item,
): readonly Item[] => items.map((item) => (item.number === number ? change(item) : item));

export function receiveQuestion(context: IncidentContext, event: Sent.QuestionReceived): Change {
  const number = context.questions.length + 1;
  const { at, by, wording, askedThrough } = event;
  const receivedAt = Math.min(event.receivedAt ?? at, at);
  const question: Question = { at, by, number, wording, askedThrough, state: "open", referral: null, answer: null };
  return {
    questions: [...context.questions, question],
    clocks: withClocks(context, openLimitClock(context, "question", number, receivedAt)),
  };
}

export function answerQuestion(context: IncidentContext, event: Sent.QuestionAnswered): Change {
  const number = Number(event.question);
  const answer = { at: event.at, by: event.by, wording: event.wording, address: event.address ?? null };
  return {
    questions: numbered(context.questions, number, (question) => ({ ...question, state: "answered", answer })),
    clocks: changeFurther(context, `question-${String(number)}`, (clock) => stopClock(clock, event.at)),
    progressAt: event.at,
  };
}

/** Opens another round: the question goes back to the lead group and gets an approved answer of its own. */
export function referQuestion(context: IncidentContext, event: Sent.QuestionReferred): Change {
  const referral = { at: event.at, by: event.by, reason: event.reason };
  return {
    questions: numbered(context.questions, Number(event.question), (question) => ({
      ...question,
      state: "referred",
      referral,
    })),
    round: context.round + 1,
    progressAt: event.at,
  };
}

/** A published answer settles the questions that were referred for it. */
export function answerReferred(context: IncidentContext, reply: Reply): Change {
  const wording = context.versions.find((version) => version.version === reply.version)?.title ?? "";
  const answer = { at: reply.at, by: reply.by, wording, address: reply.addresses[0] ?? null };
  const settled = (question: Question): Question =>
    reply.questions.includes(question.number) ? { ...question, state: "answered", answer } : question;
  const ids = reply.questions.map((number) => `question-${String(number)}`);
  const further = context.clocks.further.map((clock) =>
    ids.includes(clock.id) ? stopClock(clock, reply.publishedAt) : clock,
  );
  return { questions: context.questions.map(settled), clocks: { ...context.clocks, further } };
}

export function sendSlip(context: IncidentContext, event: Sent.LiaisonSlipSent): Change {
  const number = context.slips.length + 1;
  const { at, by, unit, request } = event;
  return {
    slips: [...context.slips, { at, by, number, unit, request, answer: null }],
    clocks: withClocks(context, openLimitClock(context, "liaisonSlip", number, at)),
  };
}

export function returnSlip(context: IncidentContext, event: Sent.LiaisonSlipReturned): Change {
  const number = Number(event.slip);
  const answer = { at: event.at, by: event.by, findings: event.findings, measures: event.measures ?? null };
  return {
    slips: numbered(context.slips, number, (slip) => ({ ...slip, answer })),
    clocks: changeFurther(context, `slip-${String(number)}`, (clock) => stopClock(clock, event.at)),
    progressAt: event.at,
  };
}

export function keepPromise(context: IncidentContext, event: Sent.PromiseKept): Change {
  const number = Number(event.promise);
  const kept = { at: event.at, by: event.by, wording: event.wording, address: event.address ?? null };
  return {
    promises: numbered(context.promises, number, (promise) => ({ ...promise, kept })),
    clocks: changeFurther(context, `promise-${String(number)}`, (clock) => stopClock(clock, event.at)),
    progressAt: event.at,
  };
}

/** Another date for a promise. The old one stays with the clock, and the reason with it. */
export function movePromise(context: IncidentContext, event: Sent.PromiseMoved): Change {
  const number = Number(event.promise);
  return {
    promises: numbered(context.promises, number, (promise) => ({ ...promise, dueAt: event.dueAt })),
    clocks: changeFurther(context, `promise-${String(number)}`, (clock) =>
      moveClock(clock, { ...clock, limitMs: event.dueAt - clock.anchorAt }, event.at, event.reason),
    ),
    progressAt: event.at,
  };
}

/** Whatever is published next keeps the promise of a next update. */
export function keepNextUpdates(context: IncidentContext, publication: Publication): Change {
  const updates = openPromises(context).filter((promise) => promise.kind === "next-update");
  const kept = {
    at: publication.at,
    by: publication.by,
    wording: publication.addresses.join("\n"),
    address: publication.addresses[0] ?? null,
  };
  const ids = updates.map((promise) => `promise-${String(promise.number)}`);
  const further = context.clocks.further.map((clock) =>
    ids.includes(clock.id) ? stopClock(clock, publication.publishedAt) : clock,
  );
  return {
    promises: context.promises.map((promise) => (updates.includes(promise) ? { ...promise, kept } : promise)),
    clocks: { ...context.clocks, further },
  };
}
