// Renames, carried out in a copy of the current state: PostgreSQL rewrites every definition that names what was renamed,
// and what is left to compare are the real changes.

import type { Catalog } from '../catalog/catalog.ts'
import { identityOf } from '../catalog/assemble.ts'
import { schemaOf, type CatalogObject } from '../catalog/object.ts'
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
  if (!requests.some((request) => waits(request, current, desired, requests)))
    return { catalog: current, statements: [], renames: [] }
  const copy = await openCopy(current, options)
  try {
    return await renameIn(copy, current, desired, requests)
  } finally {
    await copy.close()
  }
}

/** Whether there is anything to do; a request that can only be resolved once its table is renamed counts. */
function waits(request: RenameRequest, current: Catalog, desired: Catalog, all: readonly RenameRequest[]): boolean {
  try {
    return resolveRename(request, current, desired, all) !== null
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
  const rounds: (readonly Rename[])[] = []
  let catalog = withClusterOf(copy.catalog, current, copy.catalog)
  let open = [...requests]
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const isLast = round === MAX_ROUNDS - 1
    const asked = open.map((request) => asRenamed(request, rounds))
    const found = open.map((request, i) => ({ request, rename: attempt(asked[i]!, catalog, desired, asked) }))
    const next = outermost(found.flatMap(({ rename }) => (rename ? [rename] : [])))
    const renames = next.length > 0 ? next : followUps(rounds.flat(), catalog, desired, kinds)
    if (renames.length === 0 || isLast) break
    for (const rename of givingUpFirst(renames)) statements.push(...(await carryOut(copy, rename)))
    rounds.push(renames)
    open = found.filter(({ rename }) => rename === null || !renames.includes(rename)).map(({ request }) => request)
    const read = await readCatalog(copy.connection, { origin: current.origin })
    catalog = withClusterOf(onServer(read, current.serverMajor ?? read.major), current, copy.catalog)
  }
  const left = open.map((request) => asRenamed(request, rounds))
  for (const request of left) resolveRename(request, catalog, desired, left)
  return { catalog, statements, renames: rounds.flat() }
}

/** The old name, as it is once what it stands in has its new name. */
function asRenamed(request: RenameRequest, rounds: readonly (readonly Rename[])[]): RenameRequest {
  let { from } = request
  for (const renames of rounds) {
    const around = renames.find(({ part, from: was }) => part === null && from.startsWith(`${dotted(was)}.`))
    if (around) from = dotted(around.to) + from.slice(dotted(around.from).length)
  }
  return { ...request, from }
}

/** A request whose table has its old name yet is resolved in a later round. */
function attempt(
  request: RenameRequest,
  current: Catalog,
  desired: Catalog,
  all: readonly RenameRequest[],
): Rename | null {
  try {
    return resolveRename(request, current, desired, all)
  } catch {
    return null
  }
}

/** What gives up a name comes before what takes it; of a ring, one is called something else meanwhile. */
function givingUpFirst(renames: readonly Rename[]): Rename[] {
  const left = [...renames]
  const [ordered, last]: [Rename[], Rename[]] = [[], []]
  const isTaken = (rename: Rename): boolean => left.some((other) => other !== rename && holds(other.from, rename.to))
  while (left.length > 0) {
    const free = left.findIndex((rename) => !isTaken(rename))
    const [rename] = left.splice(Math.max(0, free), 1)
    if (free >= 0) ordered.push(rename!)
    else {
      const meanwhile = named(rename!.from, MEANWHILE)
      ordered.push({ ...rename!, to: meanwhile })
      last.push({ ...rename!, from: meanwhile })
    }
  }
  return [...ordered, ...last]
}

/** Names of relations and their constraints are of the schema, names of columns of the table: in doubt it waits. */
const holds = (one: CatalogObject, other: CatalogObject): boolean =>
  one.name === other.name && schemaOf(one) === schemaOf(other)

const MEANWHILE = 'trueup_meanwhile'

function named(object: CatalogObject, name: string): CatalogObject {
  const kind = kinds.find(({ type }) => type === object.kind)!
  return { ...object, name, identity: identityOf(kind, name, object.parent, object.shape) }
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
