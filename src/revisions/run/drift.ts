// Whether a database is what its revisions made of it: by the fingerprint that the last run recorded, and where that does
// not settle it, by what the chain makes in a shadow of the server's own major. Decides nothing.

import type { Catalog } from '../../catalog/catalog.ts'
import { beginReading } from '../../catalog/read.ts'
import { messageOf } from '../../apply/errors.ts'
import { selectionOf, type SelectionOptions } from '../../compare/selection.ts'
import type { Connection } from '../../connection/connection.ts'
import { differences } from '../../diff/describe.ts'
import { select, selectBoth } from '../../diff/select.ts'
import { withUnsaid } from '../../diff/unsaid.ts'
import { kinds } from '../../kinds/all.ts'
import { withoutCluster } from '../../prove/cluster.ts'
import { inLikeForm } from '../../prove/like-form.ts'
import { onServer } from '../../prove/older-server.ts'
import type { History } from '../history/read.ts'
import { TOOL } from '../history/record.ts'
import { replay } from '../replay/replay.ts'
import { ownPart, schemaFingerprint } from '../replay/schema-fingerprint.ts'
import { keysOf, without, withoutRepeatable } from '../repeatable/aside.ts'
import type { Making } from '../repeatable/due.ts'
import type { Made } from '../repeatable/made.ts'
import type { Revision } from '../revision.ts'

export interface DriftOptions extends SelectionOptions {
  /** A server for throwaway databases, or `pglite`. Default: embedded. */
  readonly shadow?: string | undefined
  /** What repeatable files make is no drift: they run again where it is otherwise. */
  readonly making?: Making | undefined
}

export interface Drift {
  /** Of the database as it is. */
  readonly fingerprint: string
  /** In what it differs from what its revisions make, an object a line. */
  readonly differences: readonly string[]
  /** It has changed since the last run, and how is not known. */
  readonly unnamed: boolean
  /** Why the chain could not be compared with; null: it was, or there was no need. */
  readonly uncompared: string | null
}

/** @param applied what the database has, each after what it builds on; null: not all of it has a file */
export async function driftOf(
  connection: Connection,
  history: History,
  applied: readonly Revision[] | null,
  options: DriftOptions = {},
): Promise<Drift> {
  const live = await readObjects(connection)
  const fingerprint = schemaFingerprint(live, options)
  const none = { fingerprint, differences: [], unnamed: false, uncompared: null }
  if (history.schema === fingerprint) return none
  if (applied?.length === 0) return { ...none, differences: await whatIsThere(live, options) }
  const isComparable = history.schema !== null && history.last?.tool === TOOL
  if (applied === null) return { ...none, unnamed: isComparable, uncompared: 'not all of its revisions have a file' }
  try {
    return { ...none, differences: await differencesFrom(live, applied, options) }
  } catch (error) {
    return { ...none, unnamed: isComparable, uncompared: messageOf(error) }
  }
}

/** Beyond what CREATE DATABASE makes: no shadow is needed to say that nothing of the revisions should be there. */
async function whatIsThere(live: Catalog, { making, ...options }: DriftOptions): Promise<string[]> {
  const selected = withoutCluster(select(live, selectionOf(ownPart(options))))
  const found = (state: Catalog): string[] =>
    [...state.objects.values()]
      // An extension may be an administrator's to make.
      .filter(({ key, kind }) => key !== 'schema public' && kind !== 'extension')
      .map(({ key }) => `${key} is there and should not be`)
  // What repeatable files made stays when all revisions are taken back.
  const own = making && found(selected).length > 0 ? await making() : null
  return found(own ? without(selected, keysOf(own)) : selected)
}

/** Of the database as it is. */
export const fingerprintOf = async (connection: Connection, options: SelectionOptions): Promise<string> =>
  schemaFingerprint(await readObjects(connection), options)

export interface Fingerprints {
  readonly whole: string
  /** As the revisions alone leave it; null: what repeatable files make of it is not known. */
  readonly ofRevisions: string | null
}

export async function fingerprintsOf(
  connection: Connection,
  made: Made | null,
  { making, ...options }: DriftOptions,
): Promise<Fingerprints> {
  const live = await readObjects(connection)
  const whole = schemaFingerprint(live, options)
  if (!making) return { whole, ofRevisions: whole }
  return { whole, ofRevisions: made && schemaFingerprint(withoutRepeatable(live, made), options) }
}

async function readObjects(connection: Connection): Promise<Catalog> {
  const reading = await beginReading(connection)
  await reading.end()
  return reading.catalog
}

async function differencesFrom(live: Catalog, applied: readonly Revision[], options: DriftOptions): Promise<string[]> {
  const selection = selectionOf({ ...ownPart(options), ignoreExtensionVersions: true })
  const server = options.shadow === undefined || options.shadow === 'embedded' ? {} : { server: options.shadow }
  const made = await replay(applied, { major: live.major, ...server })
  const alike = await inLikeForm(live, made, server)
  const [whole, wanted] = alike.map((catalog) => withoutCluster(onServer(catalog, live.major)))
  if (!whole || !wanted) return []
  const own = await options.making?.()
  const keys = own ? keysOf(own) : new Set<string>()
  const [current, desired] = selectBoth(without(whole, keys), without(wanted, keys), selection)
  return differences(current, withUnsaid(current, desired, kinds))
}
