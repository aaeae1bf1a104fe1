// Reads a database: every object of every kind, in one read-only snapshot, in few round trips.
// Knows how to ask and how to put together; what a kind's columns mean is the kind's own affair.

import { createHash } from 'node:crypto'
import type { Connection } from '../connection/connection.ts'
import type { AnyKind, Server } from '../kinds/kind.ts'
import { kinds as allKinds } from '../kinds/all.ts'
import { Addresses } from './address.ts'
import type { Catalog, Dependency, Uncovered } from './catalog.ts'
import { dependQuery, foldDependencies, type DependRows } from './depend.ts'
import { ident } from './identifier.ts'
import { keyOf, type CatalogObject, type Key } from './object.ts'
import { uncoveredQuery } from './uncovered.ts'

export interface ReadOptions {
  /** 'definition': what the reading role owns was left unsaid by the SQL files. Default 'database'. */
  readonly origin?: Catalog['origin']
  /** The connection is in a transaction already; no other is begun, and the settings are put back. */
  readonly inTransaction?: boolean
  readonly kinds?: readonly AnyKind[]
}

/** One array per column: four times cheaper for Node than one object per row. */
type Columns = Record<string, readonly unknown[]>

const FIRST_NORMAL_OID = 16384
const MAX_ATTEMPTS = 3

export async function readCatalog(connection: Connection, options: ReadOptions = {}): Promise<Catalog> {
  for (let attempt = 1; ; attempt++) {
    const catalog = await readOnce(connection, options)
    if (catalog) return catalog
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
      hash.update(`${kind.type}\n${kind.query({ major, superuser: true, definition: true })}\n`)
  hash.update(dependQuery)
  return hash.digest('hex')
}

/** Null when an object vanished between the snapshot and pg_get_*def(), which sees newer state (the manual, 9.27.5). */
async function readOnce(connection: Connection, options: ReadOptions): Promise<Catalog | null> {
  const kinds = options.kinds ?? allKinds
  const origin = options.origin ?? 'database'
  const server: Server = {
    major: connection.server.major,
    superuser: connection.server.superuser,
    definition: origin === 'definition',
  }
  const answer = await ask(connection, kinds, server, options.inTransaction ?? false)
  if (!answer) return null

  const assembled = assemble(kinds, answer)
  if (!assembled) return null
  const { objects, byAddress, addresses } = assembled
  const tableBytes = answer.get('bytes')!
  const bytes = new Map<Key, number>()
  const pgClass = answer.get('classes')!['oid']![0] as number
  tableBytes['objid']!.forEach((objid, i) => {
    const table = byAddress.get(addresses.of(pgClass, objid as number, 0))
    if (table) bytes.set(table.key, tableBytes['bytes']![i] as number)
  })
  return {
    objects,
    dependencies: [
      ...foldDependencies(answer.get('depend')! as unknown as DependRows, addresses, byAddress),
      ...requirements(kinds, objects),
    ],
    uncovered: named(kinds, objects, answer.get('uncovered')!),
    major: server.major,
    user: connection.server.user,
    origin,
    bytes,
  }
}

const columnsOf = (kind: AnyKind): string[] => {
  const parent = kind.parentCatalog === null ? [] : ['parent']
  const anyParent = kind.parentCatalog === 'any' ? ['parent_class', 'parent_subid'] : []
  return ['objid', 'objsubid', 'name', ...parent, ...anyParent, ...Object.keys(kind.attributes)]
}

/** JSON has no oid: it would send them as strings. */
const OIDS: ReadonlySet<string> = new Set(['objid', 'parent', 'parent_class'])

const columnar = (query: string, columns: readonly string[]): string => {
  const arrays = columns.map((c) => `'${c}', coalesce(json_agg("${c}"${OIDS.has(c) ? '::int8' : ''}), '[]')`)
  return `(select json_build_object(${arrays.join(', ')}) from (${query}) q)`
}

function queries(kinds: readonly AnyKind[], server: Server): [name: string, sql: string][] {
  const catalogs = [...new Set(kinds.flatMap((k) => [k.catalog, k.parentCatalog]).filter((c) => c && c !== 'any'))]
  const covered = new Set(kinds.flatMap((k) => k.catalog ?? []))
  return [
    ...kinds.map((k): [string, string] => [`kind ${k.type}`, columnar(k.query(server), columnsOf(k))]),
    ['depend', columnar(dependQuery, ['classid', 'objid', 'objsubid', 'refclassid', 'refobjid', 'refobjsubid', 'deptype'])],
    [
      'classes',
      columnar(
        `select 'pg_class' as name, 'pg_class'::regclass::oid::int8 as oid union all
         select name, to_regclass(name)::oid::int8 from unnest('{${catalogs.join(',')}}'::text[]) name where name <> 'pg_class'`,
        ['name', 'oid'],
      ),
    ],
    [
      'bytes',
      columnar(
        `select oid::int8 as objid, relpages::int8 * current_setting('block_size')::int8 as bytes
           from pg_class where relkind in ('r', 'm') and relpages > 0 and oid >= ${FIRST_NORMAL_OID}`,
        ['objid', 'bytes'],
      ),
    ],
    ['uncovered', columnar(uncoveredQuery(server, covered), ['object', 'reason'])],
  ]
}

async function ask(
  connection: Connection,
  kinds: readonly AnyKind[],
  server: Server,
  inTransaction: boolean,
): Promise<Map<string, Columns> | null> {
  const before = inTransaction
    ? (await connection.query<{ path: string }>(`select current_setting('search_path') as path`))[0]!.path
    : null
  if (!inTransaction) await connection.execute('begin transaction isolation level repeatable read, read only')
  try {
    await connection.execute(`set local search_path = pg_catalog; set local jit = off; set local statement_timeout = 0`)
    const asked = queries(kinds, server)
    const sql = `select ${asked.map(([, query], i) => `${query} as q${i}`).join(',\n')}`
    const [row] = await connection.query<Record<string, Columns>>(sql)
    return new Map(asked.map(([name], i) => [name, row![`q${i}`]!]))
  } catch (error) {
    // cache lookup failed for …: what the snapshot still shows is gone for pg_get_*def()
    if (error instanceof Error && /^cache lookup failed|^could not open relation with OID/.test(error.message)) return null
    throw error
  } finally {
    if (before !== null) await connection.query(`select set_config('search_path', '${before.replaceAll("'", "''")}', true)`)
    else await connection.execute('rollback')
  }
}

interface Assembled {
  objects: Map<Key, CatalogObject>
  byAddress: Map<number, CatalogObject>
  addresses: Addresses
}

function assemble(kinds: readonly AnyKind[], answer: Map<string, Columns>): Assembled | null {
  const addresses = new Addresses()
  const objects = new Map<Key, CatalogObject>()
  const byAddress = new Map<number, CatalogObject>()
  const { members, extensions } = extensionMembers(answer.get('depend')! as unknown as DependRows, addresses)
  const memberObjects = new Map<number, CatalogObject>()
  const classes = answer.get('classes')!
  const oidOf = new Map(classes['name']!.map((name, i) => [name as string, classes['oid']![i] as number]))

  for (const kind of kinds) {
    const rows = answer.get(`kind ${kind.type}`)!
    const attributes = Object.keys(kind.attributes)
    const classid = kind.catalog === null ? undefined : oidOf.get(kind.catalog)
    const { objid, objsubid, name, parent, parent_class: parentClass, parent_subid: parentSubid } = rows as Record<string, number[]>
    for (let i = 0; i < name!.length; i++) {
      const shape: Record<string, unknown> = {}
      for (const attribute of attributes) shape[attribute] = rows[attribute]![i]
      if (kind.definitions?.some((d) => shape[d] === null)) return null
      const address = classid !== undefined && objid![i] != null ? addresses.of(classid, objid![i]!, objsubid![i]!) : null
      if (address !== null && objid![i]! < FIRST_NORMAL_OID && !(kind.type === 'schema')) continue
      const above =
        kind.parentCatalog === null
          ? null
          : addresses.of(parentClass ? parentClass[i]! : oidOf.get(kind.parentCatalog)!, parent![i]!, parentSubid?.[i] ?? 0)
      const parentObject = above === null ? null : (byAddress.get(above) ?? memberObjects.get(above))
      if (parentObject === undefined) continue
      const ownName = String(name![i])
      const identity = kind.identity?.(ownName, parentObject, shape) ?? defaultIdentity(ownName, parentObject)
      const object: CatalogObject = { key: keyOf(kind.type, identity), kind: kind.type, identity, name: ownName, parent: parentObject, shape }
      if (address !== null && (members.has(address) || (above !== null && memberObjects.has(above)))) {
        memberObjects.set(address, object)
        continue
      }
      if (above !== null && memberObjects.has(above) && !kind.onMembers) continue
      if (objects.has(object.key)) throw new Error(`two objects read as ${object.key}: a bug in kinds/${kind.type.replaceAll(' ', '-')}.ts`)
      objects.set(object.key, object)
      if (address !== null) byAddress.set(address, object)
    }
  }
  for (const [member, extension] of extensions) {
    const object = byAddress.get(extension)
    if (object) byAddress.set(member, object)
  }
  return { objects, byAddress, addresses }
}

const defaultIdentity = (name: string, parent: CatalogObject | null): string => {
  if (!parent) return ident(name)
  return parent.kind === 'schema' ? `${parent.identity}.${ident(name)}` : `${ident(name)} ON ${parent.identity}`
}

function extensionMembers(rows: DependRows, addresses: Addresses) {
  const members = new Set<number>()
  const extensions = new Map<number, number>()
  rows.deptype.forEach((deptype, i) => {
    if (deptype !== 'e') return
    const member = addresses.of(rows.classid[i]!, rows.objid[i]!, rows.objsubid[i]!)
    members.add(member)
    extensions.set(member, addresses.of(rows.refclassid[i]!, rows.refobjid[i]!, rows.refobjsubid[i]!))
  })
  return { members, extensions }
}

function requirements(kinds: readonly AnyKind[], objects: ReadonlyMap<Key, CatalogObject>): Dependency[] {
  const kindOf = new Map(kinds.map((kind) => [kind.type, kind]))
  const dependencies: Dependency[] = []
  for (const object of objects.values()) {
    const kind = kindOf.get(object.kind)!
    for (const to of kind.requires?.(object) ?? [])
      if (objects.has(to) && to !== object.key) dependencies.push({ from: object.key, to })
    for (const to of kind.waitsFor?.(object) ?? [])
      if (objects.has(to) && to !== object.key) dependencies.push({ from: object.key, to, orderOnly: true })
  }
  return dependencies
}

function named(kinds: readonly AnyKind[], objects: ReadonlyMap<Key, CatalogObject>, rows: Columns): Uncovered[] {
  const uncovered: Uncovered[] = rows['object']!.map((object, i) => ({ object: String(object), reason: String(rows['reason']![i]) }))
  const partly = new Map(kinds.flatMap((k) => (k.uncovered ? [[k.type, k] as const] : [])))
  for (const object of objects.values()) {
    const reason = partly.get(object.kind)?.uncovered?.(object)
    if (reason) uncovered.push({ object: object.key, reason })
  }
  return uncovered
}
