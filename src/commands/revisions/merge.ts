// trueup merge: an empty revision that comes after several, so that there is one head again; where they do not conflict.

import { RevisionError } from '../../revisions/errors.ts'
import { lineOf } from '../../revisions/graph/describe.ts'
import { headsOf, type Graph } from '../../revisions/graph/graph.ts'
import { placeRevision } from '../../revisions/graph/placement.ts'
import { resolve } from '../../revisions/graph/targets.ts'
import { writeRevision } from '../../revisions/files/write.ts'
import { shownPath } from '../../revisions/files/text.ts'
import type { Revision } from '../../revisions/revision.ts'
import {
  conflictsBetween,
  conflictText,
  type Conflict,
  type ConflictOptions,
} from '../../revisions/reshape/conflicts.ts'
import { ReplayError } from '../../revisions/replay/open.ts'
import { majorOf, serverOf } from '../../revisions/author/start.ts'
import { compareFor } from '../compare-for.ts'
import { listingFormat, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { deliver, toJson } from '../terminal.ts'
import { folderOf, openProject, type Project } from './project.ts'
import type { NewRevisionFiles } from './revision.ts'

export interface MergeOptions {
  /** What is joined. Default: all heads. */
  readonly revisions?: readonly string[] | undefined
  /** Default: which ones it joins. */
  readonly message?: string | undefined
  readonly branchLabel?: readonly string[] | undefined
  readonly revId?: string | undefined
  /** What is joined may be followed by others already. */
  readonly splice?: boolean | undefined
}

/** Writes it, whether they conflict or not: `mergeConflicts` tells. */
export function merge(folder: string, options: MergeOptions = {}): NewRevisionFiles {
  const project = openProject(folder, { conflictingHead: true })
  return write(project, joinedBy(project.graph, options.revisions ?? []), options, [])
}

/** What the revisions that a merge would join do to the same objects, by running both orders in a shadow. */
export async function mergeConflicts(
  folder: string,
  revisions: readonly string[] = [],
  options: ConflictOptions = {},
): Promise<readonly Conflict[]> {
  const { graph } = openProject(folder, { conflictingHead: true })
  return conflictsBetween(graph, joinedBy(graph, revisions), options)
}

function write(
  project: Project,
  joined: readonly Revision[],
  options: MergeOptions,
  conflicts: readonly Conflict[],
): NewRevisionFiles {
  const { graph } = project
  const { splice, branchLabel } = options
  const placement = placeRevision(graph, { head: joined.map(({ id }) => id), splice, branchLabel })
  const message = options.message ?? `merge ${joined.map(({ id }) => id).join(' and ')}`
  const content = { ...placement, message, id: options.revId, upBody: bodyOf(joined, conflicts), downBody: null }
  return { ...writeRevision(project.folder.path, content, project.folder), parents: placement.parents, message }
}

/** A run refuses the revision as long as the mark is there. */
function bodyOf(joined: readonly Revision[], conflicts: readonly Conflict[]): string {
  const commented = (lines: readonly string[]): string => lines.map((line) => `-- ${line}\n`).join('')
  const list = joined.map((one) => `  ${one.id} ${one.message}`)
  if (conflicts.length === 0) return commented(['Joins these, and runs nothing of its own:', ...list])
  return [
    commented(['Joins these, which conflict:', ...list, ...conflicts.flatMap((one) => conflictText(one).split('\n'))]),
    '-- EDIT: SQL that leads to one and the same state, whichever of them ran first\n',
  ].join('\n')
}

function joinedBy(graph: Graph, symbols: readonly string[]): readonly Revision[] {
  const named = symbols.flatMap((symbol) => (symbol === 'heads' ? headsOf(graph) : resolve(graph, symbol, [])))
  const joined = symbols.length === 0 ? headsOf(graph) : [...new Set(named)]
  if (joined.length > 1) return joined
  const [one] = joined
  throw new RevisionError(
    one && symbols.length === 0
      ? `There is nothing to merge: ${lineOf(one)} is the only head.`
      : `A merge joins two revisions or more${one ? `, and only ${lineOf(one)} was named` : ''}. \`trueup heads\` lists what there is to join.`,
  )
}

export async function run(call: Call): Promise<number> {
  const { settings, terminal } = call
  const format = listingFormat(call)
  const project = openProject(folderOf(settings), { conflictingHead: true })
  const joined = joinedBy(project.graph, call.arguments)
  const found = await conflictsOf(call, project, joined)
  if (found.length > 0 && !settings.yes) {
    for (const conflict of found) terminal.tell(conflictText(conflict))
    if (format === 'json') deliver(terminal, toJson({ conflicts: found.map(plain) }), settings.output)
    terminal.tell(ADVICE)
    return EXIT.different
  }
  const written = write(project, joined, { ...settings, revisions: call.arguments }, found)
  deliver(terminal, format === 'json' ? toJson(written) : `${shownPath(written.up)}\n`, settings.output)
  if (!settings.quiet && format === 'text') {
    if (found.length > 0) terminal.tell(`They conflict: say in ${shownPath(written.up)} how that is settled.`)
    terminal.tell(`Revision ${written.id} after ${written.parents.join(' and ')}.`)
  }
  return EXIT.same
}

const ADVICE = `Nothing was written. Where one of them is applied nowhere yet, edit it, or put it behind the other: trueup rebase <its id> --onto <the other>.
Where databases have both, trueup merge --yes writes the merge, for the SQL that settles it.`

/** What runs in no shadow may be joined all the same: that is then for its author to see to. */
async function conflictsOf(call: Call, { graph }: Project, joined: readonly Revision[]): Promise<readonly Conflict[]> {
  const { onStage, ...options } = compareFor(call)
  const server = serverOf(options)
  onStage?.('running both orders in a shadow')
  try {
    return await conflictsBetween(graph, joined, {
      ...options,
      server,
      major: options.major ?? majorOf(graph.revisions),
    })
  } catch (error) {
    if (!(error instanceof ReplayError)) throw error
    if (!call.settings.quiet) call.terminal.tell(`note: it was not found out whether they conflict: ${error.message}`)
    return []
  } finally {
    onStage?.(null)
  }
}

const plain = ({ between, objects, failures }: Conflict) => ({
  between: between.map(({ id }) => id),
  objects,
  failures,
})
