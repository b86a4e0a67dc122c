/** Where problems go that no person is waiting to hear of. */
/** One line a problem, as JSON, on standard error. */
export function report(problem: unknown): void {
  const text = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  const cause = problem instanceof Error && problem.cause !== undefined ? { cause: formatCause(problem.cause) } : {};
  process.stderr.write(`${JSON.stringify({ level: "error", problem: text, ...cause })}\n`);
}

function formatCause(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
