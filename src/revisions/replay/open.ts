// A shadow that revisions are run in, one after another, up and down: what they make, without any database of the user's.
// Knows the order in which it is told, and no graph.

import { randomUUID } from 'node:crypto'
import type { Catalog } from '../../catalog/catalog.ts'
import { beginReading, readCatalog } from '../../catalog/read.ts'
import type { Connection } from '../../connection/connection.ts'
import type { Shadow } from '../../shadow/shadow.ts'
import { withDeclaredRoles } from '../../source/definition.ts'
import { rolesOf } from '../../shadow/assumed-role.ts'
import { membershipsOf } from '../../source/server-roles.ts'
import { openShadowFor } from '../../source/shadow-for.ts'
import { RevisionError } from '../errors.ts'
import type { Direction, Revision, Script } from '../revision.ts'
import { preparing } from './prepared.ts'
import { FailedStepError, ShadowRun } from './shadow-run.ts'
import { signatureOf } from './unchanged.ts'

export interface ReplayOptions {
  /** Wanted; the nearest that is installed is taken. Default: the newest. */
  readonly major?: number | undefined
  /** A connection string of a server for throwaway databases, or `pglite`. Default: embedded. */
  readonly server?: string | undefined
  /** Told before each revision. */
  readonly onRevision?: ((revision: Revision, index: number) => void) | undefined
}

/** Closing it ends the shadow. */
export interface Replay {
  readonly major: number
  readonly shadow: Shadow
  readonly connection: Connection
  readonly assumedRoles: readonly string[]
  /** @throws ReplayError; of a script of several segments, those before the one that failed stay done */
  upgrade(revision: Revision): Promise<void>
  /** @throws ReplayError */
  downgrade(revision: Revision): Promise<void>
  /** What there is by now. Without `whole`, what depends on what is not worked out: enough to compare. */
  read(part?: 'whole' | 'objects'): Promise<Catalog>
  /** Cheaper than to read: equal answers mean an equal state, unequal ones nothing. */
  signature(): Promise<string>
  close(): Promise<void>
}

/** A revision whose script does not run in the shadow. */
export class ReplayError extends RevisionError {
  override readonly name = 'ReplayError'
  readonly revision: Revision
  readonly direction: Direction
  /** SQLSTATE, where PostgreSQL gave one. */
  readonly sqlstate: string | null

  constructor(revision: Revision, direction: Direction, cause: FailedStepError) {
    const way = direction === 'upgrade' ? 'does not run' : 'cannot be taken back'
    super(`revision ${nameOf(revision)} ${way} on what the revisions before it make:\n${cause.message}`, null, {
      cause,
    })
    this.revision = revision
    this.direction = direction
    const code: unknown = Reflect.get(Object(cause.cause), 'code')
    this.sqlstate = typeof code === 'string' ? code : null
  }
}

/** `3f9c1a7be2d4 (add invoices)`. */
export const nameOf = ({ id, message }: Pick<Revision, 'id' | 'message'>): string =>
  message === '' ? id : `${id} (${message})`

/** @param revisions all that will be run, so that the shadow is made for them */
export async function openReplay(revisions: readonly Revision[], options: ReplayOptions = {}): Promise<Replay> {
  const { major, server } = options
  const scripts = revisions.flatMap(({ up, down }) => (down ? [up, down] : [up]))
  const files = scripts.map(({ file, text }) => ({ name: file, text }))
  const shadow = await openShadowFor(files, { major, server })
  try {
    return await replayOn(shadow, await shadow.connect(), 'definition', major)
  } catch (error) {
    await shadow.close()
    throw error
  }
}

/** From here on a materialized view is filled with search_path = pg_catalog, pg_temp (the release notes of 17, E.1.2). */
const FILLS_BY_ITSELF = 17

/** On what a shadow holds already. Closing it ends the shadow. */
export async function replayOn(
  shadow: Shadow,
  connection: Connection,
  origin: Catalog['origin'] = 'definition',
  wantedMajor: number = shadow.major,
): Promise<Replay> {
  const roles = await rolesOf(connection)
  const membershipsBefore = shadow.embedded ? [] : await membershipsOf(connection)
  const facts = { embedded: shadow.embedded, database: connection.server.database, roles }
  const run = new ShadowRun(connection, facts, wantedMajor < FILLS_BY_ITSELF && shadow.major >= FILLS_BY_ITSELF)
  const through = async (revision: Revision, direction: Direction, script: Script): Promise<void> => {
    signed = null
    try {
      await run.run(script)
    } catch (error) {
      throw error instanceof FailedStepError ? new ReplayError(revision, direction, error) : error
    }
  }
  const declared = async (): Promise<string[]> =>
    [...(await rolesOf(connection))].filter(
      (role) => !run.assumedRoles.has(role) && (!roles.has(role) || run.presentRoles.has(role)),
    )
  // PGlite has one session, which forgets prepared statements before each script.
  const reader = shadow.engine === 'pglite' ? null : preparing(await shadow.connect())
  const sign = reader && (await signatureOf(reader.session))
  let signed: string | null = null
  const signature = async (): Promise<string> => (signed ??= sign ? await sign() : randomUUID())
  const last: { signature: string; catalog: Catalog | null } = { signature: '', catalog: null }
  const read = async (part: 'whole' | 'objects'): Promise<Catalog> => {
    await connection.execute('discard all')
    const now = await signature()
    if (part === 'objects' && last.catalog && last.signature === now) return last.catalog
    const declaredRoles = await declared()
    const catalog =
      part === 'whole'
        ? await readCatalog(connection, { origin })
        : await objectsOf(reader?.connection ?? connection, origin)
    await reader?.fit(catalog.objects.size)
    return Object.assign(last, {
      signature: now,
      catalog: withDeclaredRoles(catalog, { declaredRoles, membershipsBefore }),
    }).catalog
  }
  return {
    major: shadow.major,
    shadow,
    connection,
    get assumedRoles() {
      return [...run.assumedRoles].toSorted()
    },
    upgrade: (revision) => through(revision, 'upgrade', revision.up),
    async downgrade(revision) {
      if (revision.down) return through(revision, 'downgrade', revision.down)
      const why = revision.irreversible === null ? 'it has no .down.sql' : revision.irreversible
      throw new RevisionError(`revision ${nameOf(revision)} cannot be taken back: ${why}`)
    },
    read: (part = 'whole') => read(part),
    signature,
    close: () => shadow.close(),
  }
}

async function objectsOf(connection: Connection, origin: Catalog['origin']): Promise<Catalog> {
  const reading = await beginReading(connection, { origin })
  await reading.end()
  return reading.catalog
}
