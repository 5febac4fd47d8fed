// Where a table's program begins to calculate: also behind spaces, and in the full width of East Asian typing.
const formula = /^\s*[=+\-@\t\r\0＝＋－＠]/u;

/** A cell that is text to every program: quoted, and never the beginning of a formula. */
function csvCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** A line of cells, ended as RFC 4180 has it. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
