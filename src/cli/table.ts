interface Section {
  title: string;
  rows: readonly (readonly [string, string])[];
}

/** Sections of label and value in one box. */
export function renderTable(sections: readonly Section[]): string {
  const rows = sections.flatMap((section) => section.rows);
  const labelWidth = Math.max(...rows.map(([label]) => label.length));
  const lineOf = ([label, value]: readonly [string, string]) => `${label.padEnd(labelWidth)}  ${value}`;
  const width = Math.max(...rows.map((row) => lineOf(row).length), ...sections.map(({ title }) => title.length));
  const boxed = (line: string) => `│ ${line.padEnd(width)} │`;
  const rule = (left: string, right: string) => `${left}${'─'.repeat(width + 2)}${right}`;
  const blocks = sections.map(({ title, rows: own }) => [title, ...own.map(lineOf)].map(boxed).join('\n'));
  return [rule('┌', '┐'), blocks.join(`\n${rule('├', '┤')}\n`), rule('└', '┘')].join('\n');
}
