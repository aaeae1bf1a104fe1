// The cluster that every shadow is a copy of: initdb once for each version, kept in the cache.
// Knows what is baked into it; knows nothing of shadows.

import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { access, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { cacheFolderFor, giveTo } from './cache.ts'
import { ShadowError } from './errors.ts'
import type { Installation } from './installation.ts'

/** The superuser who loads statements; not the bootstrap superuser, so that `OWNER TO postgres` in a file tells something. */
export const SHADOW_USER = 'trueup_shadow'
/** The empty database that is baked in. Its schema public is as initdb makes it: of pg_database_owner, from PostgreSQL 15 on. */
export const SHADOW_DATABASE = 'trueup'

const INITDB = ['--username=postgres', '--auth=trust', '--no-sync', '--no-locale', '--encoding=UTF8', '--wal-segsize=1']
const BAKED = `CREATE ROLE ${SHADOW_USER} SUPERUSER LOGIN;
CREATE DATABASE ${SHADOW_DATABASE} OWNER ${SHADOW_USER} TEMPLATE template0;
`
const UNUSED_AFTER_MS = 30 * 86_400_000

/** The template's data directory; made on the first call. Two processes may race for it: one wins, both get it. */
export async function templateOf(installation: Installation): Promise<string> {
  const { binaries, launcher } = installation
  const folder = join(cacheFolderFor(launcher), 'clusters')
  const template = join(folder, templateName(binaries, installation))
  const now = new Date()
  // Also says when it was last used.
  if (
    await utimes(template, now, now).then(
      () => true,
      () => false,
    )
  )
    return join(template, 'data')
  await mkdir(folder, { recursive: true })
  await forgetUnused(folder)
  const draft = join(folder, `draft-${process.pid}-${randomBytes(4).toString('hex')}`)
  try {
    await build(installation, draft)
    await rename(draft, template)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    const other = await access(template, constants.F_OK).then(
      () => true,
      () => false,
    )
    if (!other) throw error
  }
  return join(template, 'data')
}

function templateName(binaries: Binaries, { launcher, command }: Installation): string {
  const identity = JSON.stringify([binaries.path, command, launcher, INITDB, BAKED])
  return `${binaries.version}-${createHash('sha256').update(identity).digest('hex').slice(0, 12)}`
}

async function build(installation: Installation, draft: string): Promise<void> {
  await mkdir(draft)
  giveTo(installation.launcher, draft)
  const data = join(draft, 'data')
  await run(installation, 'initdb', [...INITDB, '-D', data], '')
  const said = await run(installation, 'postgres', ['--single', '-F', '-D', data, 'postgres'], BAKED)
  if (/(ERROR|FATAL|PANIC):/.test(said)) throw new ShadowError(`The template of a shadow could not be made:\n${said}`)
}

/** Runs one of the binaries to its end; answers all that it printed. */
function run(installation: Installation, program: string, words: readonly string[], input: string): Promise<string> {
  const [command = '', ...prefix] = installation.command(program)
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...prefix, ...words], {
      env: installation.environment,
      ...installation.launcher.owner,
      cwd: '/',
    })
    let said = ''
    child.stdout.on('data', (chunk) => (said += String(chunk)))
    child.stderr.on('data', (chunk) => (said += String(chunk)))
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    child.on('error', (error) =>
      reject(new ShadowError(`${command} cannot be started: ${error.message}.`, { cause: error })),
    )
    child.on('close', (status) => {
      if (status === 0) resolve(said)
      else reject(new ShadowError(explainFailure(installation.binaries, program, said)))
    })
  })
}

export function explainFailure({ version, path }: Binaries, program: string, said: string): string {
  const lines = said.trim().split('\n').slice(-12).join('\n')
  const advice = /No space left on device|could not extend file/.test(said)
    ? 'The disk is full. Make room in /dev/shm or the folder for temporary files (TMPDIR), or name another cache folder with TRUEUP_CACHE_DIR.'
    : /error while loading shared libraries|Library not loaded|GLIBC_|not found/.test(said)
      ? `The binaries in ${path} do not run here. Install the package again with its scripts allowed, or use --shadow with the address of a server, or --shadow pglite.`
      : 'If it keeps failing, use --shadow with the address of a server, or --shadow pglite.'
  return `${program} of the embedded PostgreSQL ${version} failed. ${advice}${lines ? `\nIt said:\n${lines}` : ''}`
}

/** Templates of versions that are gone, and drafts of processes that died. */
async function forgetUnused(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    )
    if (age > (name.startsWith('draft-') ? 3_600_000 : UNUSED_AFTER_MS))
      await rm(path, { recursive: true, force: true })
  }
}
