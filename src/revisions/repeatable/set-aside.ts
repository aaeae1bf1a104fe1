// What repeatable files made and what stands in a revision's way (a view on a column that it drops): taken away in the
// revision's own transaction. The files make it again behind the revisions; its owner, privileges and comments come back then.

import { serverError } from '../../apply/errors.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import type { CatalogObject, Key } from '../../catalog/object.ts'
import { readCatalog } from '../../catalog/read.ts'
import { compareStates } from '../../compare/compare.ts'
import type { Connection } from '../../connection/connection.ts'
import { bodyOf, lossesOf } from '../author/body.ts'
import { stateOf } from '../author/way-back.ts'
import { readScript } from '../files/script.ts'
import type { Script } from '../revision.ts'
import { isAmong, without, withOwn, type Keys } from './aside.ts'
import type { RepeatableOptions } from './due.ts'
import type { Made } from './made.ts'
import { isKept } from './replan.ts'

export interface SetAside {
  /** For the beginning of the revision's transaction. */
  readonly sql: string
  readonly keys: Keys
  /** The database with it. */
  readonly before: Catalog
}

/** 2BP01: dependent_objects_still_exist; 0A000 stands for much, this among it (ATPrepAlterColumnType, tablecmds.c). */
export function isInTheWay(error: unknown): boolean {
  const server = serverError(error)
  return (
    server?.code === '2BP01' || (server?.code === '0A000' && /cannot alter type of a column used/.test(server.message))
  )
}

/** Null: there is nothing that could be taken away. */
export async function setAside(
  connection: Connection,
  made: Made,
  options: RepeatableOptions,
): Promise<SetAside | null> {
  const before = await readCatalog(connection)
  const keys = bound(
    before,
    new Set(made.units.flatMap((unit) => [...unit.keys].filter((key) => !made.base.objects.has(key)))),
  )
  if (keys.size === 0) return null
  const plan = await planned(before, without(before, keys), options)
  const statements = plan.transactions.flatMap((transaction) => transaction.statements)
  if (lossesOf(plan.transactions).length > 0 || plan.transactions.some(({ transactional }) => !transactional))
    return null
  return { sql: statements.map(({ sql }) => sql).join(';\n'), keys, before }
}

/** Gives what was made again the owner, the privileges and the comments that it had; null: it has them. */
export async function asBefore(
  connection: Connection,
  { before, keys }: Pick<SetAside, 'before' | 'keys'>,
  options: RepeatableOptions,
): Promise<Script | null> {
  const live = await readCatalog(connection)
  const isLost = (object: CatalogObject): boolean =>
    isKept(object) &&
    isAmong(object, keys) &&
    object.parent !== null &&
    live.objects.has(object.parent.key) &&
    (object.kind === 'owner' || !live.objects.has(object.key))
  const plan = await planned(live, withOwn(live, before, isLost), options)
  return plan.transactions.length === 0
    ? null
    : readScript('what gives back owners and privileges', `\n${bodyOf(plan)}`, 'repeatable')
}

async function planned(from: Catalog, to: Catalog, { historyTable, shadow }: RepeatableOptions) {
  const copies = shadow === undefined || shadow === 'embedded' ? {} : { server: shadow }
  const states = { from: stateOf(from, 'the database'), to: stateOf(to, 'what is wanted of it'), copies }
  const { plan } = await compareStates(states, { historyTable, unsafe: true, prove: false, online: 'never' })
  return plan
}

/** Those whole objects that hold on to something that is not theirs, and what holds on to these; a function in a string holds on to nothing. */
function bound(live: Catalog, created: Keys): Keys {
  const own = [...live.objects.values()].filter((object) => isAmong(object, created))
  const wholes = new Map(own.map((object) => [object.key, topOf(object, created)]))
  const needs = new Map<Key, Set<Key>>()
  for (const { from, to } of live.dependencies) {
    const whole = wholes.get(from)
    if (whole !== undefined && isPlace(live.objects.get(to)) === false)
      needs.set(whole, (needs.get(whole) ?? new Set()).add(to))
  }
  const found = new Set<Key>()
  for (let size = -1; size < found.size;) {
    size = found.size
    for (const [whole, all] of needs)
      if ([...all].some((to) => found.has(wholes.get(to) ?? '') || !wholes.has(to))) found.add(whole)
  }
  return new Set([...found].filter((key) => created.has(key)))
}

/** The outermost of these that it is part of. */
function topOf(object: CatalogObject, created: Keys): Key {
  let top = object.key
  for (let at: CatalogObject | null = object; at; at = at.parent) if (created.has(at.key)) top = at.key
  return top
}

const isPlace = (object: CatalogObject | undefined): boolean =>
  object === undefined || ['schema', 'language', 'extension', 'role'].includes(object.kind)
