/**
 * Turns one message of the engine into notifications: one for each person it is for, in that person's language. Who that is is
 * worked out now, not when the message was asked for. A level with nobody who can be told is passed over, visibly, and the
 * next is told at once; after the last one those who can act in any incident. Whoever already has theirs gets no second one, and one failure keeps nobody else from theirs.
 */
import type { Recipient, Text } from "../../machines/playbook.ts";
import type { DeliveryRow, DeliveryStore } from "../desk/delivery-ports.ts";
import type { Deliver } from "../engine/ports.ts";
import { UndeliverableError } from "../engine/failures.ts";
import type { Message } from "../engine/types.ts";
import type { Json } from "../kernel/json.ts";
import { withoutAddresses } from "../kernel/without-addresses.ts";
import type { NotificationRecipient, SkippedRecipient } from "../roster/recipients.ts";
import { notifyRounds, type NotifyRound } from "../roster/notify-order.ts";
import { render, type Rendered } from "./render-notification.ts";
import { levelsOfMessage, formatRecipients } from "./levels.ts";
import { besideOf, groupOf, itemOf, type Beside, type TogetherOptions } from "./together.ts";
import { channelsOf, type ChannelOptions } from "./channels.ts";
import { notifyPerson, type NotifyParts } from "./notify-person.ts";

export interface DeliverOptions extends ChannelOptions, TogetherOptions, NotifyParts {
  readonly deliveries: DeliveryStore;
}

export function makeDeliver(options: DeliverOptions): Deliver {
  return async (message) => {
    const [rendered, beside] = await Promise.all([render(options, message), besideOf(options, message)]);
    const levels = await withWhoeverWasAsked(options, rendered, levelsOfMessage(message));
    const parts = { options, message, rendered, beside };
    const told = await tellSomebody(parts, levels);
    await options.deliveries.put(rowsOf(message, told.skipped, options.clock.now()));
    if (!told.isAnybodyTold) throw await nobody(parts, told, formatRecipients(levels));
    if (told.failures.length > 0) throw summedUp(told.failures);
    return detailOf(told);
  };
}

/** Whoever was asked hears what became of it, also when it is somebody else's turn by now. */
async function withWhoeverWasAsked(
  { deliveries }: DeliverOptions,
  { message: { instance, params, at }, template: { endsCallsOf } }: Rendered,
  [first = [], ...others]: readonly (readonly Recipient[])[],
): Promise<readonly (readonly Recipient[])[]> {
  if (endsCallsOf === undefined) return [first, ...others];
  const told = await deliveries.toldOf(instance, endsCallsOf.notifications, at);
  // Both params are those of the playbook's own effects.
  const asked = told.filter((one) => endsCallsOf.isSameMatter(one.params, params));
  const people = [...new Set(asked.map(({ recipient }) => recipient))].map((person) => ({ person }));
  return [[...first, ...people], ...others];
}

interface Parts {
  readonly options: DeliverOptions;
  readonly message: Message;
  readonly rendered: Rendered;
  /** What leaves in the same message. */
  readonly beside: Beside;
}

interface DeliveryResult {
  /** Or will be: it is still being tried. */
  readonly isAnybodyTold: boolean;
  readonly rows: readonly DeliveryRow[];
  readonly skipped: readonly SkippedRecipient[];
  readonly failures: readonly Error[];
}

const inTheirPlace: Text = {
  zh: "应通知的人员均无法通知到",
  en: "no one it is addressed to can be notified",
};

async function tellSomebody(parts: Parts, meant: readonly (readonly Recipient[])[]): Promise<DeliveryResult> {
  let told: DeliveryResult = { isAnybodyTold: false, rows: [], skipped: [], failures: [] };
  for (const round of notifyRounds(meant)) {
    told = await notifyLevels(parts, round);
    if (told.isAnybodyTold) break;
  }
  return told;
}

/** The first level of which anybody can be told, with those that were passed over. */
async function notifyLevels(parts: Parts, { levels, disturb }: NotifyRound): Promise<DeliveryResult> {
  const { options } = parts;
  const skipped: SkippedRecipient[] = [];
  const failures: Error[] = [];
  for (const { recipients, isInTheirPlace } of levels) {
    const because = isInTheirPlace ? inTheirPlace : null;
    const reached = options.recipients.of(recipients, options.clock.now(), { disturb });
    skipped.push(...reached.skipped.filter((one) => !isAmong(skipped, one)));
    const told = await Promise.all(
      reached.people.map((called) => tell(parts, because === null ? called : inPlace(called, because), skipped)),
    );
    failures.push(...told.flatMap(({ failure }) => failure ?? []));
    if (told.some(({ isGivenUp }) => !isGivenUp))
      return { isAnybodyTold: true, rows: told.flatMap(({ rows }) => rows), skipped, failures };
    skipped.push(...reached.people.map(cannotBeTold).filter((one) => !isAmong(skipped, one)));
  }
  return { isAnybodyTold: false, rows: [], skipped, failures };
}

/** Whoever is told in others' place has to act. */
const inPlace = (called: NotificationRecipient, because: Text): NotificationRecipient => ({
  ...called,
  because: called.because ?? because,
  roles: null,
});

/** One reason each, however many levels name them. */
function isAmong(skipped: readonly SkippedRecipient[], { person, why }: SkippedRecipient): boolean {
  return skipped.some((one) => one.person === person && one.why.en === why.en);
}

interface ToldOne {
  readonly rows: readonly DeliveryRow[];
  readonly isGivenUp: boolean;
  readonly failure: Error | null;
}

async function tell(
  parts: Parts,
  called: NotificationRecipient,
  skipped: readonly SkippedRecipient[],
): Promise<ToldOne> {
  const { options, rendered, beside } = parts;
  const item = whatOrWhyNot(() => itemOf(rendered, called, skipped));
  if (item instanceof UndeliverableError) return { rows: [], isGivenUp: true, failure: item };
  const channels = await channelsOf(options, called);
  const pending = { item, channels, together: beside(called.person.id), group: groupOf(rendered) };
  const rows = await notifyPerson(options, pending);
  const open = rows.filter(({ state }) => state === "queued" || state === "retrying");
  const isSent = rows.some(({ state }) => state === "sent");
  const answers = rows.flatMap(({ state, answer }) => (state === "sent" ? [] : (answer ?? [])));
  // It stands in the log for good, which holds nobody's address.
  const known = channels.map(({ address }) => address);
  const said = [...new Set(answers.map((answer) => withoutAddresses(answer, known)))].join("; ");
  if (open.length > 0) return { rows, isGivenUp: false, failure: new Error(said) };
  return { rows, isGivenUp: !isSent, failure: isSent ? null : new UndeliverableError(said) };
}

/** A notification without words for one reader keeps nobody else from theirs. */
function whatOrWhyNot<What>(write: () => What): What | UndeliverableError {
  try {
    return write();
  } catch (error) {
    if (error instanceof UndeliverableError) return error;
    throw error;
  }
}

function cannotBeTold({ person }: NotificationRecipient): SkippedRecipient {
  return {
    person: person.id,
    why: { zh: `${person.name}的通知方式均不可用`, en: `no channel of ${person.name} accepts notifications` },
  };
}

/** Trying again is worth it as long as one of the failures may pass. */
function summedUp(failures: readonly Error[]): Error {
  const sentence = [...new Set(failures.map(({ message }) => message))].join("; ");
  const forGood = failures.every((failure) => failure instanceof UndeliverableError);
  return forGood ? new UndeliverableError(sentence) : new Error(sentence);
}

/** What stands in the log. */
function detailOf({ rows, skipped }: DeliveryResult): Json {
  const sent = rows.filter(({ state }) => state === "sent");
  const detail = {
    channel: [...new Set(sent.map(({ channel }) => channel))].join(", "),
    to: [...new Set(sent.map(({ recipient }) => recipient))],
  };
  return skipped.length === 0 ? detail : { ...detail, skipped: skipped.map(({ person, why }) => ({ person, why })) };
}

/** Nobody at all: the whole desk is to see it, so it is written down beside the failure. */
async function nobody(
  { options, message }: Parts,
  { skipped, failures }: DeliveryResult,
  meant: string,
): Promise<UndeliverableError> {
  const reasons = [...failures.map((failure) => failure.message), ...skipped.map(({ why }) => why.en)];
  const why = reasons.length === 0 ? "" : ` (${[...new Set(reasons)].join("; ")})`;
  const sentence = `No one could be notified of "${message.type}" (for ${meant})${why}. Check the roster and the channels, then send it again.`;
  const row = bareRow(message, options.clock.now());
  await options.deliveries.put([{ ...row, state: "unreachable", answer: sentence }]);
  return new UndeliverableError(sentence);
}

/** Each person once; those whom nobody knows by a number. */
function rowsOf(message: Message, skipped: readonly SkippedRecipient[], at: number): readonly DeliveryRow[] {
  return skipped.map(({ person, why }, index) => ({
    ...bareRow(message, at),
    recipient: person ?? "",
    channel: person === null ? String(index) : "",
    state: "skipped",
    why,
  }));
}

function bareRow({ id, instance }: Message, at: number): DeliveryRow {
  const nothing = { attempts: 0, answer: null, why: null, insteadOf: null };
  return { message: id, recipient: "", channel: "", instance, state: "queued", ...nothing, firstAt: at, lastAt: at };
}
