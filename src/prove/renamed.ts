// Renames, carried out in a copy of the current state: PostgreSQL rewrites every definition that names what was renamed,
// and what is left to compare are the real changes.

import type { Catalog } from '../catalog/catalog.ts'
import { readCatalog } from '../catalog/read.ts'
import { dotted, followUps, renameStatements, resolveRename, type Rename, type RenameRequest } from '../diff/renames.ts'
import { kinds } from '../kinds/all.ts'
import { subjectOf } from '../plan/make-plan.ts'
import type { PlannedStatement } from '../plan/plan.ts'
import { isAboutRoles, withoutCluster } from './cluster.ts'
import { onServer } from './older-server.ts'
import { CopyError, openCopy, type Copy, type CopyOptions } from './copy.ts'

export interface Renamed {
  /** The current state as it is once the renames are done. */
  readonly catalog: Catalog
  readonly statements: readonly PlannedStatement[]
  /** In their order, each with its old name as it was once what it stands in had its new one. */
  readonly renames: readonly Rename[]
}

const MAX_ROUNDS = 20

/**
 * @param select leaves out what is not compared
 * @throws RenameError where a request names nothing; CopyError where the state cannot be copied
 */
export async function renamed(
  current: Catalog,
  desired: Catalog,
  requests: readonly RenameRequest[],
  options: CopyOptions = {},
): Promise<Renamed> {
  if (!requests.some((request) => waits(request, current, desired)))
    return { catalog: current, statements: [], renames: [] }
  const copy = await openCopy(current, options)
  try {
    return await renameIn(copy, current, desired, requests)
  } finally {
    await copy.close()
  }
}

/** Whether there is anything to do; a request that can only be resolved once its table is renamed counts. */
function waits(request: RenameRequest, current: Catalog, desired: Catalog): boolean {
  try {
    return resolveRename(request, current, desired, kinds) !== null
  } catch {
    return true
  }
}

async function renameIn(
  copy: Copy,
  current: Catalog,
  desired: Catalog,
  requests: readonly RenameRequest[],
): Promise<Renamed> {
  const statements: PlannedStatement[] = []
  const done: Rename[] = []
  let catalog = withClusterOf(copy.catalog, current, copy.catalog)
  let open = [...requests]
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const isLast = round === MAX_ROUNDS - 1
    const found = open.map((request) => ({ request, rename: attempt(asRenamed(request, done), catalog, desired) }))
    const next = outermost(found.flatMap(({ rename }) => (rename ? [rename] : [])))
    const renames = next.length > 0 ? next : followUps(done, catalog, desired, kinds)
    if (renames.length === 0 || isLast) break
    for (const rename of renames) statements.push(...(await carryOut(copy, rename)))
    done.push(...renames)
    open = found.filter(({ rename }) => rename === null || !renames.includes(rename)).map(({ request }) => request)
    const read = await readCatalog(copy.connection, { origin: current.origin })
    catalog = withClusterOf(onServer(read, current.serverMajor ?? read.major), current, copy.catalog)
  }
  for (const request of open) resolveRename(asRenamed(request, done), catalog, desired, kinds)
  return { catalog, statements, renames: done }
}

/** The old name, as it is once what it stands in has its new name. */
function asRenamed(request: RenameRequest, done: readonly Rename[]): RenameRequest {
  let { from } = request
  for (const rename of done)
    if (rename.part === null && from.startsWith(`${dotted(rename.from)}.`))
      from = dotted(rename.to) + from.slice(dotted(rename.from).length)
  return { ...request, from }
}

/** A request whose table has its old name yet is resolved in a later round. */
function attempt(request: RenameRequest, current: Catalog, desired: Catalog): Rename | null {
  try {
    return resolveRename(request, current, desired, kinds)
  } catch {
    return null
  }
}

const depth = ({ from }: Rename): number => {
  let levels = 0
  for (let at = from.parent; at; at = at.parent) levels++
  return levels
}

/** Schemas before tables, tables before columns: the inner ones are named by the outer ones. */
function outermost(renames: readonly Rename[]): Rename[] {
  const least = Math.min(...renames.map(depth))
  return renames.filter((rename) => depth(rename) === least)
}

async function carryOut(copy: Copy, rename: Rename): Promise<PlannedStatement[]> {
  const kind = kinds.find((one) => one.type === rename.from.kind)!
  const statements = renameStatements(rename, kind)
  if (!copy.shadow.embedded && isAboutRoles({ subject: subjectOf(rename.from) }))
    throw new CopyError(
      `${rename.from.key} cannot be renamed in a shadow on a server whose roles are in use. Leave --shadow out, to use the embedded PostgreSQL.`,
    )
  for (const { sql } of statements) await copy.connection.execute(sql)
  return statements.map((statement) => ({
    ...statement,
    verb: 'rename',
    objects: [rename.to.key, rename.from.key],
    subject: subjectOf(rename.from),
  }))
}

/** Roles and the like are as they were, but for what was renamed: the cluster of the copy is another. */
function withClusterOf(read: Catalog, original: Catalog, copy: Catalog): Catalog {
  const others = withoutCluster(read)
  const [were, made, are] = [original, copy, read].map(clusterOf)
  const kept = [...were!].filter(([key]) => are!.has(key) || !made!.has(key))
  const renamed = [...are!].filter(([key]) => !made!.has(key) && !were!.has(key))
  const { uncovered, user, bytes } = original
  return { ...others, objects: new Map([...kept, ...renamed, ...others.objects]), uncovered, user, bytes }
}

function clusterOf(catalog: Catalog): Catalog['objects'] {
  const others = withoutCluster(catalog).objects
  return new Map([...catalog.objects].filter(([key]) => !others.has(key)))
}
