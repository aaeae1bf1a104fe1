// The command line, built into a folder of its own, and run in folders of the tests' own.

import { execFile, type ChildProcess } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface CommandLine {
  /** Runs in `cwd`; variables that name a database are the test's own. */
  run(cwd: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>
  /** The same, with the process. */
  start(
    cwd: string,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): { readonly child: ChildProcess; readonly ended: Promise<Ended> }
  remove(): void
}

const NO_DATABASE = { DATABASE_URL: '', PGHOST: '', PGSERVICE: '', PGDATABASE: '', VISUAL: '', EDITOR: '' }

export async function buildCommandLine(): Promise<CommandLine> {
  mkdirSync('node_modules/.cache', { recursive: true })
  const folder = resolve(mkdtempSync('node_modules/.cache/trueup-revisions-'))
  await build({
    entryPoints: ['src/cli.ts'],
    outdir: join(folder, 'dist'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
  })
  copyFileSync('package.json', join(folder, 'package.json'))
  const cli = join(folder, 'dist/cli.js')
  const start: CommandLine['start'] = (cwd, args, env = {}) => {
    const waiting: ((ended: Ended) => void)[] = []
    const options = { cwd, env: { ...process.env, ...NO_DATABASE, ...env } }
    const child = execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) => {
      for (const done of waiting) done({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
    return { child, ended: new Promise((done) => void waiting.push(done)) }
  }
  return {
    start,
    run: (...given) => start(...given).ended,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
