// A throwaway PostgreSQL server: a copy of the template in memory, reached through a socket in a folder that only we can open.
// A shell in a session of its own holds a pipe from us; when the pipe closes, however we end, it stops the server and removes the folder.

import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { access, constants, mkdtemp, readFile, statfs } from 'node:fs/promises'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { giveTo } from './cache.ts'
import { ShadowError } from './errors.ts'
import { prepare, type Installation } from './installation.ts'
import { NO_SERVICE } from './no-servers.ts'
import { describeOwner, OWNER_FILE, RUN_PREFIX, sweep } from './sweep.ts'
import { explainFailure, templateOf } from './template.ts'

export interface Cluster {
  readonly binaries: Binaries
  /** Its socket's directory, as `host=` takes it; the port is 5432 unless the settings say otherwise. */
  readonly socketDirectory: string
  /** Stops the server and removes its files; waits until that is done. */
  stop(): Promise<void>
}

/** Settings of postgresql.conf, by name. */
export type ServerSettings = Readonly<Record<string, string | number>>

const ROOM_BYTES = 256 * 2 ** 20
/** The smallest of the platforms' sizes of sun_path, without its final zero. */
const LONGEST_SOCKET_PATH = 103
const START_LIMIT_MS = 60_000

/**
 * stdin: the pipe from us. stdout: read by us only if the server ends before it was ready.
 * `kill -QUIT` is PostgreSQL's immediate shutdown; the server's own words come last, since writing to a dead reader could fail.
 */
const SUPERVISOR = `
directory=$1 template=$2 copy=$3
shift 3
exec 3<&0 </dev/null 2>&1
postgres=
trap 'if [ -n "$postgres" ]; then kill -QUIT $postgres; fi' HUP INT TERM
trap '' PIPE
if said=$(cp $copy "$template" "$directory/data" 2>&1); then
  "$@" >"$directory/log" 2>&1 3<&- &
  postgres=$!
  ( read -r line <&3; kill -QUIT $postgres ) 2>/dev/null &
  watcher=$!
  while kill -0 $postgres 2>/dev/null; do wait $postgres; done
  kill $watcher 2>/dev/null
  said=$(tail -n 30 "$directory/log")
fi
rm -rf "$directory"
printf '%s\\n' "$said"
`

export async function startCluster(found: Binaries, settings: ServerSettings = {}): Promise<Cluster> {
  const installation = prepare(found)
  const [template, base] = await Promise.all([templateOf(installation), roomyFolder(), sweep([tmpdir(), '/dev/shm'])])
  const directory = await mkdtemp(join(base, RUN_PREFIX))
  writeFileSync(join(directory, OWNER_FILE), describeOwner())
  giveTo(installation.launcher, directory)
  const supervisor = supervise(installation, directory, template, settings)
  try {
    await ready(supervisor, directory)
  } catch (error) {
    await supervisor.stop()
    throw error instanceof ShadowError
      ? error
      : new ShadowError(explainFailure(installation.binaries, 'postgres', String(error)))
  }
  return { binaries: installation.binaries, socketDirectory: directory, stop: supervisor.stop }
}

/** Memory where there is room, or else the folder for temporary files. */
async function roomyFolder(): Promise<string> {
  for (const folder of ['/dev/shm', tmpdir(), '/tmp']) {
    const path = join(folder, `${RUN_PREFIX}XXXXXX`, '.s.PGSQL.5432')
    if (Buffer.byteLength(path) > LONGEST_SOCKET_PATH) continue
    const writable = await access(folder, constants.W_OK | constants.X_OK).then(
      () => true,
      () => false,
    )
    if (!writable) continue
    const { bavail, bsize } = await statfs(folder)
    if (bavail * bsize > ROOM_BYTES) return folder
  }
  throw new ShadowError(
    `There is no room for an embedded PostgreSQL: neither /dev/shm nor ${tmpdir()} can be written and has ${ROOM_BYTES / 2 ** 20} MB free. ` +
      'Make room, set TMPDIR to a folder that has it, or use --shadow with the address of a server.',
  )
}

interface Supervisor {
  stop(): Promise<void>
  /** What the server said, once it has ended. */
  readonly ended: Promise<string>
  hasEnded(): boolean
}

function supervise(
  installation: Installation,
  directory: string,
  template: string,
  settings: ServerSettings,
): Supervisor {
  const { command, environment, launcher, binaries } = installation
  const copy = process.platform === 'darwin' ? '-Rc' : '-r'
  const server = [...command('postgres'), ...serverSettings(directory, binaries.major, settings)]
  const child = spawn('/bin/sh', ['-c', SUPERVISOR, 'trueup-shadow', directory, template, copy, ...server], {
    env: { ...environment, PGSERVICE: NO_SERVICE },
    ...launcher.owner,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  let said = ''
  let over = false
  child.stdout.on('data', (chunk) => (said += String(chunk)))
  const ended = new Promise<string>((resolve) => {
    child.on('close', () => resolve(said))
    child.on('error', (error) => resolve(error.message))
  })
  void ended.then(() => (over = true))
  child.stdin.on('error', () => {})
  child.unref()
  const pipes = [child.stdin, child.stdout].filter((pipe) => pipe instanceof Socket)
  for (const pipe of pipes) pipe.unref()
  const stop = async (): Promise<void> => {
    if (over) return
    child.ref()
    for (const pipe of pipes) pipe.ref()
    child.stdin.end()
    await ended
  }
  return { stop, ended, hasEnded: () => over }
}

/** Nothing here outlives the process, so nothing is made to last; and nothing runs beside the sessions. */
function serverSettings(directory: string, major: number, more: ServerSettings): string[] {
  const settings: ServerSettings = {
    listen_addresses: '',
    port: 5432,
    unix_socket_directories: directory,
    unix_socket_permissions: '0700',
    max_connections: 20,
    // A schema of 10,000 tables in one transaction takes 60,000 locks.
    max_locks_per_transaction: 2048,
    shared_buffers: '32MB',
    dynamic_shared_memory_type: 'mmap',
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    // So that publications do not warn.
    wal_level: 'logical',
    max_wal_senders: 0,
    max_wal_size: '256MB',
    autovacuum: 'off',
    max_logical_replication_workers: 0,
    max_parallel_workers: 0,
    ...(major >= 18 ? { io_method: 'sync' } : {}),
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    log_min_messages: 'log',
    ...more,
  }
  return [
    '-D',
    join(directory, 'data'),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

/** The server says so on the eighth line of its lock file, sooner than it could be found out by connecting. */
async function ready(supervisor: Supervisor, directory: string): Promise<void> {
  const lockFile = join(directory, 'data', 'postmaster.pid')
  const limit = Date.now() + START_LIMIT_MS
  for (;;) {
    const status = await readFile(lockFile, 'utf8').then(
      (text) => text.split('\n')[7]?.trim(),
      () => undefined,
    )
    if (status === 'ready') return
    if (supervisor.hasEnded()) throw await supervisor.ended
    if (Date.now() > limit)
      throw new ShadowError(
        `The embedded PostgreSQL did not get ready within ${START_LIMIT_MS / 1000} s. Try again when the machine is less busy.`,
      )
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
