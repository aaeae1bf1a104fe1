// Whether a project is in step: its revisions have one end, they lead to the definition, and a database that is named has them
// all and nothing else. Changes nothing.

import { compareStates, type CompareOptions } from '../../compare/compare.ts'
import type { Comparison } from '../../compare/comparison.ts'
import { historyTableOf } from '../../compare/selection.ts'
import { openState } from '../../compare/states.ts'
import { withConnection } from '../../connection/connect.ts'
import { listOf } from '../graph/describe.ts'
import { inOrder, nodeOf, realHeadsOf, type Graph } from '../graph/graph.ts'
import { compareHistory } from '../history/compare.ts'
import { readHistory } from '../history/read.ts'
import { dueOf, makingOf } from '../repeatable/due.ts'
import { appliedChain } from '../run/fold.ts'
import { driftOf } from '../run/drift.ts'
import { keysOfRepeatables, withoutKeys } from './repeated.ts'
import type { Revision } from '../revision.ts'
import { placeText } from '../../source/source-error.ts'
import { majorOf, serverOf, startFrom, type StartOptions } from './start.ts'
import { unedited, type Unedited } from './unedited.ts'

export interface ProjectCheck {
  /** For a person, each with the command that settles it; the definition's differences are in the comparison. */
  readonly problems: readonly string[]
  /** From what the revisions make to the definition; null: there is no definition. */
  readonly comparison: Comparison | null
  readonly inStep: boolean
}

export interface ProjectCheckOptions extends StartOptions {
  readonly definition?: string | undefined
  /** A connection string. */
  readonly database?: string | undefined
}

export async function checkProject(graph: Graph, options: ProjectCheckOptions = {}): Promise<ProjectCheck> {
  try {
    const chain = inOrder(graph, new Set(graph.nodes.keys()))
    const comparison =
      options.definition === undefined ? null : await withDefinition(chain, options.definition, options)
    const problems = [
      ...headProblems(graph),
      ...chain.flatMap(({ up, down }) => [up, ...(down ? [down] : [])].flatMap(unedited)).map(toFillIn),
      ...(options.database === undefined ? [] : await databaseProblems(options.database, graph, options)),
    ]
    const leadsThere = comparison === null || comparison.plan.transactions.length === 0
    return { problems, comparison, inStep: leadsThere && problems.length === 0 }
  } finally {
    options.onStage?.(null)
  }
}

/** What is left between the end of a chain and a definition. */
export async function withDefinition(
  chain: readonly Revision[],
  definition: string,
  options: StartOptions,
): Promise<Comparison> {
  options.onStage?.('reading the definition')
  const to = await openState(definition, options, options.major ?? majorOf(chain))
  const { from, close } = await startFrom(chain, to.catalog.major, options)
  await close()
  const server = serverOf(options)
  const compared: CompareOptions = { ...options, unsafe: true, prove: undefined, chooseRenames: undefined }
  // A definition need not say what repeatable files make; where it does, it must say the same.
  const own = await keysOfRepeatables(chain, from.catalog.major, options)
  const unsaid = new Set([...own].filter((key) => !to.catalog.objects.has(key)))
  const states = { from: withoutKeys(from, unsaid), to, copies: server === undefined ? {} : { server } }
  return compareStates(states, compared)
}

/** An upgrade refuses it. */
const toFillIn = (place: Unedited): string => `${placeText(place)}: to be filled in: ${place.what}`

/** Several heads are meant where each is of a branch of its own, with a label. */
function headProblems(graph: Graph): string[] {
  const byBranch = new Map<string, Revision[]>()
  for (const head of realHeadsOf(graph)) {
    const branch = [...nodeOf(graph, head.id).labels].toSorted().join(', ')
    byBranch.set(branch, [...(byBranch.get(branch) ?? []), head])
  }
  return [...byBranch].flatMap(([branch, heads]) =>
    heads.length === 1
      ? []
      : [
          `${branch === '' ? 'The revisions have' : `The branch ${branch} has`} ${heads.length} heads:${listOf(heads)}\nJoin them: trueup merge. Or put what is not applied yet behind the others: trueup rebase.`,
        ],
  )
}

async function databaseProblems(database: string, graph: Graph, options: ProjectCheckOptions): Promise<string[]> {
  options.onStage?.('reading the database')
  return withConnection(database, async (connection) => {
    const history = await readHistory(connection, historyTableOf(options.historyTable))
    const compared = compareHistory(history, graph)
    const { applied, findings } = compared
    const pending = inOrder(graph, new Set([...graph.nodes.keys()].filter((id) => !applied.has(id))))
    const { description } = connection.server
    const making = graph.repeatables.length === 0 ? undefined : makingOf(graph, connection.server.major, options)
    const drift = await driftOf(connection, history, appliedChain(history, graph, compared), { ...options, making })
    const made = pending.length === 0 ? await making?.() : null
    const due = made ? await dueOf(connection, history, made, options) : []
    return [
      ...findings.map(({ text }) => text),
      ...(history.interrupted ? [`${description} has ${history.interrupted.revision} half: trueup upgrade`] : []),
      ...(pending.length === 0
        ? []
        : [`${description} lacks ${pending.length} of the revisions:${listOf(pending)}\nRun: trueup upgrade`]),
      ...(drift.differences.length === 0
        ? []
        : [
            `${description} is not what its revisions made of it:\n${drift.differences.map((line) => `  ${line}`).join('\n')}`,
          ]),
      ...due.map(({ unit: { script }, differences }) =>
        [
          differences.length === 0
            ? `${script.file} was edited since it ran on ${description}, or never ran there: trueup upgrade`
            : `${script.file} is to run again on ${description}, which differs: trueup upgrade`,
          ...differences.map((line) => `  ${line}`),
        ].join('\n'),
      ),
      ...(drift.unnamed ? [`${description} has changed since its last upgrade, and ${drift.uncompared}`] : []),
    ]
  })
}
