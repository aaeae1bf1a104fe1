// Revisions as they are listed: for a program as data, for a person in a line or in a paragraph.

import { duration } from '../../apply/events.ts'
import { isBranchPoint, isMergePoint, type Graph, type GraphNode } from '../../revisions/graph/graph.ts'
import type { Applied } from '../../revisions/history/read.ts'
import type { Revision, Script } from '../../revisions/revision.ts'

/** What a database has of a folder's revisions. */
export interface DatabaseState {
  readonly applied: ReadonlySet<string>
  /** The effective heads of what is applied. */
  readonly current: readonly string[]
  /** How it came to have each. */
  readonly events?: ReadonlyMap<string, Applied>
}

export interface ListedRevision {
  readonly id: string
  readonly parents: readonly string[]
  readonly dependsOn: readonly string[]
  /** Those of its branch too. */
  readonly labels: readonly string[]
  readonly message: string
  readonly file: string
  readonly downFile: string | null
  /** Why there is no way down; null: there is, or nothing is to be taken back. */
  readonly irreversible: string | null
  readonly losesData: string | null
  readonly children: readonly string[]
  /** Nothing has it as a parent. */
  readonly isHead: boolean
  /** A head that others depend on. */
  readonly isDependedOn: boolean
  readonly isBranchPoint: boolean
  readonly isMergePoint: boolean
  readonly statements: number
  /** Null: no database was asked. */
  readonly isApplied: boolean | null
  readonly isCurrent: boolean | null
  /** Who applied it, when, with what; null: it is not applied, or no database was asked. */
  readonly event: AppliedFacts | null
}

export type AppliedFacts = Pick<
  Applied,
  'action' | 'startedAt' | 'elapsedMs' | 'appliedBy' | 'tool' | 'tag' | 'checksum'
>

export const factsOf = (event: Applied | undefined): AppliedFacts | null => {
  if (!event) return null
  const { action, startedAt, elapsedMs, appliedBy, tool, tag, checksum } = event
  return { action, startedAt, elapsedMs, appliedBy, tool, tag, checksum }
}

export function listed(node: GraphNode, database: DatabaseState | null = null): ListedRevision {
  const { revision, parents, children, dependents, labels } = node
  const { id, dependsOn, message, up, down, irreversible } = revision
  return {
    id,
    parents,
    dependsOn,
    labels: [...labels].toSorted(),
    message,
    file: up.file,
    downFile: down?.file ?? null,
    irreversible,
    losesData: down?.losesData ?? null,
    children,
    isHead: children.length === 0,
    isDependedOn: children.length === 0 && dependents.length > 0,
    isBranchPoint: isBranchPoint(node),
    isMergePoint: isMergePoint(node),
    statements: stepsOf(up),
    isApplied: database && database.applied.has(id),
    isCurrent: database && database.current.includes(id),
    event: factsOf(database?.events?.get(id)),
  }
}

export const listedAll = (
  graph: Graph,
  revisions: readonly Revision[],
  database: DatabaseState | null = null,
): readonly ListedRevision[] =>
  revisions.flatMap(({ id }) => {
    const node = graph.nodes.get(id)
    return node ? [listed(node, database)] : []
  })

const stepsOf = ({ segments }: Script): number => segments.reduce((count, { steps }) => count + steps.length, 0)

/** `(billing) (head) (current)`. */
function marksOf(revision: ListedRevision): string {
  const marks = [
    ...(revision.labels.length > 0 ? [revision.labels.join(', ')] : []),
    ...(revision.isDependedOn ? ['effective head'] : revision.isHead ? ['head'] : []),
    ...(revision.isBranchPoint ? ['branch point'] : []),
    ...(revision.isMergePoint ? ['merge'] : []),
    ...(revision.isCurrent ? ['current'] : []),
  ]
  return marks.map((mark) => ` (${mark})`).join('')
}

/** `3f9c1a7be2d4 (head): add invoices`. */
export const lineOf = (revision: ListedRevision): string =>
  `${revision.id}${marksOf(revision)}${revision.message ? `: ${revision.message}` : ''}`

/** With what comes before: `9ab03e11c0de -> 3f9c1a7be2d4 (head): add invoices`. */
export const stepLineOf = (revision: ListedRevision): string =>
  `${revision.isApplied === null ? '' : revision.isApplied ? '[x] ' : '[ ] '}${revision.parents.join(', ') || 'base'} -> ${lineOf(revision)}`

/** All that there is to say, in a paragraph. */
export function paragraphOf(revision: ListedRevision): string {
  const { parents, dependsOn, children, file, isApplied, event } = revision
  const all: readonly (readonly [string, string | null])[] = [
    ['revision', `${revision.id}${marksOf(revision)}`],
    ['message', revision.message || null],
    [parents.length > 1 ? 'parents' : 'parent', parents.join(', ') || 'none: it is a base'],
    ['depends on', dependsOn.join(', ') || null],
    ['followed by', children.join(', ') || null],
    ['file', `${file}${revision.statements === 0 ? ', which runs nothing' : ''}`],
    ['way down', wayDownOf(revision)],
    ['applied', isApplied === null ? null : isApplied ? (event ? appliedText(event) : 'yes') : 'no'],
  ]
  const lines = all.filter(([, value]) => value !== null)
  const width = Math.max(...lines.map(([name]) => name.length)) + 2
  return lines.map(([name, value]) => `${`${name}:`.padEnd(width)}${value}\n`).join('')
}

/** Who, when, how long, with what. */
export function appliedText({ action, startedAt, elapsedMs, appliedBy, tool, tag }: AppliedFacts): string {
  const how = action === 'upgrade' ? '' : ` (${action})`
  const took = elapsedMs === null ? '' : `, took ${duration(elapsedMs)}`
  return `${startedAt}${how} by ${appliedBy}${took}, with ${tool}${tag === null ? '' : `, tag ${tag}`}`
}

function wayDownOf({ downFile, irreversible, losesData, statements }: ListedRevision): string | null {
  if (irreversible !== null) return `none: ${irreversible}`
  if (downFile === null) return statements === 0 ? null : 'none'
  return `${downFile}${losesData === null ? '' : `, which loses data: ${losesData}`}`
}
