// Which repeatable files are to run on a database: those that make something that is otherwise there, and those that were edited
// since they ran. Decides nothing else.

import type { Catalog } from '../../catalog/catalog.ts'
import { beginReading } from '../../catalog/read.ts'
import { selectionOf, type SelectionOptions } from '../../compare/selection.ts'
import { describeChange } from '../../diff/describe.ts'
import { diff } from '../../diff/diff.ts'
import { selectBoth } from '../../diff/select.ts'
import { withUnsaid } from '../../diff/unsaid.ts'
import { kinds } from '../../kinds/all.ts'
import { withoutCluster } from '../../prove/cluster.ts'
import { inLikeForm } from '../../prove/like-form.ts'
import { onServer } from '../../prove/older-server.ts'
import type { Connection } from '../../connection/connection.ts'
import { ShadowError } from '../../shadow/errors.ts'
import type { Graph } from '../graph/graph.ts'
import { inOrder } from '../graph/graph.ts'
import type { History } from '../history/read.ts'
import { ownPart } from '../replay/schema-fingerprint.ts'
import type { Repeatable } from '../revision.ts'
import { isAmong } from './aside.ts'
import { madeBy } from './make.ts'
import type { Made, Unit } from './made.ts'

export interface RepeatableOptions extends SelectionOptions {
  /** A server for throwaway databases, or `pglite`. Default: embedded. */
  readonly shadow?: string | undefined
}

/** What the files make, worked out when it is first asked for; null: there are none, or no shadow to find out in. */
export type Making = () => Promise<Made | null>

export function makingOf(graph: Graph, major: number, options: RepeatableOptions): Making {
  let made: Promise<Made | null> | null = null
  return () => (made ??= make(graph, major, options))
}

async function make(graph: Graph, major: number, { shadow }: RepeatableOptions): Promise<Made | null> {
  const { repeatables, nodes } = graph
  if (repeatables.length === 0) return null
  const server = shadow === undefined || shadow === 'embedded' ? {} : { server: shadow }
  try {
    return await madeBy(inOrder(graph, new Set(nodes.keys())), repeatables, { major, ...server })
  } catch (error) {
    if (error instanceof ShadowError) return null
    throw error
  }
}

export interface Due {
  readonly unit: Unit
  /** In what the database differs, an object a line; none: the file was edited, or never ran. */
  readonly differences: readonly string[]
}

/** Edited since it ran, never run, or interrupted. */
export function isStale(history: History, { name, script }: Repeatable): boolean {
  const { interrupted, repeatables } = history
  const isInterrupted = interrupted?.action === 'repeatable' && interrupted.revision === name
  return isInterrupted || repeatables.get(name)?.checksum !== script.checksum
}

/** In the order in which they run. */
export async function dueOf(
  connection: Connection,
  history: History,
  made: Made,
  options: RepeatableOptions,
): Promise<readonly Due[]> {
  const differences = await differencesIn(connection, made, options)
  return made.units.flatMap((unit, index) => {
    const found = differences[index] ?? []
    const isDue = found.length > 0 || unit.files.some((file) => isStale(history, file))
    return isDue ? [{ unit, differences: found }] : []
  })
}

/** By unit. */
async function differencesIn(
  connection: Connection,
  made: Made,
  options: RepeatableOptions,
): Promise<readonly (readonly string[])[]> {
  const reading = await beginReading(connection)
  await reading.end()
  const [current, wanted] = await compared(reading.catalog, made.whole, options)
  const changes = diff(current, wanted, kinds)
  return made.units.map(({ keys }) =>
    changes
      .filter((change) => isAmong(change.verb === 'drop' ? change.current : change.desired, keys))
      .map(describeChange),
  )
}

/** Owners and privileges are left as they are. */
async function compared(
  live: Catalog,
  made: Catalog,
  options: RepeatableOptions,
): Promise<[current: Catalog, wanted: Catalog]> {
  const selection = selectionOf({ ...ownPart(options), ignoreExtensionVersions: true })
  const { shadow } = options
  const server = shadow === undefined || shadow === 'embedded' ? {} : { server: shadow }
  const alike = await inLikeForm(live, made, server)
  const [whole, wanted] = alike.map((catalog) => withoutCluster(onServer(catalog, live.major)))
  const [current, desired] = selectBoth(whole ?? live, wanted ?? made, selection)
  return [current, withUnsaid(current, desired, kinds)]
}
