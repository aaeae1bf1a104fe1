// A copy of a state in a shadow, made from its catalog alone: what a plan is tried on, and where renames are carried out
// so that PostgreSQL itself rewrites every definition that names what was renamed.

import type { Catalog } from '../catalog/catalog.ts'
import { readCatalog } from '../catalog/read.ts'
import type { Connection } from '../connection/connection.ts'
import { differences } from '../diff/describe.ts'
import { makePlan } from '../plan/make-plan.ts'
import { openShadow } from '../shadow/open-shadow.ts'
import type { Shadow } from '../shadow/shadow.ts'
import { makeTablespace } from '../shadow/tablespaces.ts'
import { assumeRoles, sparingRoles, withoutCluster } from './cluster.ts'
import { onServer } from './older-server.ts'
import { runOnShadow } from './run.ts'

export interface CopyOptions {
  /** A connection string of a server that may be used, or `pglite`; default: embedded. */
  readonly server?: string | undefined
  /** Default: the major whose definitions the catalog holds. */
  readonly major?: number
}

export interface Copy {
  readonly shadow: Shadow
  readonly connection: Connection
  /** As read from the shadow. */
  readonly catalog: Catalog
  close(): Promise<void>
}

/** The state cannot be copied: an extension that the shadow lacks, an object that no kind models. */
export class CopyError extends Error {
  override readonly name = 'CopyError'
}

export async function openCopy(state: Catalog, options: CopyOptions = {}): Promise<Copy> {
  const extensions = [...state.objects.values()].filter((o) => o.kind === 'extension').map((o) => o.name)
  const shadow = await openShadow({
    major: options.major ?? state.major,
    ...(options.server === undefined ? {} : { server: options.server }),
    user: state.user,
    extensions,
  })
  try {
    const connection = await shadow.connect()
    if (shadow.embedded) await provideTablespaces(connection, state)
    const catalog = await copyInto(connection, state, shadow.embedded)
    return { shadow, connection, catalog, close: () => shadow.close() }
  } catch (error) {
    await shadow.close()
    throw error
  }
}

/** Folders of the shadow's own, where those that the state names are. */
export async function provideTablespaces(connection: Connection, state: Catalog): Promise<void> {
  const names = new Set<unknown>(
    [...state.objects.values()].map(({ shape }) => Reflect.get(shape, 'tablespace') ?? null),
  )
  for (const name of names) if (typeof name === 'string') await makeTablespace(connection, name)
}

async function copyInto(connection: Connection, state: Catalog, embedded: boolean): Promise<Catalog> {
  const origin = state.origin
  const empty = await readCatalog(connection, { origin })
  const assumed = await assumeRoles(connection, state)
  const wanted = {
    ...state,
    objects: new Map([...state.objects].filter(([key, o]) => o.kind !== 'role' || !empty.objects.has(key))),
  }
  const start = { ...empty, objects: new Map([...empty.objects].filter(([, o]) => o.kind !== 'role')) }
  const { transactions } = makePlan(start, wanted)
  try {
    const plan = { transactions: embedded ? transactions : await sparingRoles(connection, transactions) }
    await runOnShadow(connection, plan, { leavesUnfilled: true })
  } catch (error) {
    throw new CopyError(
      `the state cannot be copied into a shadow: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    )
  }
  const read = await readCatalog(connection, { origin })
  const objects = new Map([...read.objects].filter(([key]) => !assumed.has(key)))
  const copy = onServer({ ...read, objects }, state.serverMajor ?? read.major)
  if (connection.server.major === state.major) {
    const wrong = differences(withoutCluster(copy), withoutCluster(state))
    if (wrong.length > 0)
      throw new CopyError(`the copy in the shadow differs from the original: ${wrong.slice(0, 3).join('; ')}`)
  }
  return copy
}
