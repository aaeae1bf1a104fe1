// A database's history against the folder: applied files that were edited, that are missing, or that something was put in
// front of; and what was folded into one since. Decides nothing: each finding says what is so, and what settles it.

import { effectiveHeads, type Graph, type GraphNode } from '../graph/graph.ts'
import type { Revision } from '../revision.ts'
import { foldedIn, partsOf, type Unfinished } from './folded.ts'
import type { Applied, History } from './read.ts'

export type Finding = Edited | Missing | Inserted | PartlyFolded

interface Told {
  readonly id: string
  /** For a person: what is so, and the commands that settle it. */
  readonly text: string
}

/** Its file is not what ran. */
export interface Edited extends Told {
  readonly kind: 'edited'
}

/** The database has it, and no file is there. */
export interface Missing extends Told {
  readonly kind: 'missing'
}

/** The database has it, and not what it builds on: a revision was put in front of it. */
export interface Inserted extends Told {
  readonly kind: 'inserted'
  readonly before: string
}

/** The database has some of what a revision was folded from. */
export interface PartlyFolded extends Told {
  readonly kind: 'partly folded'
  /** The files of the rest are there: an upgrade runs them. */
  readonly mayBeFinished: boolean
}

export interface HistoryComparison {
  readonly findings: readonly Finding[]
  /** What of the folder the database has. */
  readonly applied: ReadonlySet<string>
  /** Folded from others that the database has all of: it has these, and its history does not say so yet. */
  readonly folded: readonly Revision[]
  /** Folded from others that the database has a part of, with the files of what it lacks. */
  readonly unfinished: readonly Unfinished[]
}

export function compareHistory(history: History, graph: Graph): HistoryComparison {
  const { nodes } = graph
  const revisions = [...nodes.values()].map(({ revision }) => revision)
  const { squashed } = graph
  const { whole: folded, unfinished } = foldedIn(history, revisions, squashed)
  const has = new Set([...history.applied.keys(), ...folded.map(({ id }) => id)].filter((id) => nodes.has(id)))
  const begun = new Set([...has, ...unfinished.map(({ revision }) => revision.id)])
  const gone = new Set(revisions.filter(({ id }) => has.has(id)).flatMap((one) => partsOf(one, squashed)))
  const findings = [...history.applied.values()].flatMap((event): Finding[] => {
    const node = nodes.get(event.revision)
    if (node) return [...editedOf(event, node.revision), ...insertedOf(event, node, nodes, begun)]
    if (gone.has(event.revision)) return []
    const whole = revisions.find((one) => partsOf(one, squashed).includes(event.revision))
    return [whole ? partlyFolded(event, whole, unfinished) : missingOf(event, effectiveHeads(graph, has))]
  })
  return { findings, applied: has, folded, unfinished }
}

function partlyFolded({ revision: id, message }: Applied, whole: Revision, open: readonly Unfinished[]): PartlyFolded {
  const lacking = open.find(({ revision }) => revision === whole)?.lacking
  return {
    kind: 'partly folded',
    id,
    mayBeFinished: lacking !== undefined,
    text:
      `The database has ${message === '' ? id : `${id} (${message})`}, which is part of ${whole.up.file} now, and not all else that was folded into it. ` +
      (lacking
        ? `\`trueup upgrade\` runs what it lacks: ${lacking.map(({ up }) => up.file).join(', ')}.`
        : `Upgrade it with the files from before (git checkout) to the last of ${whole.replaces.join(', ')} first.`),
  }
}

function editedOf(event: Applied, { id, up }: Revision): Edited[] {
  if (event.checksum === null || event.checksum === up.checksum) return []
  return [
    {
      kind: 'edited',
      id,
      text:
        `${up.file} was edited after it was applied (${event.startedAt}, ${event.appliedBy}). Editing it changes no database ` +
        `that has it: undo that (git checkout ${up.file}), and write a new revision for what is to change. ` +
        `If only its wording changed, \`trueup stamp current\` records the files as they are now.`,
    },
  ]
}

function insertedOf(
  event: Applied,
  { revision, parents, dependencies }: GraphNode,
  nodes: Graph['nodes'],
  has: ReadonlySet<string>,
): Inserted[] {
  const lacking = [...parents, ...dependencies].filter((below) => !has.has(below))
  return lacking.map((below) => ({
    kind: 'inserted',
    id: below,
    before: revision.id,
    text:
      `${nodes.get(below)?.revision.up.file} comes before ${revision.up.file} now, which is applied already (${event.startedAt}): ` +
      `\`trueup rebase ${below}\` puts it behind what is applied; or, if what it does is there already, ` +
      `\`trueup stamp current\` records that.`,
  }))
}

/** @param others what the database is at without it */
function missingOf(event: Applied, others: readonly string[]): Missing {
  const { revision: id, message } = event
  const named = message === '' ? id : `${id} (${message})`
  const way =
    event.downSql === null
      ? `There is no way down recorded`
      : `\`trueup downgrade ${event.parents[0] ?? 'base'}\` takes it back with the script that is kept in the database`
  return {
    kind: 'missing',
    id,
    text:
      `The database has ${named}, applied ${event.startedAt} by ${event.appliedBy} with ${event.tool}, and no file of it is in ` +
      `the folder. A newer release may have brought it: use that, or bring its file back (git checkout). ${way}. ` +
      `\`trueup stamp --purge ${others.join(' ') || 'base'}\` forgets it.`,
  }
}
