// trueup upgrade: brings a database up to a revision, or prints the SQL that does.

import { withConnection } from '../../connection/connect.ts'
import { UsageError } from '../../compare/errors.ts'
import { historyTableOf } from '../../compare/selection.ts'
import { majorOf } from '../../revisions/author/start.ts'
import { makingOf } from '../../revisions/repeatable/due.ts'
import { availableMajors } from '../../shadow/binaries.ts'
import { ancestorsOf, effectiveHeads, type Graph } from '../../revisions/graph/graph.ts'
import { upgradePath } from '../../revisions/graph/walk.ts'
import { resolve } from '../../revisions/graph/targets.ts'
import type { Repeatable } from '../../revisions/revision.ts'
import { compareHistory } from '../../revisions/history/compare.ts'
import { readHistory } from '../../revisions/history/read.ts'
import type { HistoryTable } from '../../revisions/history/table.ts'
import { nameOf, upgradeTask, type Task } from '../../revisions/run/carry.ts'
import { offlineSql } from '../../revisions/run/offline.ts'
import {
  planUpgrade,
  upgrade as upgradeDatabase,
  type RunReport,
  type UpgradeOptions as RunUpgradeOptions,
  type UpgradePlan,
} from '../../revisions/run/upgrade.ts'
import { oneArgument, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { deliver } from '../terminal.ts'
import { folderOf, openProject } from './project.ts'
import { untilInterrupted } from '../until-interrupted.ts'
import { tellReport, upgradeOptions, type NamedTable } from './run-options.ts'
import { historyTable, targetOf } from './target.ts'

export interface UpgradeOptions extends Omit<RunUpgradeOptions, 'table' | 'historyTable'>, NamedTable {}

/** Each revision runs once, however many upgrades begin at once. `target` as on the command line: `head`, an id, `+1`, … */
export const upgrade = (
  database: string,
  folder: string,
  target = 'head',
  { historyTable: name, ...options }: UpgradeOptions = {},
): Promise<RunReport> =>
  withConnection(database, (on) =>
    upgradeDatabase(on, openProject(folder).graph, target, { ...options, table: historyTableOf(name) }),
  )

export interface ScriptOptions {
  readonly table: HistoryTable
  readonly lockTimeoutMs?: number | undefined
  readonly tag?: string | undefined
  /** Ids that the database has, for `current:…`. */
  readonly current?: readonly string[]
  /** In the order in which they run. Default: that of their names. */
  readonly repeatables?: readonly Repeatable[]
}

/** The SQL of a range, `from:to`; without `from`, from the beginning. */
export function upgradeScript(graph: Graph, range: string, options: ScriptOptions): string {
  const [from, to] = endsOf(range, 'head')
  const has = from === 'base' ? [] : resolve(graph, from, options.current ?? []).map(({ id }) => id)
  const path = upgradePath(graph, to, has)
  const isToEnd = ancestorsOf(graph, [...has, ...path.map(({ id }) => id)], 'all').size === graph.nodes.size
  const repeatables = isToEnd ? (options.repeatables ?? graph.repeatables) : []
  const tasks = [...path.map(upgradeTask), ...repeatables.map(repeatableTask)]
  return offlineSql(`Upgrade from ${from} to ${to}`, tasks, {
    table: options.table,
    has: [...ancestorsOf(graph, has, 'all')],
    lacks: path.map(({ id }) => id),
    creates: has.length === 0,
    lockTimeoutMs: options.lockTimeoutMs ?? 5000,
    tag: options.tag ?? null,
  })
}

/** Without a database to compare with, each of them runs. */
const repeatableTask = ({ name, script }: Repeatable): Task => ({
  direction: 'upgrade',
  action: 'repeatable',
  id: name,
  message: '',
  parents: [],
  script,
  lockTimeoutMs: null,
  downSql: null,
})

/** Of `from:to`; one alone is where it ends. */
export function endsOf(range: string, end: string): [from: string, to: string] {
  const parts = range.split(':')
  const [first = '', second] = parts
  if (parts.length > 2) throw new UsageError(`a range is from:to, not ${range}`)
  return second === undefined ? ['base', first || end] : [first || 'base', second || end]
}

/** What the database is at, where a range counts from there. */
export async function currentFor(call: Call, graph: Graph, range: string): Promise<readonly string[]> {
  if (!/^current\b|^[+-]/.test(range)) return []
  return withConnection(targetOf(call), async (on) => {
    const { applied } = compareHistory(await readHistory(on, historyTable(call)), graph)
    return effectiveHeads(graph, applied)
  })
}

export async function run(call: Call): Promise<number> {
  const { settings, terminal } = call
  const target = oneArgument(call, 'target') ?? 'head'
  const { graph } = openProject(folderOf(settings))
  if (settings.sql) {
    const { lockTimeoutMs, tag } = settings
    const current = await currentFor(call, graph, target)
    const repeatables = await inTheirOrder(graph, settings.shadow)
    const script = upgradeScript(graph, target, { table: historyTable(call), lockTimeoutMs, tag, current, repeatables })
    deliver(terminal, script, settings.output)
    return EXIT.same
  }
  if (target.includes(':'))
    throw new UsageError(`a range, ${target}, is for --sql; upgrade a database to ${target.split(':')[1] || 'head'}`)
  const database = targetOf(call)
  if (settings.dryRun) {
    const plan = await withConnection(database, (on) => planUpgrade(on, graph, target, upgradeOptions(call)))
    terminal.print(planText(plan))
    return EXIT.same
  }
  const report = await untilInterrupted(call, (signal) =>
    withConnection(database, (on) => upgradeDatabase(on, graph, target, upgradeOptions(call, signal))),
  )
  tellReport(call, report)
  return report.failedHooks.length > 0 ? EXIT.error : EXIT.same
}

/** Which needs which is found out in a shadow. */
async function inTheirOrder(graph: Graph, shadow: string | undefined): Promise<readonly Repeatable[]> {
  if (graph.repeatables.length < 2) return graph.repeatables
  const major = majorOf(graph.revisions) ?? (await availableMajors())[0]?.major
  const made = major === undefined ? null : await makingOf(graph, major, { shadow })()
  return (
    made?.units.flatMap(({ files, script }) =>
      files.map((file, i) => (i === 0 ? { ...file, script } : nothing(file))),
    ) ?? graph.repeatables
  )
}

/** It ran with the one before it. */
const nothing = (file: Repeatable): Repeatable => ({ ...file, script: { ...file.script, segments: [] } })

function planText({ interrupted, pending, repeatables, drift }: UpgradePlan): string {
  const lines = pending.map((revision) => {
    const steps = revision.up.segments.reduce((count, segment) => count + segment.steps.length, 0)
    const outside = revision.up.segments.some(({ transactional }) => !transactional)
    const how = `${steps} ${steps === 1 ? 'statement' : 'statements'}${outside ? ', some outside of transactions' : ''}`
    return `would upgrade to ${nameOf(revision)}: ${revision.up.file} (${how})`
  })
  return [
    ...(interrupted
      ? [`would first finish ${interrupted.revision}, which stopped after statement ${interrupted.stepsDone}`]
      : []),
    ...(lines.length + repeatables.length === 0 ? ['nothing to do'] : lines),
    ...repeatables.flatMap(({ file, differences }) => [
      differences === null
        ? `would run ${file}, where what it defines is otherwise then`
        : `would run ${file}${differences.length === 0 ? ', which was edited since it ran, or never ran' : ', since the database differs:'}`,
      ...(differences ?? []).map((line) => `  ${line}`),
    ]),
    ...(drift && drift.differences.length > 0
      ? [
          'would be refused without --allow-drift, since the database is not what its revisions made:',
          ...drift.differences.map((line) => `  ${line}`),
        ]
      : []),
    ...(drift?.uncompared ? [`it was not found out whether the database has drifted: ${drift.uncompared}`] : []),
    '',
  ].join('\n')
}
