// trueup verify: shows of each revision that it runs, can be taken back and runs again, and does what its header says.

import { differences } from '../../diff/describe.ts'
import { rewriteHeader } from '../../revisions/files/write.ts'
import { withDefinition } from '../../revisions/author/check.ts'
import { majorOf, serverOf, type StartOptions } from '../../revisions/author/start.ts'
import { unedited } from '../../revisions/author/unedited.ts'
import {
  verifyChain,
  type VerifiedRevision,
  type Verification,
  type VerifyOptions,
} from '../../revisions/author/verify.ts'
import { madeBy } from '../../revisions/repeatable/make.ts'
import { inOrder, type Graph } from '../../revisions/graph/graph.ts'
import { resolve } from '../../revisions/graph/targets.ts'
import { parseRange, rangeOf } from '../../revisions/graph/walk.ts'
import { placeText } from '../../source/source-error.ts'
import type { Revision } from '../../revisions/revision.ts'
import { listingFormat, oneArgument, type Call } from '../call.ts'
import { compareFor } from '../compare-for.ts'
import { EXIT } from '../exit.ts'
import { deliver, toJson } from '../terminal.ts'
import { databaseState } from './database-state.ts'
import { folderOf, openProject, type Project } from './project.ts'

export interface VerifyRevisionsOptions extends StartOptions, Pick<VerifyOptions, 'onVerified'> {
  readonly definition?: string | undefined
  /** `from:to`, both included, or what means one or several revisions. Default: all. */
  readonly range?: string | undefined
  /** What `current` and relative ends count from. */
  readonly current?: readonly string[] | undefined
  /** Write what each begins and ends with into its header. */
  readonly update?: boolean | undefined
}

export interface VerifiedProject extends Verification {
  /** What the end of the chain lacks or has too much, against the definition; null: not compared. */
  readonly fromDefinition: readonly string[] | null
  /** Files whose headers were written. */
  readonly updated: readonly string[]
  readonly isRight: boolean
}

export const verify = (folder: string, options: VerifyRevisionsOptions = {}): Promise<VerifiedProject> =>
  verifyProject(openProject(folder), options)

async function verifyProject({ graph, folder }: Project, options: VerifyRevisionsOptions): Promise<VerifiedProject> {
  const all = inOrder(graph, new Set(graph.nodes.keys()))
  const asked = options.range === undefined ? all : within(graph, options.range, options.current ?? [])
  const major = options.major ?? majorOf(all)
  const found = await verifyChain(graph, asked, {
    ...options,
    server: serverOf(options),
    major,
    schemas: options.update ? 'all' : 'said',
  })
  const isWhole = asked.length === all.length && found.end !== null
  // Throws where one of them does not run.
  if (isWhole && folder.repeatables.length > 0)
    await madeBy(all, folder.repeatables, { ...options, server: serverOf(options), major: found.end.major })
  const comparison =
    options.definition !== undefined && isWhole
      ? await withDefinition(all, options.definition, { repeatables: folder.repeatables, ...options })
      : null
  const fromDefinition = comparison && differences(comparison.current, comparison.goal)
  const updated = options.update ? found.revisions.flatMap(update) : []
  const isRight =
    found.revisions.every(({ wrong }) => wrong.every(({ check }) => options.update && check === 'schema')) &&
    (fromDefinition === null || fromDefinition.length === 0)
  return { ...found, fromDefinition, updated, isRight }
}

const within = (graph: Graph, range: string, current: readonly string[]): readonly Revision[] =>
  range.includes(':') ? rangeOf(graph, parseRange(range), current) : resolve(graph, range, current)

function update({ revision, schema }: VerifiedRevision): string[] {
  const said = revision.schema
  if (schema === null || (said && said.before === schema.before && said.after === schema.after)) return []
  rewriteHeader(revision.up.file, { schema })
  return [revision.up.file]
}

export async function run(call: Call): Promise<number> {
  const { settings, terminal } = call
  const format = listingFormat(call)
  const project = openProject(folderOf(settings))
  const range = oneArgument(call, 'range of revisions') ?? settings.range
  const current = range !== undefined && /current|^[+-]/.test(range) ? (await databaseState(call, project)).current : []
  const { onStage, chooseRenames: _, ...options } = compareFor(call)
  const started = performance.now()
  const found = await verifyProject(project, {
    ...options,
    definition: settings.definition,
    range,
    current,
    update: settings.update,
    onVerified: (_verified, index, count) => onStage?.(`verified ${index + 1} of ${count} revisions`),
  }).finally(() => onStage?.(null))
  const mended = (one: VerifiedRevision): VerifiedRevision =>
    settings.update ? { ...one, wrong: one.wrong.filter(({ check }) => check !== 'schema') } : one
  const told = { ...found, revisions: found.revisions.map(mended) }
  const lines = told.revisions.flatMap((one) => linesOf(one, settings.verbose ?? false))
  deliver(
    terminal,
    format === 'json' ? toJson(plain(found)) : lines.map((line) => `${line}\n`).join(''),
    settings.output,
  )
  if (!settings.quiet) for (const line of summaryOf(told, performance.now() - started)) terminal.tell(line)
  return found.isRight ? EXIT.same : EXIT.different
}

const SHOWN = 10

function linesOf({ revision, wrong, wentDown }: VerifiedRevision, verbose: boolean): string[] {
  const { id, message, irreversible } = revision
  const down = wentDown ? '' : irreversible === null ? ' (no way down)' : ` (irreversible: ${irreversible})`
  const head = `${wrong.length === 0 ? 'ok   ' : 'WRONG'} ${id}${message === '' ? '' : `: ${message}`}${down}`
  const details = wrong.flatMap((one) => {
    const shown = verbose ? one.details : one.details.slice(0, SHOWN)
    const more = one.details.length - shown.length
    return [one.message, ...shown.map((line) => `  ${line}`), ...(more > 0 ? [`  … and ${more} more (--verbose)`] : [])]
  })
  return [head, ...details.flatMap((text) => text.split('\n')).map((line) => `      ${line}`)]
}

function summaryOf(found: VerifiedProject, elapsedMs: number): string[] {
  const { revisions, fromDefinition, updated } = found
  const wrong = revisions.filter((one) => one.wrong.length > 0).length
  const count = `${revisions.length} ${revisions.length === 1 ? 'revision' : 'revisions'}`
  const cached = revisions.filter((one) => one.cached).length
  const without = revisions.filter(({ wentDown }) => !wentDown).length
  return [
    ...revisions
      .flatMap(({ revision: { up, down } }) => [up, ...(down ? [down] : [])].flatMap(unedited))
      .map((place) => `note: ${placeText(place)}: to be filled in: ${place.what}`),
    ...(found.end === null ? ['Those behind the one that does not run were not reached.'] : []),
    ...updated.map((file) => `wrote what it begins and ends with into ${file}`),
    `${count} verified in ${(elapsedMs / 1000).toFixed(1)} s, up, down and up again: ${wrong === 0 ? 'all are right' : `${wrong} ${wrong === 1 ? 'is' : 'are'} wrong`}${without > 0 ? `; ${without} without a way down` : ''}${cached > 0 ? `; ${cached} unchanged since they were found right` : ''}.`,
    ...(fromDefinition === null
      ? []
      : fromDefinition.length === 0
        ? ['They lead to the definition.']
        : ['They do not lead to the definition:', ...fromDefinition.map((line) => `  ${line}`)]),
  ]
}

const plain = ({ revisions, fromDefinition, updated, isRight }: VerifiedProject) => ({
  isRight,
  revisions: revisions.map(({ revision: { id, message, up }, ...rest }) => ({ id, message, file: up.file, ...rest })),
  fromDefinition,
  updated,
})
