// What CREATE OR REPLACE cannot do to a live database (a view with other columns, a function with another result): the engine's
// plan for what a repeatable file makes, with what depends on it, and with its owners and privileges back in place.

import { readCatalog } from '../../catalog/read.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import type { CatalogObject, Key } from '../../catalog/object.ts'
import { compareStates } from '../../compare/compare.ts'
import type { Connection } from '../../connection/connection.ts'
import { inLikeForm } from '../../prove/like-form.ts'
import { bodyOf, lossesOf } from '../author/body.ts'
import { stateOf } from '../author/way-back.ts'
import { DataLossError } from '../errors.ts'
import { readScript } from '../files/script.ts'
import type { Script } from '../revision.ts'
import { isAmong, withOwn } from './aside.ts'
import type { RepeatableOptions } from './due.ts'
import type { Made, Unit } from './made.ts'

/** What a file leaves unsaid stays as it is. */
const KEPT = new Set(['owner', 'privilege', 'comment', 'security label'])

export const isKept = ({ kind }: CatalogObject): boolean => KEPT.has(kind)

/** In place of the unit's own script. */
export async function replanned(
  connection: Connection,
  { whole }: Made,
  unit: Unit,
  options: RepeatableOptions,
): Promise<Script> {
  const copies = options.shadow === undefined || options.shadow === 'embedded' ? {} : { server: options.shadow }
  const [live, made] = await inLikeForm(await readCatalog(connection), whole, copies)
  const isOwn = (object: CatalogObject): boolean => isAmong(object, unit.keys)
  const stays = ({ key, kind, parent }: CatalogObject): boolean =>
    KEPT.has(kind) && !made.objects.has(key) && parent !== null && made.objects.has(parent.key)
  const gone = [...live.objects.values()].filter((object) => isOwn(object) && !stays(object)).map(({ key }) => key)
  const goal = withOwn(withoutThese(live, new Set(gone)), made, isOwn)
  const states = {
    from: stateOf(live, 'the database'),
    to: stateOf({ ...goal, origin: 'definition' }, 'the repeatable files'),
    copies,
  }
  const { historyTable, schema, excludeSchema, include, exclude } = options
  const selection = { historyTable, schema, excludeSchema, include, exclude }
  const { plan } = await compareStates(states, { ...selection, unsafe: true, prove: false, online: 'never' })
  const { file } = unit.script
  const losses = lossesOf(plan.transactions)
  if (losses.length > 0)
    throw new DataLossError(
      `${file} can only be brought about by losing data: ${losses.join('; ')}. Do that in a revision, where it can be said: trueup revision.`,
    )
  return readScript(`what brings about ${file}`, `\n${bodyOf(plan)}`, 'repeatable')
}

/** Only these: their parts that stay are kept. */
const withoutThese = (live: Catalog, keys: ReadonlySet<Key>): Catalog => {
  const objects = new Map([...live.objects].filter(([key]) => !keys.has(key)))
  const dependencies = live.dependencies.filter(({ from, to }) => objects.has(from) && objects.has(to))
  return { ...live, objects, dependencies }
}
