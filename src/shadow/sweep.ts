// Removes what dead processes left behind where even their supervisor was killed: a server that still runs, and its folder.
// Touches only folders of our own user, whose owner is known to be gone.

import { readFileSync, readlinkSync } from 'node:fs'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'

/** Names of the folders in which servers run. */
export const RUN_PREFIX = 'trueup-shadow-'
export const OWNER_FILE = 'owner.json'

interface Owner {
  readonly pid: number
  /** When the process started, in the kernel's ticks, for a number may be used again; 0 where that is not known. */
  readonly started: number
  /** Process numbers only mean something within one namespace. */
  readonly namespace: string
}

export const describeOwner = (): string =>
  JSON.stringify({ pid: process.pid, started: startOf(process.pid), namespace: namespace() } satisfies Owner)

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}

function startOf(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[19])
  } catch {
    return 0
  }
}

function isAlive({ pid, started }: Owner): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
  }
  return startOf(pid) === started
}

export async function sweep(folders: readonly string[]): Promise<void> {
  for (const folder of new Set(folders)) {
    const names = await readdir(folder).catch(() => [])
    await Promise.all(
      names.filter((name) => name.startsWith(RUN_PREFIX)).map((name) => sweepOne(join(folder, name)).catch(() => {})),
    )
  }
}

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

async function sweepOne(directory: string): Promise<void> {
  const { mtimeMs } = await stat(directory)
  const ageMs = Date.now() - mtimeMs
  const owner = await readFile(join(directory, OWNER_FILE), 'utf8').then(
    (text): Owner | null => JSON.parse(text),
    () => null,
  )
  if (owner === null) {
    if (ageMs > MINUTE_MS) await rm(directory, { recursive: true, force: true })
    return
  }
  if (owner.namespace !== namespace()) {
    if (ageMs > HOUR_MS && !(await answers(directory))) await rm(directory, { recursive: true, force: true })
    return
  }
  if (isAlive(owner)) return
  const server = await readFile(join(directory, 'data', 'postmaster.pid'), 'utf8').then(
    (text) => Number(text.split('\n')[0]),
    () => 0,
  )
  if (server > 0 && (await runsIn(server, directory))) {
    process.kill(server, 'SIGQUIT')
    for (let waited = 0; waited < 100 && startOf(server) > 0; waited += 1)
      await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await rm(directory, { recursive: true, force: true })
}

/** Whether that process is the server of that folder; where the system does not tell, it is left alone. */
const runsIn = (pid: number, directory: string): Promise<boolean> =>
  readFile(`/proc/${pid}/cmdline`, 'utf8').then(
    (line) => line.includes(directory),
    () => false,
  )

function answers(directory: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(join(directory, '.s.PGSQL.5432'))
    socket.on('error', () => resolve(false))
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}
