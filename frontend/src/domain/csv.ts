// A table as a file that the table programs of offices open without asking: UTF-8 with its mark, semicolons, every cell in
// quotation marks.

export function csv(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((cells) => cells.map((cell) => `"${harmless(cell).replaceAll('"', '""')}"`).join(';'));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

/** A cell that begins like a formula would be carried out: an apostrophe has it be text. */
const harmless = (cell: string) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
