import knex, { type Knex } from "knex";
import pg from "pg";
import { postgresDialect } from "./dialect.ts";
import { postgresFailure } from "./postgres-failure.ts";

export interface PostgresConnection {
  readonly kind: "postgres";
  readonly dialect: typeof postgresDialect;
  /** For migrations and questions that are put together; both share the pool. */
  readonly knex: Knex;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

// A page must say within five seconds that the database is away: waiting for a connection and then for an answer on it
// together take less. The server's own limits come first: then it is the server that undoes what was begun.
const postgresLimits = {
  connectionsMax: 10,
  /** For a free connection or a new one; a first packet that is lost is sent again after a second. */
  connectTimeoutMs: 1_500,
  lockTimeoutMs: 2_000,
  statementTimeoutMs: 3_000,
  /** Notices a server that answers no more, not even that it gave up. */
  answerTimeoutMs: 3_250,
  /** Frees the log for other nodes when this one stands still inside a transaction. */
  idleInTransactionTimeoutMs: 5_000,
} as const;

/** Connects, and asks something so that a wrong address shows at once. */
export async function connectPostgres(url: string, mode: "write" | "read" | "migrate"): Promise<PostgresConnection> {
  requireTransportChoice(url);
  const pool = new pg.Pool(poolSettings(url, mode));
  // A connection that breaks while nobody uses it leaves the pool by itself; without a listener it would end the process.
  pool.on("error", nothing);
  // So would one that the server ends while somebody holds it between two questions; the next question fails anyway.
  pool.on("connect", (client) => client.on("error", nothing));
  const connection = knex({ client: "pg", connectionPool: pool });
  try {
    await pool.query("SELECT 1");
  } catch (error) {
    await pool.end();
    throw postgresFailure(error);
  }
  const close = async () => {
    await connection.destroy();
    await pool.end();
  };
  return { kind: "postgres", dialect: postgresDialect, knex: connection, pool, close };
}

const nothing = () => undefined;

function poolSettings(url: string, mode: "write" | "read" | "migrate"): pg.PoolConfig {
  // A server may have been told that a commit need not reach the disk; ours must.
  const session = ["-c synchronous_commit=on", "-c default_transaction_isolation=read\\ committed"];
  if (mode === "read") session.push("-c default_transaction_read_only=on");
  return {
    connectionString: url,
    application_name: "answerable",
    max: postgresLimits.connectionsMax,
    connectionTimeoutMillis: postgresLimits.connectTimeoutMs,
    ...(mode === "migrate" ? {} : timeLimits),
    keepAlive: true,
    options: session.join(" "),
    types: { getTypeParser },
  };
}

/** A migration may take as long as it needs, and waits for another node's: nobody is being served yet. */
const timeLimits = {
  lock_timeout: postgresLimits.lockTimeoutMs,
  statement_timeout: postgresLimits.statementTimeoutMs,
  query_timeout: postgresLimits.answerTimeoutMs,
  idle_in_transaction_session_timeout: postgresLimits.idleInTransactionTimeoutMs,
};

const bigintType = 20;
const jsonbType = 3802;
const usualParser = pg.types.getTypeParser as (type: number, format?: string) => (value: string) => unknown;

/** Times, numbers and counts are bigint there and safe integers here; the stores parse their JSON themselves. */
const getTypeParser = ((type: number, format?: string) => {
  if (type === bigintType) return Number;
  return type === jsonbType ? String : usualParser(type, format);
}) as typeof pg.types.getTypeParser;

/** Over a network, whether to encrypt must be said; silence would mean no. */
function requireTransportChoice(url: string): void {
  const { hostname, searchParams } = new URL(url);
  const host = searchParams.get("host") ?? decodeURIComponent(hostname);
  const isLocal = host === "" || host.startsWith("/") || ["localhost", "127.0.0.1", "[::1]"].includes(host);
  if (isLocal || searchParams.has("sslmode")) return;
  throw new Error(
    `The database on ${host} is reached over a network: add ?sslmode=verify-full to its address (and &sslrootcert=file.pem for your own authority), or ?sslmode=disable when nobody else can listen there.`,
  );
}
