// A chain of revisions → the schema that it makes: run in a shadow, or taken from what was kept of the same chain.

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Catalog } from '../../catalog/catalog.ts'
import { runInOrder } from '../repeatable/order.ts'
import type { Repeatable, Revision, Script } from '../revision.ts'
import { openReplay, type Replay, type ReplayOptions } from './open.ts'
import { ReplayCache, type ChainMade, type KeptOptions } from './replay-cache.ts'

export interface ChainOptions extends ReplayOptions, KeptOptions {
  /** Run after the chain, each as soon as what it needs is there. */
  readonly repeatables?: readonly Repeatable[] | undefined
}

export interface Replayed extends ChainMade {
  /** Nothing was run: the chain is unchanged since. */
  readonly cached: boolean
}

/**
 * What a database has once these have run on it, in this order.
 * @throws ReplayError where one of them does not run
 */
export const replay = async (revisions: readonly Revision[], options: ChainOptions = {}): Promise<Catalog> =>
  (await replayed(revisions, options)).catalog

export async function replayed(revisions: readonly Revision[], options: ChainOptions = {}): Promise<Replayed> {
  const { live, ...made } = await replayedOpen(revisions, options)
  await live?.close()
  return made
}

/** `live`: the shadow that the chain ran in, for the caller to close; null: nothing was run. */
export async function replayedOpen(
  revisions: readonly Revision[],
  options: ChainOptions = {},
): Promise<Replayed & { readonly live: Replay | null }> {
  const { repeatables = [] } = options
  const contents = [
    ...revisions.map(({ up }) => contentOf(up)),
    ...repeatables.map(({ script }) => `repeatable ${contentOf(script)}`),
  ]
  const cache = await ReplayCache.open(contents, options)
  const known = cache?.read()
  if (known) return { ...known, cached: true, live: null }
  const live = await replayLive(revisions, options)
  try {
    await runInOrder(live, repeatables)
    const made = { catalog: await live.read(), assumedRoles: live.assumedRoles }
    cache?.write(made)
    return { ...made, cached: false, live }
  } catch (error) {
    await live.close()
    throw error
  }
}

/** The shadow itself, after the chain. `more`: revisions that will be run later. */
export async function replayLive(
  revisions: readonly Revision[],
  options: ReplayOptions = {},
  more: readonly Revision[] = [],
): Promise<Replay> {
  const live = await openReplay([...revisions, ...more], options)
  try {
    for (const [index, revision] of revisions.entries()) {
      options.onRevision?.(revision, index)
      await live.upgrade(revision)
    }
    return live
  } catch (error) {
    await live.close()
    throw error
  }
}

/** All that decides what a script does. */
export const contentOf = (script: Script): string =>
  [
    script.checksum,
    ...script.segments.map(({ transactional }) => (transactional ? 'new' : 'none')),
    ...programsOf(script),
  ].join(' ')

/** What a program imports is not looked at: it is the program that a revision names. */
function programsOf({ segments }: Script): string[] {
  const programs = segments.flatMap(({ steps }) => steps).flatMap((step) => ('program' in step ? [step.program] : []))
  return programs.map(({ file, path }) => {
    const found = resolve(dirname(file), path)
    return existsSync(found) ? createHash('sha256').update(readFileSync(found)).digest('hex') : path
  })
}
