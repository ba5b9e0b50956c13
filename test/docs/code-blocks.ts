import createMarkdown from 'markdown-it';

/** A piece of code of a page. */
export interface CodeBlock {
  language: string;
  content: string;
  /** Why it is not run. */
  norun: string | undefined;
}

/** The code of a page in order, but for diagrams, which are written in words. */
export function codeBlocksOf(markdown: string): CodeBlock[] {
  return createMarkdown()
    .parse(markdown, {})
    .filter(({ type, info }) => type === 'fence' && info !== 'sequence')
    .map(({ info, content }) => ({
      language: info.split(' ')[0]!,
      content,
      norun: /norun=(.+)$/.exec(info)?.[1],
    }));
}

/**
 * A shell script of the blocks of one page, in which `curl` fails unless the answer's status is below 400, or the one
 * that a comment behind the command names: `curl ... # 404`.
 * @param folder gets what each block prints, in files `0`, `1`, ...
 */
export function shellScriptOf(blocks: readonly CodeBlock[], folder: string): string {
  const prelude = `set -euo pipefail
curl() {
  local head status; head=$(mktemp -p '${folder}')
  command curl -sS -D "$head" "$@"
  status=$(grep '^HTTP' "$head" | tail -1 | cut -d' ' -f2)
  if [[ ! "$status" =~ ^(\${EXPECTED:-[23]..})$ ]]; then echo "curl $* answered $status" >&2; exit 1; fi
}
`;
  const parts = blocks.map(({ content }, index) => {
    const commands = content.replaceAll(/\\\n\s*/g, ' ').replaceAll(/^(curl .*?) +# (\d{3})$/gm, 'EXPECTED=$2 $1');
    return `{\n${commands}} > '${folder}/${index}'\n`;
  });
  return prelude + parts.join('');
}

/** What of the documented value the real one lacks: members, or another type. Values may differ, lists may be longer. */
export function differences(documented: unknown, real: unknown, path = 'the answer'): string[] {
  if (Array.isArray(documented)) {
    if (!Array.isArray(real)) return [`${path} is no list`];
    if (documented.length > 0 && real.length === 0) return [`${path} is empty`];
    return documented.length > 0 ? differences(documented[0], real[0], `${path}[0]`) : [];
  }
  if (typeof documented === 'object' && documented !== null) {
    if (typeof real !== 'object' || real === null) return [`${path} is no object`];
    return Object.entries(documented).flatMap(([name, value]) =>
      name in real
        ? differences(value, (real as Record<string, unknown>)[name], `${path}.${name}`)
        : [`${path} has no ${name}`],
    );
  }
  return typeof documented === typeof real ? [] : [`${path} is ${typeof real}, not ${typeof documented}`];
}
