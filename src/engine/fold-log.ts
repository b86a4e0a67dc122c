/** Folds an instance's log, from its start or from behind a checkpoint, and gathers what it says on the way. */
import type { Json } from "../kernel/json.ts";
import { References, type Settled } from "./agreement.ts";
import type { Definition } from "./decide/definition.ts";
import { emptyFold, foldBehind, foldRow, type Fold } from "./decide/replay.ts";
import { textOfState } from "./decide/state-text.ts";
import { stateDigest, textDigest } from "./drive/digest.ts";
import type { LogRow } from "./log.ts";
import type { Checkpoint, EngineStorage, InstanceRow, SignOffRow, SignOffsOf } from "./ports.ts";

/** Rows read at a time while folding. */
const historyPageMax = 1_000;
/** A fold of more rows than this leaves checkpoints behind itself, one in so many rows. */
const longFold = 200;
const checkpointEvery = 50;
/** States of a large incident have some ten kilobytes, and these are held together. */
const checkpointsAtOnce = 200;

export interface Folded {
  readonly fold: Fold;
  readonly last: LogRow | undefined;
  readonly settled: Settled;
  readonly signOffs: readonly SignOffRow[];
  readonly references: References;
}

interface FoldParts {
  readonly storage: EngineStorage;
  readonly definition: Definition;
  readonly signOffs: SignOffsOf | null;
}

interface FoldRange {
  readonly upTo?: number;
  readonly isWhole: boolean;
}

export async function foldLog(parts: FoldParts, row: InstanceRow, { upTo, isWhole }: FoldRange): Promise<Folded> {
  const { storage } = parts;
  // At least one row is folded: what could be done then depends on its time.
  const known = isWhole || upTo === undefined ? null : await soundCheckpoint(storage, row.id, upTo - 1);
  const folding = new Folding(parts, row, known);
  for (;;) {
    const rows = await storage.history(row.id, {
      after: folding.seq,
      limit: historyPageMax,
      ...(upTo === undefined ? {} : { upTo }),
    });
    for (const one of rows) folding.add(one);
    if (rows.length < historyPageMax || folding.isDivided) break;
  }
  // A replay of everything looks at those that are there.
  if (folding.isLong && !isWhole) await storage.keepCheckpoints?.(row.id, folding.passed);
  return folding.result();
}

/** The fold begins at the start where there is none, or a wrong one. */
async function soundCheckpoint(storage: EngineStorage, id: string, upTo: number): Promise<Checkpoint | null> {
  const found = (await storage.checkpoint?.(id, upTo)) ?? null;
  return found !== null && (await isSound(storage, id, found)) ? found : null;
}

/** Its digest is the one that its log row has recorded. */
async function isSound(storage: EngineStorage, id: string, { seq, stateText }: Checkpoint): Promise<boolean> {
  const [row] = await storage.history(id, { after: seq - 1, upTo: seq });
  return row?.stateHash === textDigest(stateText);
}

/** The row of a stored checkpoint that is not what the log has recorded, or null. */
export async function wrongCheckpoint(storage: EngineStorage, { id, seq }: InstanceRow): Promise<number | null> {
  for (let upTo = seq; ;) {
    const found = (await storage.checkpoint?.(id, upTo)) ?? null;
    if (found === null) return null;
    if (!(await isSound(storage, id, found))) return found.seq;
    upTo = found.seq - 1;
  }
}

class Folding {
  readonly #parts: FoldParts;
  readonly #row: InstanceRow;
  readonly #settled = new Map<Json, LogRow["kind"]>();
  readonly #signOffs: SignOffRow[] = [];
  readonly #references = new References();
  readonly passed: Checkpoint[] = [];
  #fold: Fold;
  #last: LogRow | undefined;

  constructor(parts: FoldParts, row: InstanceRow, known: Checkpoint | null) {
    this.#parts = parts;
    this.#row = row;
    this.#fold =
      known === null ? emptyFold : foldBehind({ ...known, state: JSON.parse(known.stateText) as InstanceRow["state"] });
  }

  get seq(): number {
    return this.#last?.seq ?? this.#fold.seq;
  }

  get isDivided(): boolean {
    return this.#fold.divergence !== null;
  }

  add(row: LogRow): void {
    const { definition } = this.#parts;
    const before = this.#fold.state;
    this.#fold = foldRow(definition, this.#fold, row, stateDigest);
    const { state, stepSeq, divergence } = this.#fold;
    if (state !== null && stepSeq === row.seq) {
      const signOffs = this.#parts.signOffs?.(definition.name, before, state) ?? [];
      this.#signOffs.push(...signOffs.map((one) => ({ ...one, instance: row.instance, seq: row.seq })));
    }
    if (row.kind === "start" && row.event["hash"] !== this.#row.definitionHash)
      this.#fold = startedOtherwise(this.#fold);
    if (row.kind === "delivered" || row.kind === "dead-lettered")
      this.#settled.set(row.event["message"] ?? null, row.kind);
    this.#references.add(row);
    this.#last = row;
    if (state !== null && divergence === null && row.seq > 0 && row.seq % checkpointEvery === 0)
      this.#pass({ seq: row.seq, stepSeq, stateText: textOfState(state) });
  }

  get isLong(): boolean {
    return this.#fold.divergence === null && this.#fold.seq - this.#fold.from >= longFold;
  }

  /** The last ones: whoever looks at one row of a long log looks at those beside it next. */
  #pass(checkpoint: Checkpoint): void {
    this.passed.push(checkpoint);
    if (this.passed.length > checkpointsAtOnce) this.passed.shift();
  }

  result(): Folded {
    const [fold, last, settled] = [this.#fold, this.#last, this.#settled];
    return { fold, last, settled, signOffs: this.#signOffs, references: this.#references };
  }
}

function startedOtherwise(fold: Fold): Fold {
  const sentence = "the first row names another definition of the machine than its instance does";
  return { ...fold, divergence: fold.divergence ?? { seq: 0, what: "definition", sentence } };
}
