// liquibase.properties, as Java reads properties files. Knows no setting.

/** Key and value of each entry, in their order; of two with the same key the last one counts, as for Java. */
export function parseProperties(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const line of logicalLines(text)) {
    const [, key = '', value = ''] = /^((?:\\.|[^\\=:\s])*)\s*[=:]?\s*([^]*)$/.exec(line) ?? []
    if (key !== '') found.set(unescaped(key), unescaped(value))
  }
  return found
}

/** A line that ends with an odd number of backslashes goes on in the next one, whose indent does not count. */
function logicalLines(text: string): string[] {
  const lines: string[] = []
  let open: string | null = null
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const line = raw.trimStart()
    if (open === null && (line === '' || line.startsWith('#') || line.startsWith('!'))) continue
    const whole: string = (open ?? '') + line
    const slashes = /\\*$/.exec(whole)?.[0].length ?? 0
    open = slashes % 2 === 1 ? whole.slice(0, -1) : null
    if (open === null) lines.push(whole)
  }
  if (open !== null) lines.push(open)
  return lines
}

const LETTERS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' }

const unescaped = (text: string): string =>
  text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|([^]))/g, (_all, code: string | undefined, letter: string | undefined) =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : (LETTERS[letter ?? ''] ?? letter ?? ''),
  )
