// What a new revision begins with: what the revisions so far make in a shadow, or a database that has them all.

import type { Catalog } from '../../catalog/catalog.ts'
import type { CompareOptions } from '../../compare/compare.ts'
import { UsageError } from '../../compare/errors.ts'
import { historyTableOf, selectionOf } from '../../compare/selection.ts'
import { openState, type State } from '../../compare/states.ts'
import { withConnection } from '../../connection/connect.ts'
import { select } from '../../diff/select.ts'
import { openCopy } from '../../prove/copy.ts'
import { RevisionError } from '../errors.ts'
import { listOf } from '../graph/describe.ts'
import { readHistory } from '../history/read.ts'
import { replayOn, type Replay } from '../replay/open.ts'
import { replayedOpen, replayLive, type ChainOptions } from '../replay/replay.ts'
import type { Revision } from '../revision.ts'
import { stateOf } from './way-back.ts'

export type StartOptions = CompareOptions & Pick<ChainOptions, 'cacheDir' | 'repeatables' | 'major'>

export interface Start {
  readonly from: State
  /** The same in a shadow, for the caller to close. */
  readonly open: () => Promise<Replay>
  /** Ends what was opened and not asked for. */
  readonly close: () => Promise<void>
}

export async function startFrom(chain: readonly Revision[], major: number, options: StartOptions): Promise<Start> {
  options.onStage?.('running the revisions in a shadow')
  const server = serverOf(options)
  const { catalog, assumedRoles, live } = await replayedOpen(chain, { ...options, server, major })
  let unused = live
  const take = (): Replay | null => {
    const taken = unused
    unused = null
    return taken
  }
  return {
    from: fromRevisions(catalog, assumedRoles),
    open: async () => take() ?? replayLive(chain, { server, major: catalog.major }),
    close: async () => take()?.close(),
  }
}

export async function startAt(database: string, chain: readonly Revision[], options: StartOptions): Promise<Start> {
  options.onStage?.('reading the database')
  await refuseBehind(database, chain, options)
  const from = await openState(database, options)
  const catalog = select(from.catalog, selectionOf({ historyTable: options.historyTable }))
  const server = serverOf(options)
  return {
    from: { ...from, catalog },
    async open() {
      const { shadow, connection } = await openCopy(catalog, server === undefined ? {} : { server })
      return replayOn(shadow, connection, catalog.origin)
    },
    close: async () => {},
  }
}

/** What it lacks would be found as a difference, and written a second time. */
async function refuseBehind(database: string, chain: readonly Revision[], options: StartOptions): Promise<void> {
  await withConnection(database, async (connection) => {
    const history = await readHistory(connection, historyTableOf(options.historyTable))
    const lacking = chain.filter(({ id }) => !history.applied.has(id))
    if (lacking.length === 0) return
    throw new RevisionError(
      `${connection.server.description} is not at the heads: it lacks ${lacking.length === 1 ? 'a revision' : `${lacking.length} revisions`}:${listOf(lacking)}\nRun: trueup upgrade heads. Or leave --from out, to compare with what the revisions make in a shadow.`,
    )
  })
}

/** The major of whose definitions the newest fingerprints are. */
export const majorOf = (chain: readonly Revision[]): number | undefined =>
  chain.findLast(({ schema }) => schema !== null)?.schema?.major

export function serverOf({ shadow }: Pick<StartOptions, 'shadow'>): string | undefined {
  if (shadow === 'target')
    throw new UsageError(
      'revisions are run in a shadow of their own, not on the target: --shadow names a server, pglite or embedded',
    )
  return shadow === 'embedded' ? undefined : shadow
}

const fromRevisions = (catalog: Catalog, assumedRoles: readonly string[]): State => ({
  ...stateOf(catalog, 'the revisions'),
  notes:
    assumedRoles.length === 0 ? [] : [`the revisions name roles that they do not create: ${assumedRoles.join(', ')}`],
})
