// trueup merge: an empty revision that comes after several, so that there is one head again.

import { RevisionError } from '../../revisions/errors.ts'
import { lineOf } from '../../revisions/graph/describe.ts'
import { headsOf, type Graph } from '../../revisions/graph/graph.ts'
import { placeRevision } from '../../revisions/graph/placement.ts'
import { resolve } from '../../revisions/graph/targets.ts'
import { writeRevision } from '../../revisions/files/write.ts'
import { shownPath } from '../../revisions/files/text.ts'
import type { Revision } from '../../revisions/revision.ts'
import type { Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { deliver } from '../terminal.ts'
import { toJson } from './listing.ts'
import { folderOf, listingFormat, openProject } from './project.ts'
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

export function merge(folder: string, options: MergeOptions = {}): NewRevisionFiles {
  const project = openProject(folder, { conflictingHead: true })
  const { graph } = project
  const joined = joinedBy(graph, options.revisions ?? [])
  const { splice, branchLabel } = options
  const placement = placeRevision(graph, { head: joined.map(({ id }) => id), splice, branchLabel })
  const message = options.message ?? `merge ${joined.map(({ id }) => id).join(' and ')}`
  const body = `-- Joins these, and runs nothing of its own:\n${joined.map((one) => `--   ${one.id} ${one.message}\n`).join('')}`
  const content = { ...placement, message, id: options.revId, upBody: body, downBody: null }
  return { ...writeRevision(folder, content, project.folder), parents: placement.parents, message }
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
  const written = merge(folderOf(settings), { ...settings, revisions: call.arguments })
  deliver(terminal, format === 'json' ? toJson(written) : `${shownPath(written.up)}\n`, settings.output)
  if (!settings.quiet && format === 'text')
    terminal.tell(`Revision ${written.id} after ${written.parents.join(' and ')}.`)
  return EXIT.same
}
