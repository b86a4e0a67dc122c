/** Tables for spreadsheets: RFC 4180, in UTF-8 with a mark that says so, and no cell that a spreadsheet would work out. */
type Cell = string | number | null;

const byteOrderMark = "\ufeff";
/** What spreadsheets take for the beginning of a formula. */
const formula = /^[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/;

export function csv(rows: readonly (readonly Cell[])[]): string {
  return byteOrderMark + rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const harmless = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
