// What repeatable files make: it is theirs, and no revision makes it or drops it.

import type { CatalogObject, Key } from '../../catalog/object.ts'
import type { State } from '../../compare/states.ts'
import { replay } from '../replay/replay.ts'
import type { Revision } from '../revision.ts'
import { serverOf, type StartOptions } from './start.ts'

/** What is there once these have run, and was not before. */
export async function keysOfRepeatables(
  chain: readonly Revision[],
  major: number,
  options: StartOptions,
): Promise<ReadonlySet<Key>> {
  if (!options.repeatables?.length) return new Set()
  const chained = { ...options, server: serverOf(options), major }
  const without = await replay(chain, { ...chained, repeatables: [] })
  const { objects } = await replay(chain, chained)
  return new Set([...objects.keys()].filter((key) => !without.objects.has(key)))
}

/** With all that hangs on them. */
export function withoutKeys(state: State, keys: ReadonlySet<Key>): State {
  if (keys.size === 0) return state
  const isTheirs = (object: CatalogObject): boolean => {
    for (let at: CatalogObject | null = object; at; at = at.parent) if (keys.has(at.key)) return true
    return false
  }
  const objects = new Map([...state.catalog.objects].filter(([, object]) => !isTheirs(object)))
  const dependencies = state.catalog.dependencies.filter(({ from, to }) => objects.has(from) && objects.has(to))
  return { ...state, catalog: { ...state.catalog, objects, dependencies } }
}
