// What repeatable files make: it is theirs, and no revision makes it or drops it.

import type { Catalog } from '../../catalog/catalog.ts'
import type { Key } from '../../catalog/object.ts'
import type { State } from '../../compare/states.ts'
import { keysOf, without } from '../repeatable/aside.ts'
import { keysIn } from '../repeatable/in-definition.ts'
import { madeBy } from '../repeatable/make.ts'
import { UnmetNeedError } from '../repeatable/together.ts'
import type { Revision } from '../revision.ts'
import { serverOf, type StartOptions } from './start.ts'

/**
 * What is there once these have run, and was not before.
 * @param definition what they are tried on where they need what the new revision is to make
 */
export async function keysOfRepeatables(
  chain: readonly Revision[],
  major: number,
  options: StartOptions,
  definition?: Catalog,
): Promise<ReadonlySet<Key>> {
  const { repeatables = [] } = options
  if (repeatables.length === 0) return new Set()
  const server = serverOf(options)
  try {
    const made = await madeBy(chain, repeatables, { cacheDir: options.cacheDir, server, major })
    return new Set([...keysOf(made)].filter((key) => !made.base.objects.has(key)))
  } catch (error) {
    if (!(error instanceof UnmetNeedError) || !definition) throw error
    return keysIn(definition, repeatables, server === undefined ? {} : { server })
  }
}

/** With all that hangs on them. */
export const withoutKeys = (state: State, keys: ReadonlySet<Key>): State =>
  keys.size === 0 ? state : { ...state, catalog: without(state.catalog, keys) }
