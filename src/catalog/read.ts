// Reads a database: every object of every kind, in one read-only snapshot and, where the session sends ahead, one round trip.
// Knows how to ask; what a kind's columns mean is the kind's own affair.

import type { Connection } from '../connection/connection.ts'
import type { AnyKind, Server } from '../kinds/kind.ts'
import { kinds as allKinds } from '../kinds/all.ts'
import type { Address } from './address.ts'
import { Assembly } from './assemble.ts'
import type { Catalog, Dependency, Uncovered } from './catalog.ts'
import { foldDependencies, type DependRows } from './depend.ts'
import type { CatalogObject, Key } from './object.ts'
import { presentIn } from './presence.ts'
import {
  classesQuery,
  dependenciesQuery,
  jsonOf,
  kindQuery,
  membersQuery,
  parsed,
  sizesQuery,
  unmodelledQuery,
  type Answer,
  type Columns,
  type Query,
} from './queries.ts'
import { areSame, type Answers } from './same.ts'

export { catalogSalt } from './queries.ts'

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

/** A snapshot that is still open, of which enough is known to see whether another database is the same. */
export interface Sketch {
  readonly answers: Answers
  /** Null: only the catalog tells. */
  readonly uncovered: readonly Uncovered[] | null
  /** Asks for what a sketch lacks. */
  finish(): Promise<Reading>
}

/** A snapshot that is still open. */
export interface Reading {
  /** Made of the answers when it is first asked for. Without dependencies: they are only worked out where there is something to plan. */
  readonly catalog: Catalog
  readonly answers: Answers
  /** That of the catalog, which need not be made for it where nothing of it can be uncovered. */
  readonly uncovered: readonly Uncovered[]
  /** Where its objects stand in the system catalogs; those that have no row of their own are not in it. */
  readonly addresses: ReadonlyMap<Key, Address>
  withDependencies(): Promise<Catalog>
  /** Ends the snapshot. */
  end(): Promise<void>
}

/** Sees in much less time than it takes to make the catalogs that they are equal; false: they may be. */
export const readTheSame = (a: Pick<Reading, 'answers'>, b: Pick<Reading, 'answers'>): boolean =>
  areSame(a.answers, b.answers)

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

/** Half the time of a reading. */
export async function beginSketch(connection: Connection): Promise<Sketch> {
  const end = await begin(connection, false)
  const ahead = { dependenciesToo: false, sketch: true } as const
  const answers = await unlessVanished(end, () => askAll(connection, allKinds, 'database', ahead))
  if (answers)
    return sketchOf(answers, async () => (await printed(connection, answers, end)) ?? beginReading(connection))
  const reading = await beginReading(connection)
  return sketchOf(reading.answers, async () => reading)
}

const sketchOf = (answers: Answers, finish: () => Promise<Reading>): Sketch => ({
  answers,
  uncovered: uncoveredWithoutObjects(answers),
  finish,
})

/** Asks again, within the same snapshot, for what the sketch has as it is stored. */
const printed = (connection: Connection, sketched: Answered, end: () => Promise<void>): Promise<Reading | null> =>
  unlessVanished(end, async () => {
    const sent = sketched.rows.splice(0)
    const rows = sketched.kinds.map((kind, i) =>
      kind.sketched === undefined ? sent[i]! : ask(connection, kindQuery(kind, sketched.server)),
    )
    const answers = { ...sketched, rows: await allOf(rows), sketchedBy: null }
    return wholly(readingOf(answers, allKinds, 'database', end, () => ask(connection, dependenciesQuery)))
  })

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

/** Null when an object vanished between the snapshot and pg_get_*def(), which sees newer state (the manual, 9.27.5). */
async function tryReading(connection: Connection, options: ReadOptions, ahead: Ahead): Promise<Reading | null> {
  const kinds = options.kinds ?? allKinds
  const origin = options.origin ?? 'database'
  const end = await begin(connection, options.inTransaction ?? false)
  return unlessVanished(end, async () => {
    const answered = await askAll(connection, kinds, origin, ahead)
    return wholly(readingOf(answered, kinds, origin, end, () => ask(connection, dependenciesQuery)))
  })
}

/** Null, and the end of the reading, where a definition vanished. */
async function wholly(reading: ReturnType<typeof readingOf>): Promise<Reading | null> {
  if (!mayLack(reading.answers) || !reading.assembly().lacks) return reading
  await reading.end()
  return null
}

async function unlessVanished<Read>(end: () => Promise<void>, read: () => Promise<Read | null>): Promise<Read | null> {
  try {
    return await read()
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

interface Answered extends Answers {
  readonly server: Server
  readonly rows: Answer[]
  readonly sizes: Answer
  readonly depend: Answer | null
}

/** Without waiting for answers, as far as the session sends ahead. */
async function askAll(
  connection: Connection,
  kinds: readonly AnyKind[],
  origin: Catalog['origin'],
  ahead: Ahead & { readonly sketch?: true },
): Promise<Answered> {
  const { major, superuser, user } = connection.server
  const { kinds: present, lacks, version } = await presentIn(connection, kinds)
  const server: Server = { major, superuser, definition: origin === 'definition', lacks }
  const [rows, classes, members, sizes, unmodelled, depend] = await allOf([
    allOf(present.map((kind) => ask(connection, kindQuery(kind, { ...server, sketch: ahead.sketch ?? false })))),
    ask(connection, classesQuery(kinds)),
    ask(connection, membersQuery),
    ask(connection, sizesQuery),
    ask(connection, unmodelledQuery(kinds, server)),
    ahead.dependenciesToo ? ask(connection, dependenciesQuery) : null,
  ])
  const sketchedBy = ahead.sketch ? version : null
  return { major, user, server, kinds: present, rows, classes, members, sizes, unmodelled, depend, sketchedBy }
}

/** One refusal refuses all that were sent ahead; what was sent is answered before anything else can be asked. */
async function allOf<const Asked extends readonly unknown[]>(asked: Asked) {
  await Promise.allSettled(asked)
  return Promise.all(asked)
}

async function ask(connection: Connection, { sql }: Query): Promise<Answer> {
  const [row] = await connection.query<Answer>(sql)
  return row!
}

/** Whether a definition seems to be null; a text may look like it. */
const mayLack = ({ kinds, rows }: Answered): boolean =>
  kinds.some((kind, i) => kind.definitions?.some((definition) => /(\[|, )null(,|\])/.test(rows[i]![definition] ?? '')))

function readingOf(
  answers: Answered,
  kinds: readonly AnyKind[],
  origin: Catalog['origin'],
  end: () => Promise<void>,
  askDepend: () => Promise<Answer>,
) {
  let [assembled, made]: [ReturnType<typeof assemble>?, Catalog?] = []
  const assembly = () => (assembled ??= assemble(answers))
  const catalog = () => (made ??= catalogOf(assembly().assembly, answers, kinds, origin))
  return {
    answers,
    assembly,
    end,
    get catalog() {
      return catalog()
    },
    get uncovered() {
      return uncoveredWithoutObjects(answers) ?? catalog().uncovered
    },
    get addresses() {
      const { byAddress, addresses } = assembly().assembly
      return new Map([...byAddress].map(([address, { key }]) => [key, addresses.partsOf(address)]))
    },
    async withDependencies(): Promise<Catalog> {
      const depend = answers.depend ?? (await askDepend())
      return { ...catalog(), dependencies: dependencies(depend, kinds, assembly().assembly) }
    },
  }
}

function uncoveredWithoutObjects(answers: Answers): Uncovered[] | null {
  const isSimple = answers.kinds.every((kind, i) => !kind.uncovered || answers.rows[i]?.['name'] === '[]')
  return isSimple ? unmodelled(parsed(answers.unmodelled)) : null
}

/** Lets go of the rows, which it makes objects of. */
function assemble({ kinds, rows, classes, members }: Answered) {
  const assembly = new Assembly(parsed(classes), parsed(members))
  const isWhole = kinds.every((kind, i) => {
    const answer = rows[i]!
    rows[i] = {}
    return assembly.add(kind, parsed(answer))
  })
  assembly.finish()
  return { assembly, lacks: !isWhole }
}

function catalogOf(
  assembly: Assembly,
  answers: Answered,
  kinds: readonly AnyKind[],
  origin: Catalog['origin'],
): Catalog {
  const { major, user, sizes } = answers
  const { objects } = assembly
  const uncovered = named(kinds, objects, parsed(answers.unmodelled))
  return { objects, dependencies: [], uncovered, major, user, origin, bytes: bytesOf(assembly, parsed(sizes)) }
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

function dependencies(depend: Answer, kinds: readonly AnyKind[], assembly: Assembly): Dependency[] {
  const rows: DependRows = JSON.parse(jsonOf(depend))
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

const unmodelled = (rows: Columns): Uncovered[] =>
  rows['object']!.map((object, i) => ({ object: String(object), reason: String(rows['reason']![i]) }))

function named(kinds: readonly AnyKind[], objects: ReadonlyMap<Key, CatalogObject>, rows: Columns): Uncovered[] {
  const uncovered = unmodelled(rows)
  const partly = new Map(kinds.flatMap((k) => (k.uncovered ? [[k.type, k] as const] : [])))
  if (partly.size === 0) return uncovered
  for (const object of objects.values()) {
    const reason = partly.get(object.kind)?.uncovered?.(object)
    if (reason) uncovered.push({ object: object.key, reason })
  }
  return uncovered
}
