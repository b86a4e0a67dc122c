/** What the load generator is asked, and what it answers. */
export interface LoadJob {
  readonly port: number;
  readonly connections: number;
  readonly measureMs: number;
  /** Sent by turns. */
  readonly requests: readonly LoadRequest[];
  /** Pause before each request on a connection (ms). */
  readonly pauseMs?: number;
}

export interface LoadRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body?: string;
}

export interface LoadResult {
  readonly answered: number;
  readonly perSecond: number;
  /** ms */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Answers that were no success, by status. */
  readonly refused: Readonly<Record<string, number>>;
}
