// Reads a database: every object of every kind, in one read-only snapshot and, where the session sends ahead, one round trip.
// Knows how to ask; what a kind's columns mean is the kind's own affair.

import { createHash } from 'node:crypto'
import type { Connection } from '../connection/connection.ts'
import type { AnyKind, Server } from '../kinds/kind.ts'
import { kinds as allKinds } from '../kinds/all.ts'
import { Assembly, type Columns } from './assemble.ts'
import type { Catalog, Dependency, Uncovered } from './catalog.ts'
import { DEPEND_COLUMNS, dependQuery, foldDependencies, type DependRows } from './depend.ts'
import type { CatalogObject, Key } from './object.ts'
import { presentIn } from './presence.ts'
import { uncoveredQuery } from './uncovered.ts'

export interface ReadOptions {
  /** 'definition': what the reading role owns was left unsaid by the SQL files. Default 'database'. */
  readonly origin?: Catalog['origin']
  /** The connection is in a transaction already; no other is begun, and the settings are put back. */
  readonly inTransaction?: boolean
  readonly kinds?: readonly AnyKind[]
}

interface Ahead {
  /** Dependencies are asked for with all the rest: they are needed in any case. */
  readonly dependenciesToo: boolean
}

/** A snapshot that is still open. */
export interface Reading {
  /** Without dependencies: they are only worked out where there is something to plan. */
  readonly catalog: Catalog
  withDependencies(): Promise<Catalog>
  /** Ends the snapshot. */
  end(): Promise<void>
}

const MAX_ATTEMPTS = 3

export async function readCatalog(connection: Connection, options: ReadOptions = {}): Promise<Catalog> {
  const reading = await attempts(connection, options, { dependenciesToo: true })
  try {
    return await reading.withDependencies()
  } finally {
    await reading.end()
  }
}

/** @throws where the schema changes with every attempt to read it */
export const beginReading = (connection: Connection, options: ReadOptions = {}): Promise<Reading> =>
  attempts(connection, options, { dependenciesToo: false })

async function attempts(connection: Connection, options: ReadOptions, ahead: Ahead): Promise<Reading> {
  for (let attempt = 1; ; attempt++) {
    const reading = await tryReading(connection, options, ahead)
    if (reading) return reading
    if (attempt === MAX_ATTEMPTS)
      throw new Error(
        `The schema of ${connection.server.description} changed while it was read, ${MAX_ATTEMPTS} times in a row. Try again when no DDL runs.`,
      )
  }
}

/** Changes with all that decides what a read gives, for caches of what was read. */
export function catalogSalt(kinds: readonly AnyKind[] = allKinds): string {
  const hash = createHash('sha256')
  for (const kind of kinds)
    for (const major of [14, 15, 16, 17, 18])
      hash.update(`${kind.type}\n${query(kind, { major, superuser: true, definition: true })}\n`)
  hash.update(dependQuery)
  return hash.digest('hex')
}

/** Null when an object vanished between the snapshot and pg_get_*def(), which sees newer state (the manual, 9.27.5). */
async function tryReading(connection: Connection, options: ReadOptions, ahead: Ahead): Promise<Reading | null> {
  const kinds = options.kinds ?? allKinds
  const origin = options.origin ?? 'database'
  const { major, superuser, user } = connection.server
  const server: Server = { major, superuser, definition: origin === 'definition' }
  const end = await begin(connection, options.inTransaction ?? false)
  try {
    const assembly = await readObjects(connection, kinds, server, ahead)
    if (!assembly) {
      await end()
      return null
    }
    const { objects } = assembly
    const [sizes, unmodelled] = assembly.rest
    const uncovered = named(kinds, objects, unmodelled)
    const catalog: Catalog = {
      objects,
      dependencies: [],
      uncovered,
      major,
      user,
      origin,
      bytes: bytesOf(assembly, sizes),
    }
    return {
      catalog,
      withDependencies: async () => ({
        ...catalog,
        dependencies: dependencies(await (assembly.depend ?? askDepend(connection)), kinds, assembly),
      }),
      end,
    }
  } catch (error) {
    await end().catch(() => undefined)
    // cache lookup failed for …: what the snapshot still shows is gone for pg_get_*def()
    if (error instanceof Error && /^cache lookup failed|^could not open relation with OID/.test(error.message))
      return null
    throw error
  }
}

/** Begins the snapshot; the answer ends it, or puts back what was set within the caller's own transaction. */
async function begin(connection: Connection, inTransaction: boolean): Promise<() => Promise<void>> {
  const settings = 'set local search_path = pg_catalog; set local jit = off; set local statement_timeout = 0'
  if (!inTransaction) {
    await connection.execute(`begin transaction isolation level repeatable read, read only; ${settings}`)
    return () => connection.execute('rollback')
  }
  const names = ['search_path', 'jit', 'statement_timeout']
  const before = await connection.query<{ name: string; setting: string }>(
    `select name, pg_catalog.current_setting(name) as setting from unnest('{${names.join(',')}}'::text[]) name`,
  )
  await connection.execute(settings)
  return async () => {
    for (const { name, setting } of before)
      await connection.query(`select set_config('${name}', '${setting.replaceAll("'", "''")}', true)`)
  }
}

const askDepend = (connection: Connection): Promise<string> =>
  connection
    .query<{ answer: string }>(`select answer::text from (${columnar(dependQuery, DEPEND_COLUMNS)}) a`)
    .then(([row]) => row!.answer)

async function readObjects(connection: Connection, kinds: readonly AnyKind[], reader: Server, ahead: Ahead) {
  const { kinds: present, lacks } = await presentIn(connection, kinds)
  const server: Server = { ...reader, lacks }
  const ask = (query: string, columns: readonly string[]) => {
    const answer = connection.query<{ answer: Columns }>(columnar(query, columns)).then(([row]) => row!.answer)
    // One refusal refuses all that were sent ahead; the first is the one that is thrown.
    answer.catch(() => undefined)
    return answer
  }
  const catalogs = [
    ...new Set(kinds.flatMap((k) => [k.catalog, k.parentCatalog]).filter((c) => c !== null && c !== 'any')),
  ]
  const covered = new Set(kinds.flatMap((k) => k.catalog ?? []))
  const classes = ask(
    `select name, to_regclass(name)::oid::int8 as oid from unnest('{${catalogs.join(',')}}'::text[]) name`,
    ['name', 'oid'],
  )
  const members = ask(MEMBERS, ['classid', 'objid', 'refclassid', 'refobjid'])
  const answers = present.map((kind) => ask(query(kind, server), columnsOf(kind)))
  const sizes = ask(SIZES, ['classid', 'objid', 'bytes'])
  const unmodelled = ask(uncoveredQuery(server, covered), ['object', 'reason'])
  const depend = ahead.dependenciesToo ? askDepend(connection) : null
  depend?.catch(() => undefined)

  const assembly = new Assembly(await classes, await members)
  for (const [i, kind] of present.entries())
    if (!assembly.add(kind, await answers[i]!)) return settled([...answers, depend])
  assembly.finish()
  return Object.assign(assembly, { rest: [await sizes, await unmodelled] as const, depend })
}

/** What was sent ahead is answered before anything else can be asked. */
async function settled(answers: readonly (Promise<unknown> | null)[]): Promise<null> {
  await Promise.allSettled(answers)
  return null
}

const MEMBERS = `
  select classid::int8, objid::int8, refclassid::int8, refobjid::int8 from pg_depend where deptype = 'e'`

const SIZES = `
  select 'pg_class'::regclass::oid::int8 as classid, oid::int8 as objid, relpages::int8 * current_setting('block_size')::int8 as bytes
    from pg_class where relkind in ('r', 'm') and relpages > 0 and oid >= 16384`

const columnsOf = (kind: AnyKind): string[] => {
  const parent = kind.parentCatalog === null ? [] : ['parent']
  const anyParent = kind.parentCatalog === 'any' ? ['parent_class', 'parent_subid'] : []
  const sent = Object.keys(kind.attributes).filter((name) => kind.usual?.[name] === undefined)
  return ['objid', 'objsubid', 'name', ...parent, ...anyParent, ...sent, ...(kind.usual ? ['unusual'] : [])]
}

/** What is not as usual goes into one column, which is null where all is. `offset 0`: nothing is worked out twice. */
function query(kind: AnyKind, server: Server): string {
  if (!kind.usual) return kind.query(server)
  const usual = Object.entries(kind.usual)
  const members = usual.map(([name]) => `'${name}', "${name}"`).join(', ')
  return `
    select *, case when ${usual.map(isUsual).join(' and ')} then null else json_build_object(${members}) end as unusual
      from (${kind.query(server)} offset 0) all_of_it`
}

function isUsual([name, value]: [name: string, value: unknown]): string {
  if (value === null) return `"${name}" is null`
  if (typeof value === 'boolean') return `${value ? '' : 'not '}"${name}"`
  return Array.isArray(value) ? `"${name}" = '{}'` : `"${name}" = '${String(value)}'`
}

/** JSON has no oid: it would send them as strings. */
const OIDS: ReadonlySet<string> = new Set(['objid', 'parent', 'parent_class'])

const columnar = (query: string, columns: readonly string[]): string => {
  const arrays = columns.map((c) => `'${c}', coalesce(json_agg("${c}"${OIDS.has(c) ? '::int8' : ''}), '[]')`)
  return `select json_build_object(${arrays.join(', ')}) as answer from (${query}) q`
}

function bytesOf({ byAddress, addresses }: Assembly, sizes: Columns): Map<Key, number> {
  const { classid, objid, bytes } = sizes as Record<string, number[]>
  const sized = new Map<Key, number>()
  objid!.forEach((oid, i) => {
    const table = byAddress.get(addresses.of(classid![i]!, oid, 0))
    if (table) sized.set(table.key, bytes![i]!)
  })
  return sized
}

/** @param depend JSON, not parsed before it is needed */
function dependencies(depend: string, kinds: readonly AnyKind[], assembly: Assembly): Dependency[] {
  const rows: DependRows = JSON.parse(depend)
  return [
    ...foldDependencies(rows, assembly.addresses, assembly.byAddress),
    ...assembly.dependenciesOnExtensions(),
    ...requirements(kinds, assembly.objects),
  ]
}

function requirements(kinds: readonly AnyKind[], objects: ReadonlyMap<Key, CatalogObject>): Dependency[] {
  const kindOf = new Map(kinds.map((kind) => [kind.type, kind]))
  const found: Dependency[] = []
  for (const object of objects.values()) {
    const kind = kindOf.get(object.kind)!
    for (const to of kind.requires?.(object) ?? [])
      if (objects.has(to) && to !== object.key) found.push({ from: object.key, to })
    for (const to of kind.waitsFor?.(object) ?? [])
      if (objects.has(to) && to !== object.key) found.push({ from: object.key, to, orderOnly: true })
    for (const to of kind.madeAfter?.(object) ?? [])
      if (objects.has(to) && to !== object.key) found.push({ from: object.key, to, orderOnly: true, buildOnly: true })
  }
  return found
}

function named(kinds: readonly AnyKind[], objects: ReadonlyMap<Key, CatalogObject>, rows: Columns): Uncovered[] {
  const uncovered: Uncovered[] = rows['object']!.map((object, i) => ({
    object: String(object),
    reason: String(rows['reason']![i]),
  }))
  const partly = new Map(kinds.flatMap((k) => (k.uncovered ? [[k.type, k] as const] : [])))
  if (partly.size === 0) return uncovered
  for (const object of objects.values()) {
    const reason = partly.get(object.kind)?.uncovered?.(object)
    if (reason) uncovered.push({ object: object.key, reason })
  }
  return uncovered
}
