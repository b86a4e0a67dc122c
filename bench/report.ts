/** What an item found, and how it is shown. */
export type Row = Readonly<Record<string, string | number>>;

export interface Goal {
  readonly goal: string;
  readonly measured: string;
  readonly met: boolean;
}

export interface Result {
  readonly rows: readonly Row[];
  readonly goals: readonly Goal[];
}

export function printTable(rows: readonly Row[]): void {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => shown(row[column])))];
  const widths = columns.map((_, place) => Math.max(...lines.map((line) => line[place]?.length ?? 0)));
  for (const [index, line] of lines.entries()) {
    const cells = line.map((cell, place) =>
      place === 0 ? cell.padEnd(widths[place] ?? 0) : cell.padStart(widths[place] ?? 0),
    );
    console.log(`  ${cells.join("   ")}`);
    if (index === 0) console.log(`  ${widths.map((width) => "-".repeat(width)).join("   ")}`);
  }
}

export function printGoals(goals: readonly Goal[]): void {
  for (const { goal, measured, met } of goals) console.log(`  ${met ? "met    " : "NOT MET"}  ${goal}: ${measured}`);
}

function shown(value: string | number | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  return value >= 1000 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));
}
