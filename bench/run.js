// npm run bench: what `trueup diff` of two databases costs against `pg_dump --schema-only` of one, whole processes in turn,
// in one run; peak memory; and the two small commands that everyone waits for. Figures are medians.

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { availableMajors, openShadow } from '../dist/index.js'
import { schemaOf } from './schema.js'

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1000, 10_000]
const RUNS = Number(process.env.TRUEUP_BENCH_RUNS ?? 5)
const scratch = mkdtempSync(join(tmpdir(), 'trueup-bench-'))
const peakFile = join(scratch, 'peak')
const cli = new URL('../dist/cli.js', import.meta.url).pathname
const preload = new URL('./peak.js', import.meta.url).href

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/** Seconds of one run; it must end with one of these exit codes. */
function seconds(command, args, codes, env = {}) {
  const start = performance.now()
  const { status, stderr } = spawnSync(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const elapsed = (performance.now() - start) / 1000
  if (!codes.includes(status)) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`)
  return elapsed
}

const trueup = (args, codes) => {
  const elapsed = seconds(process.execPath, ['--import', preload, cli, ...args], codes, { TRUEUP_BENCH_PEAK: peakFile })
  return { elapsed, peakMiB: Number(readFileSync(peakFile, 'utf8')) / 1024 }
}

/** A pg_dump can dump servers up to its own major. */
function findPgDump() {
  const folders = [18, 17, 16, 15, 14].map((major) => `/usr/lib/postgresql/${major}/bin/pg_dump`)
  const found = [process.env.TRUEUP_PG_DUMP, ...folders, 'pg_dump'].filter(
    (path) => path && (path === 'pg_dump' || existsSync(path.split(' ')[0])),
  )
  for (const path of found) {
    const [command, ...args] = path.split(' ')
    try {
      const major = Number(
        execFileSync(command, [...args, '--version'], { encoding: 'utf8' }).match(/(\d+)[.\d]*\s*(\(|$)/m)[1],
      )
      return { command, args, major }
    } catch {
      // Not there, or not to be run.
    }
  }
  throw new Error(
    'no pg_dump was found to measure against: install PostgreSQL’s client programs, or name one in TRUEUP_PG_DUMP',
  )
}

async function prepare(shadow, tables) {
  const connection = await shadow.connect()
  const names = ['bench_a', 'bench_b']
  for (const name of names) {
    await connection.execute(`drop database if exists ${name}`)
    await connection.execute(`create database ${name}`)
  }
  const { description } = connection.server
  const socket = await connection.query(`select setting from pg_settings where name = 'unix_socket_directories'`)
  const [{ port }] = await connection.query(`select setting as port from pg_settings where name = 'port'`)
  const [{ user }] = await connection.query('select current_user as user')
  await connection.close()
  const { connect } = await import('../dist/index.js')
  const urlOf = (name) => `host=${socket[0].setting} port=${port} user=${user} dbname=${name}`
  for (const [i, name] of names.entries()) {
    const session = await connect(urlOf(name))
    for (const batch of schemaOf(tables)) await session.execute(batch)
    // Ten tables differ, as after a day's work.
    if (i === 1)
      for (let t = 0; t < 10; t++)
        await session.execute(`alter table t${t} add column noted text; create index on t${t} (noted)`)
    await session.execute('vacuum analyze')
    await session.close()
  }
  return { urls: names.map(urlOf), socket: socket[0].setting, port, user, description }
}

function row(label, values) {
  console.log([label.padEnd(44), ...values.map((value) => String(value).padStart(10))].join(''))
}

const pgDump = findPgDump()
const majors = (await availableMajors()).map(({ major }) => major).filter((major) => major <= pgDump.major)
const major = Math.max(...majors)
const shadow = await openShadow({ major })
console.log(`PostgreSQL ${major}, pg_dump ${pgDump.major}, Node ${process.version}; medians of ${RUNS} runs in turn\n`)
row('', ['seconds', 'pg_dump', 'ratio', 'MiB'])
const perTable = []
for (const tables of SIZES) {
  const { urls, socket, port, user } = await prepare(shadow, tables)
  const dump = () =>
    seconds(pgDump.command, [...pgDump.args, '--schema-only', '-h', socket, '-p', port, '-U', user, 'bench_a'], [0])
  for (const [label, pair, codes] of [
    [`diff of two databases, ${tables} tables`, urls, [2]],
    [`diff, nothing differs, ${tables} tables`, [urls[0], urls[0]], [0]],
  ]) {
    trueup(['diff', ...pair], codes)
    dump()
    const runs = Array.from({ length: RUNS }, () => ({ ...trueup(['diff', ...pair], codes), dump: dump() }))
    const [own, other] = [median(runs.map((r) => r.elapsed)), median(runs.map((r) => r.dump))]
    row(label, [
      own.toFixed(2),
      other.toFixed(2),
      (own / other).toFixed(2),
      Math.round(Math.max(...runs.map((r) => r.peakMiB))),
    ])
    if (codes[0] === 2) perTable.push({ tables, each: own / tables })
  }
}
await shadow.close()

if (perTable.length > 1) {
  const [small, large] = [perTable[0], perTable.at(-1)]
  row(`cost per table, ${large.tables} against ${small.tables}`, ['', '', (large.each / small.each).toFixed(2), ''])
}
const small = ['examples/shop/v1', 'examples/shop/v2'].map((path) => new URL(`../${path}`, import.meta.url).pathname)
trueup(['diff', '--unsafe', ...small], [2])
const cached = Array.from({ length: RUNS }, () => trueup(['diff', '--unsafe', ...small], [2]))
row('diff of two small SQL folders, cached', [
  median(cached.map((r) => r.elapsed)).toFixed(2),
  '',
  '',
  Math.round(Math.max(...cached.map((r) => r.peakMiB))),
])
const help = Array.from({ length: RUNS }, () => seconds(process.execPath, [cli, '--help'], [0]))
row('trueup --help', [median(help).toFixed(2), '', '', ''])
rmSync(scratch, { recursive: true })
