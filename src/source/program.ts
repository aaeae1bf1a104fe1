// SQL that a program prints: `exec:<command>`, so that an ORM's models can be the definition.

import { spawn } from 'node:child_process'
import { decodeSql } from './decode.ts'
import { SourceError } from './source-error.ts'
import { includeFile } from './sql-files.ts'
import type { SqlInput } from './sql-input.ts'

const LINES_OF_STDERR = 20

/** The command runs in the system's shell, in `cwd`. */
export async function readProgram(command: string, cwd: string): Promise<SqlInput> {
  const { output, said, status } = await run(command, cwd)
  if (status !== 0)
    throw new SourceError(`the program ${command} ended with ${status}.${said === '' ? '' : `\n${lastLines(said)}`}`)
  const text = decodeSql(output, `exec:${command}`)
  if (text.trim() === '')
    throw new SourceError(`the program ${command} printed nothing.${said === '' ? '' : `\n${lastLines(said)}`}`)
  return {
    files: [{ name: `exec:${command}`, text }],
    warnings: [],
    include: (include) => includeFile({ ...include, from: '.' }, cwd),
  }
}

const lastLines = (text: string): string => text.trimEnd().split('\n').slice(-LINES_OF_STDERR).join('\n')

function run(command: string, cwd: string): Promise<{ output: Buffer; said: string; status: string | 0 }> {
  return new Promise((done, failed) => {
    const child = spawn(command, { cwd, shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const output: Buffer[] = []
    const said: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
    child.on('error', failed)
    child.on('close', (code, signal) =>
      done({
        output: Buffer.concat(output),
        said: Buffer.concat(said).toString(),
        status: code === 0 ? 0 : code === null ? `signal ${signal}` : `status ${code}`,
      }),
    )
  })
}
