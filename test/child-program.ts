// Programs of their own for tests: what happens when a process is killed, runs as another user, or finds no tools.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll } from 'vitest'

export const REPOSITORY = fileURLToPath(new URL('..', import.meta.url))

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A folder that every user can read, or also write; gone after the test file. */
export function openFolder(mode = 0o755, below = tmpdir()): string {
  const folder = mkdtempSync(join(below, 'trueup-test-'))
  folders.push(folder)
  chmodSync(folder, mode)
  return folder
}

/** A program that any Node can run, out of TypeScript whose imports are relative to the repository. */
export async function buildProgram(source: string): Promise<string> {
  const outdir = openFolder()
  await build({
    stdin: { contents: source, resolveDir: REPOSITORY, loader: 'ts' },
    outdir,
    outExtension: { '.js': '.mjs' },
    // So that what is loaded on demand stays so.
    splitting: true,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['@electric-sql/pglite', '@electric-sql/pglite/*', 'pg-native'],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url)",
    },
    logLevel: 'error',
  })
  return join(outdir, 'stdin.mjs')
}

export interface RunningProgram {
  readonly child: ChildProcess
  /** The first line that it prints, or all that it said where it ends before. */
  readonly firstLine: Promise<string>
  readonly ended: Promise<{ status: number | null; said: string }>
}

export function runProgram(
  program: string,
  options: { env?: NodeJS.ProcessEnv; uid?: number; gid?: number } = {},
): RunningProgram {
  const env = { ...process.env, ...options.env }
  const child = spawn(process.execPath, [program], {
    ...options,
    env,
    cwd: REPOSITORY,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const ended = new Promise<{ status: number | null; said: string }>((resolve) =>
    child.on('close', (status) => resolve({ status, said })),
  )
  const firstLine = new Promise<string>((resolve) => {
    const hear = (chunk: unknown): void => {
      said += String(chunk)
      if (said.includes('\n')) resolve(said.slice(0, said.indexOf('\n')))
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void ended.then(() => resolve(said))
  })
  return { child, firstLine, ended }
}

/** Process ids and command lines of the processes that name that text. */
export const processesNaming = (text: string): string[] =>
  (process.platform === 'linux' ? runningOnLinux() : psLines()).filter((line) => line.includes(text))

const psLines = (): string[] => execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n')

/** Not every container has a `ps`. */
const runningOnLinux = (): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [`${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`]
      } catch {
        return []
      }
    })
