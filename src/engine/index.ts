/** The engine's public face: makes any admissible statechart durable, and knows nothing of incidents. */
export { openEngine, type EngineParts, type Sharing } from "./open-engine.ts";
export { openQueries, UnknownInstanceError, type QueryParts } from "./queries.ts";
export { definitionTexts } from "./drive/definitions.ts";
export { InadmissibleMachineError, objectionsTo, type Objection } from "./decide/admit.ts";
export {
  LoopEndedError,
  OverloadedError,
  SamePersonError,
  StaleInstanceError,
  StorageUnavailableError,
  TimerCircleError,
  TimerFailedError,
  UndeliverableError,
} from "./failures.ts";
export { FencedError, type Fence, type Lease, type Leases } from "./leases.ts";
export { erasedText, missingText } from "../kernel/text-refs.ts";
export type { DecidedClock, DecidedClockRow, DecidedClocksOf } from "./decided-clock.ts";
export type {
  Apart,
  Batch,
  Deliver,
  ChangedInstance,
  EngineStorage,
  Follower,
  FollowRight,
  SignOff,
  SignOffRow,
  SignOffsOf,
  InstanceRow,
  OutboxChange,
  StoredText,
  Summarise,
  TextName,
  TextRow,
} from "./ports.ts";
export type { LoopName, Observation, Observe } from "./observations.ts";
export type {
  InstanceState,
  MachineEvent,
  MachineName,
  Message,
  PendingTimer,
  OutboxRow,
  TimerFailure,
  TimerName,
  TimerRow,
} from "./types.ts";
export type { LogKind, LogRow, HistoryRange } from "./log.ts";
export type { Command, Divergence, Engine, EngineQueries, InstanceView, Outcome, Refusal, Replay } from "./api.ts";
