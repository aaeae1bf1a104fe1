// Which of the folder's revisions a database has, for the commands that mark it or count from there.

import { withConnection } from '../../connection/connect.ts'
import { effectiveHeads } from '../../revisions/graph/graph.ts'
import { compareHistory } from '../../revisions/history/compare.ts'
import { readHistory } from '../../revisions/history/read.ts'
import type { Call } from '../call.ts'
import type { DatabaseState } from './listing.ts'
import type { Project } from './project.ts'
import { historyTable, targetOf } from './target.ts'

export const NOWHERE = 'The database has no revision yet.'

/** What it has without a file is said, and counts as a place where it is. */
export async function databaseState(call: Call, { graph }: Project): Promise<DatabaseState> {
  const history = await withConnection(targetOf(call), (connection) => readHistory(connection, historyTable(call)))
  const { applied, findings } = compareHistory(history, graph)
  const missing = findings.filter(({ kind }) => kind === 'missing' || kind === 'partly folded')
  if (!call.settings.quiet) for (const { text } of missing) call.terminal.tell(text)
  const current = effectiveHeads(graph, [...applied, ...missing.map(({ id }) => id)])
  return { applied, current, events: history.applied }
}
