// A program of another tool, run as the user would run it, which answers in JSON on its standard output.
// Knows no tool. The program inherits the environment, since that is where its settings are.

import { spawn } from 'node:child_process'

const LINES_OF_STDERR = 20

export interface ChildAnswer {
  /** Null: it could not be started. */
  readonly status: number | null
  readonly output: string
  /** The last lines of what it said on standard error. */
  readonly said: string
}

export interface ChildCall {
  readonly command: string
  readonly arguments: readonly string[]
  readonly cwd: string
  readonly input?: string
  readonly environment?: Readonly<Record<string, string>>
}

export function callChild({ command, arguments: words, cwd, input, environment }: ChildCall): Promise<ChildAnswer> {
  return new Promise((done) => {
    const child = spawn(command, words, {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const output: Buffer[] = []
    const said: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
    child.stdin.on('error', () => {})
    child.stdin.end(input ?? '')
    child.on('error', (error) => done({ status: null, output: '', said: error.message }))
    child.on('close', (status) =>
      done({ status, output: Buffer.concat(output).toString(), said: lastLines(Buffer.concat(said).toString()) }),
    )
  })
}

const lastLines = (text: string): string => text.trimEnd().split('\n').slice(-LINES_OF_STDERR).join('\n')
