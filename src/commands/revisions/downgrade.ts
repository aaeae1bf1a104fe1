// trueup downgrade: takes revisions of a database back, or prints the SQL that does.

import { withConnection } from '../../connection/connect.ts'
import { UsageError } from '../../compare/errors.ts'
import { historyTableOf } from '../../compare/selection.ts'
import { ancestorsOf, type Graph } from '../../revisions/graph/graph.ts'
import { resolve } from '../../revisions/graph/targets.ts'
import { downgradePath } from '../../revisions/graph/walk.ts'
import { nameOf } from '../../revisions/run/carry.ts'
import {
  downgrade as downgradeDatabase,
  downTask,
  planDowngrade,
  type DowngradeOptions as RunDowngradeOptions,
  type DowngradePlan,
} from '../../revisions/run/downgrade.ts'
import { offlineSql } from '../../revisions/run/offline.ts'
import type { RunReport } from '../../revisions/run/upgrade.ts'
import { oneArgument, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { deliver } from '../terminal.ts'
import { folderOf, openProject } from './project.ts'
import { untilInterrupted } from '../until-interrupted.ts'
import { tellReport, upgradeOptions, type NamedTable } from './run-options.ts'
import { historyTable, targetOf } from './target.ts'
import { currentFor, type ScriptOptions } from './upgrade.ts'

export interface DowngradeOptions extends Omit<RunDowngradeOptions, 'table' | 'historyTable'>, NamedTable {}

/** `target` as on the command line: `-1`, an id, `base`, … */
export const downgrade = (
  database: string,
  folder: string,
  target: string,
  { historyTable: name, ...options }: DowngradeOptions = {},
): Promise<RunReport> =>
  withConnection(database, (on) =>
    downgradeDatabase(on, openProject(folder).graph, target, { ...options, table: historyTableOf(name) }),
  )

/** The SQL of a range, `from:to`: both must be said, since no database is asked. */
export function downgradeScript(graph: Graph, range: string, options: ScriptOptions): string {
  const [from, to] = range.split(':')
  if (!from || !to) throw new UsageError(`downgrade --sql takes a range from:to, as head:-1 or 3f9c:base, not ${range}`)
  const has = resolve(graph, from, options.current ?? []).map(({ id }) => id)
  const path = downgradePath(graph, to, has)
  return offlineSql(`Downgrade from ${from} to ${to}`, path.map(downTask), {
    table: options.table,
    has: [...ancestorsOf(graph, has, 'all')],
    lacks: [],
    creates: false,
    lockTimeoutMs: options.lockTimeoutMs ?? 5000,
    tag: options.tag ?? null,
  })
}

export async function run(call: Call): Promise<number> {
  const { settings, terminal } = call
  const target = oneArgument(call, 'target') ?? '-1'
  const { graph } = openProject(folderOf(settings))
  if (settings.sql) {
    const { lockTimeoutMs, tag } = settings
    const range = target.includes(':') ? target : `head:${target}`
    const current = await currentFor(call, graph, range)
    deliver(
      terminal,
      downgradeScript(graph, range, { table: historyTable(call), lockTimeoutMs, tag, current }),
      settings.output,
    )
    return EXIT.same
  }
  if (target.includes(':')) throw new UsageError(`a range, ${target}, is for --sql; name where to go back to`)
  const database = targetOf(call)
  if (settings.dryRun) {
    const plan = await withConnection(database, (on) => planDowngrade(on, graph, target, upgradeOptions(call)))
    terminal.print(planText(plan))
    return EXIT.same
  }
  const report = await untilInterrupted(call, (signal) =>
    withConnection(database, (on) => downgradeDatabase(on, graph, target, upgradeOptions(call, signal))),
  )
  tellReport(call, report)
  return EXIT.same
}

const planText = ({ interrupted, pending }: DowngradePlan): string =>
  [
    ...(interrupted ? [`would first finish ${interrupted.revision}, of which a part is taken back`] : []),
    ...(pending.length === 0 ? ['nothing to do'] : []),
    ...pending.map(
      (revision) =>
        `would take back ${nameOf(revision)}${revision.down ? `: ${revision.down.file}` : ''}` +
        (revision.down?.losesData ? `, which loses ${revision.down.losesData} (needs --unsafe)` : ''),
    ),
    '',
  ].join('\n')
