/** A submitted wording is out, on whichever channel: the official reply, or the answer to referred questions. */
import { stopClock } from "../../kit/clocks/clock.ts";
import { ownWords } from "../../kit/text-ref.ts";
import { stopMain } from "../clocks.ts";
import type { Change, IncidentContext } from "../context.ts";
import type { Publication, Question, Reply } from "../record.ts";
import { keepNextUpdates } from "./items.ts";

/** A published answer settles the questions that were referred for it. */
function answerReferred(context: IncidentContext, reply: Reply): Change {
  const wording = context.versions.find((version) => version.version === reply.version)?.title ?? ownWords("");
  const answer = { at: reply.at, by: reply.by, wording, address: reply.addresses[0] ?? null };
  const settled = (question: Question): Question =>
    reply.questions.includes(question.number) ? { ...question, state: "answered", answer } : question;
  const ids = reply.questions.map((number) => `question-${String(number)}`);
  const further = context.clocks.further.map((clock) =>
    ids.includes(clock.id) ? stopClock(clock, reply.publishedAt) : clock,
  );
  return { questions: context.questions.map(settled), clocks: { ...context.clocks, further } };
}

/** Stops the clocks that it meets. A clock that was met before stays as it is: the first channel counts. */
export function recordReply(
  context: IncidentContext,
  publication: Publication,
  { version, digest }: Pick<Reply, "version" | "digest">,
): Change {
  const questions = context.questions
    .filter((question) => question.state === "referred")
    .map((question) => question.number);
  const reply = { ...publication, version, digest, questions };
  const stopped = { ...context, clocks: stopMain(context, "officialReply", publication.publishedAt) };
  const answered = answerReferred(stopped, reply);
  const updated = keepNextUpdates({ ...stopped, ...answered }, publication);
  return { clocks: stopped.clocks, ...answered, ...updated, replies: [...context.replies, reply], submitted: null };
}
