// A .properties file as Java reads it: a line may go on behind a backslash, and escapes stand for what cannot be written.

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' }

/** Name and value of each entry, in their order. */
export const javaProperties = (text: string): [string, string][] =>
  logicalLines(text).map((line) => {
    const end = endOfName(line)
    const value = line.slice(end).replace(/^[ \t\f]*[=:]?[ \t\f]*/, '')
    return [unescaped(line.slice(0, end)), unescaped(value)]
  })

/** Without comments and white space at their beginnings; a line that ends with an odd number of backslashes goes on. */
function logicalLines(text: string): string[] {
  const lines: string[] = []
  let begun: string | null = null
  for (const line of text.split(/\r\n|\r|\n/)) {
    const part: string = line.replace(/^[ \t\f]+/, '')
    if (begun === null && (part === '' || /^[#!]/.test(part))) continue
    const goesOn = (/\\*$/.exec(part)?.[0].length ?? 0) % 2 === 1
    const whole: string = (begun ?? '') + (goesOn ? part.slice(0, -1) : part)
    begun = goesOn ? whole : null
    if (!goesOn) lines.push(whole)
  }
  return begun === null ? lines : [...lines, begun]
}

/** Where the first separator stands that no backslash is before. */
const endOfName = (line: string): number => /^(?:\\.|[^\\=: \t\f])*/s.exec(line)?.[0].length ?? 0

const unescaped = (text: string): string =>
  text.replaceAll(/\\(?:u([\da-fA-F]{4})|(.))/gs, (_, code: string | undefined, letter: string = '') =>
    code === undefined ? (ESCAPES[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16)),
  )
