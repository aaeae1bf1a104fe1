// trueup stamp: records what a database has, without running anything.

import { withConnection } from '../../connection/connect.ts'
import { UsageError } from '../../compare/errors.ts'
import { historyTableOf } from '../../compare/selection.ts'
import { ancestorsOf, inOrder, type Graph } from '../../revisions/graph/graph.ts'
import { resolve } from '../../revisions/graph/targets.ts'
import { offlineStamp } from '../../revisions/run/offline.ts'
import {
  stamp as stampDatabase,
  stampOf,
  type StampOptions as RunStampOptions,
  type StampReport,
} from '../../revisions/run/stamp.ts'
import type { Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { deliver } from '../terminal.ts'
import { folderOf, openProject } from './project.ts'
import { runOptions, type NamedTable } from './run-options.ts'
import { historyTable, targetOf } from './target.ts'
import { endsOf, type ScriptOptions } from './upgrade.ts'

export interface StampOptions extends Omit<RunStampOptions, 'table'>, NamedTable {}

/** After it, the database counts as having the targets and all that they build on, and nothing that comes after them. */
export const stamp = (
  database: string,
  folder: string,
  targets: readonly string[],
  { historyTable: name, ...options }: StampOptions = {},
): Promise<StampReport> =>
  withConnection(database, (on) =>
    stampDatabase(on, openProject(folder).graph, targets, { ...options, table: historyTableOf(name) }),
  )

/** The rows as SQL, for a database that has what comes up to `from` of `from:to`. */
export function stampScript(graph: Graph, ranges: readonly string[], options: ScriptOptions): string {
  const ids = (symbol: string) => (symbol === 'base' ? [] : resolve(graph, symbol, []).map(({ id }) => id))
  const ends = ranges.map((range) => endsOf(range, 'head'))
  const has = ancestorsOf(
    graph,
    ends.flatMap(([from]) => ids(from)),
    'all',
  )
  const wanted = ancestorsOf(
    graph,
    ends.flatMap(([, to]) => ids(to)),
    'all',
  )
  const missing = inOrder(graph, new Set([...wanted].filter((id) => !has.has(id))))
  return offlineStamp(`Stamp ${ranges.join(' ')}`, missing.map(stampOf), {
    table: options.table,
    has: [...has],
    lacks: missing.map(({ id }) => id),
    creates: has.size === 0,
    lockTimeoutMs: options.lockTimeoutMs ?? 5000,
    tag: options.tag ?? null,
  })
}

export async function run(call: Call): Promise<number> {
  const { settings, terminal, arguments: targets } = call
  if (targets.length === 0)
    throw new UsageError('stamp needs what the database is to count as: an id, head, heads, base or current')
  const { graph } = openProject(folderOf(settings))
  if (settings.sql) {
    if (settings.purge) throw new UsageError('--purge needs to know what the database has: leave --sql out')
    const { tag } = settings
    deliver(terminal, stampScript(graph, targets, { table: historyTable(call), tag }), settings.output)
    return EXIT.same
  }
  const options = { ...runOptions(call), purge: settings.purge }
  const report = await withConnection(targetOf(call), (on) => stampDatabase(on, graph, targets, options))
  if (!settings.quiet) terminal.tell(reportText(report))
  return EXIT.same
}

function reportText({ stamped, unstamped, current }: StampReport): string {
  const at = current.length === 0 ? 'no revision' : current.join(', ')
  if (stamped.length + unstamped.length === 0) return `Nothing to record: the database is at ${at}.`
  return [
    ...(unstamped.length > 0 ? [`no longer recorded: ${unstamped.join(', ')}`] : []),
    ...(stamped.length > 0 ? [`recorded: ${stamped.join(', ')}`] : []),
    `The database counts as being at ${at}. Nothing was run.`,
  ].join('\n')
}
