/** The engine's public face: makes any admissible statechart durable, and knows nothing of incidents. */
export { openEngine, type EngineParts, type Sharing } from "./open-engine.ts";
export { UnknownInstanceError } from "./queries.ts";
export { InadmissibleMachineError, objectionsTo, type Objection } from "./decide/admit.ts";
export {
  FencedError,
  OverloadedError,
  SamePersonError,
  StaleInstanceError,
  StorageUnavailableError,
  TimerCircleError,
  TimerFailedError,
  UndeliverableError,
} from "./ports.ts";
export type {
  Batch,
  Deliver,
  ChangedInstance,
  EngineStorage,
  Fence,
  Hand,
  HandRow,
  HandsOf,
  HistoryRange,
  InstanceRow,
  Lease,
  Leases,
  LoopName,
  Observation,
  Observe,
  OutboxChange,
  OutboxRow,
  Summarise,
  TimerFailure,
  TimerName,
  TimerRow,
} from "./ports.ts";
export type {
  Command,
  Committed,
  Divergence,
  Engine,
  InstanceState,
  InstanceView,
  LogKind,
  LogRow,
  MachineEvent,
  MachineName,
  Message,
  Outcome,
  PendingTimer,
  Refusal,
  Replay,
} from "./types.ts";
