// trueup current: what a database is at.

import { withConnection } from '../../connection/connect.ts'
import { isRunLockHeld } from '../../apply/lock.ts'
import { historyTableOf } from '../../compare/selection.ts'
import type { Connection } from '../../connection/connection.ts'
import { effectiveHeads, headsOf, type Graph } from '../../revisions/graph/graph.ts'
import { compareHistory, type Finding } from '../../revisions/history/compare.ts'
import { isStale } from '../../revisions/repeatable/due.ts'
import { readHistory, type Event } from '../../revisions/history/read.ts'
import type { HistoryTable } from '../../revisions/history/table.ts'
import { listingFormat, noArguments, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { deliver, toJson } from '../terminal.ts'
import { appliedText, factsOf, lineOf, listed, type AppliedFacts } from './listing.ts'
import { folderOf, openProject } from './project.ts'
import type { NamedTable } from './run-options.ts'
import { targetOf } from './target.ts'

export interface Current {
  /** The revisions that nothing else of the database builds on. */
  readonly at: readonly CurrentRevision[]
  /** It has every revision of the folder, and no other. A head that others only depend on is one of these like any other. */
  readonly isAtHeads: boolean
  /** Where history and folder do not agree. */
  readonly findings: readonly Finding[]
  readonly interrupted: Event | null
  /** A run holds the lock now: what looks interrupted may be under way. */
  readonly isRunning: boolean
  /** How many it has. */
  readonly applied: number
  /** How many of the folder it lacks. */
  readonly pending: number
  /** Repeatable files that were edited since they ran, or never ran. */
  readonly stale: readonly string[]
}

export interface CurrentRevision {
  readonly id: string
  readonly message: string
  /** Null: it is not in the folder. */
  readonly line: string | null
  readonly event: AppliedFacts | null
}

export async function currentOf(connection: Connection, graph: Graph, table: HistoryTable): Promise<Current> {
  const history = await readHistory(connection, table)
  const { applied, findings } = compareHistory(history, graph)
  const missing = findings.filter(({ kind }) => kind === 'missing' || kind === 'partly folded').map(({ id }) => id)
  const ids = effectiveHeads(graph, [...applied, ...missing])
  const at = ids.map((id): CurrentRevision => {
    const node = graph.nodes.get(id)
    const event = history.applied.get(id)
    return {
      id,
      message: node?.revision.message ?? event?.message ?? '',
      line: node ? lineOf(listed(node)) : null,
      event: factsOf(event),
    }
  })
  const stale = graph.repeatables.filter((file) => isStale(history, file)).map(({ script }) => script.file)
  return {
    at,
    isAtHeads:
      stale.length === 0 &&
      missing.length === 0 &&
      headsOf(graph).every(({ id }) => applied.has(id)) &&
      history.interrupted === null,
    findings,
    interrupted: history.interrupted,
    isRunning: await isRunLockHeld(connection),
    applied: history.applied.size,
    pending: graph.revisions.length - applied.size,
    stale,
  }
}

export async function current(
  database: string,
  folder: string,
  { historyTable: name }: NamedTable = {},
): Promise<Current> {
  const { graph } = openProject(folder)
  return withConnection(database, (on) => currentOf(on, graph, historyTableOf(name)))
}

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const { settings, terminal } = call
  const format = listingFormat(call)
  const found = await current(targetOf(call), folderOf(settings), settings)
  deliver(terminal, format === 'json' ? toJson(found) : textOf(found, settings.verbose ?? false), settings.output)
  if (!settings.quiet) for (const { text } of found.findings) terminal.tell(text)
  if (!settings.checkHeads || found.isAtHeads) return EXIT.same
  if (!settings.quiet)
    terminal.tell(
      `The database is not at the heads: ${found.pending + found.stale.length} to run. \`trueup upgrade\` runs them.`,
    )
  return EXIT.different
}

function textOf({ at, interrupted, isRunning, stale }: Current, verbose: boolean): string {
  const lines = at.flatMap((one) => [
    one.line ?? `${one.id} (no file)${one.message === '' ? '' : `: ${one.message}`}`,
    ...(verbose && one.event ? eventLines(one.event) : []),
  ])
  if (interrupted)
    lines.push(
      `${interrupted.revision} (${isRunning ? 'under way' : 'interrupted'} after statement ${interrupted.stepsDone} of ${interrupted.steps})` +
        (isRunning
          ? ''
          : `: \`trueup ${interrupted.action === 'downgrade' ? 'downgrade' : 'upgrade'}\` goes on with it`),
    )
  lines.push(...stale.map((file) => `${file} was edited since it ran, or never ran: \`trueup upgrade\``))
  return lines.map((line) => `${line}\n`).join('')
}

const eventLines = (event: AppliedFacts): string[] => [
  `  applied ${appliedText(event)}`,
  ...(event.checksum === null ? [] : [`  checksum ${event.checksum}`]),
]
