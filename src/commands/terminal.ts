// Where a command's words go: results to standard output, all else to standard error. Colour only where a person looks.

import { writeFileSync } from 'node:fs'

export interface Terminal {
  /** The result: SQL, or what --format asked for. */
  readonly print: (text: string) => void
  /** Notes, progress, errors. */
  readonly tell: (text: string) => void
  /** A person is there to be asked. */
  readonly interactive: boolean
  /** Whether standard error is a terminal, where progress can be drawn over. */
  readonly live: boolean
  readonly colour: { readonly output: boolean; readonly notes: boolean }
}

/** https://no-color.org; FORCE_COLOR as Node itself reads it. */
export function openTerminal(given: { color: boolean | undefined; quiet: boolean }): Terminal {
  const { stdin, stdout, stderr, env } = process
  const allowed = given.color ?? !env['NO_COLOR']
  const forced = given.color === true || (Boolean(env['FORCE_COLOR']) && env['FORCE_COLOR'] !== '0')
  const colour = (isTerminal: boolean): boolean => allowed && (forced || (isTerminal && env['TERM'] !== 'dumb'))
  return {
    print: (text) => void stdout.write(text),
    tell: (text) => void stderr.write(`${text}\n`),
    interactive: stdin.isTTY && stderr.isTTY && !env['CI'],
    live: stderr.isTTY && !given.quiet,
    colour: { output: colour(stdout.isTTY), notes: colour(stderr.isTTY) },
  }
}

const CLEAR_LINE = '\r\u001b[2K'

/** One line for what takes longer than a second, gone when it is done; nothing where nobody watches. */
export function showStages(terminal: Terminal): (stage: string | null) => void {
  let timer: NodeJS.Timeout | undefined
  let isShown = false
  return (stage) => {
    clearTimeout(timer)
    if (isShown) process.stderr.write(CLEAR_LINE)
    isShown = false
    if (stage === null || !terminal.live) return
    timer = setTimeout(() => {
      process.stderr.write(`${stage} …`)
      isShown = true
    }, 1000).unref()
  }
}

/** A result for a program. */
export const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** To the file that --output names, else, and for `-`, to standard output. */
export function deliver(terminal: Terminal, text: string, file: string | undefined): void {
  if (file === undefined || file === '-') return terminal.print(text)
  writing(file, () => writeFileSync(file, text))
}

/** Says what could not be written where that fails. */
export function writing(path: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    throw new Error(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
