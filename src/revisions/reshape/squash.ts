// Folds a line of revisions into one, shown in a shadow to make the same. The old files move to `squashed/`, for databases
// that have a part of them. All of it, or nothing.

import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import type { Catalog } from '../../catalog/catalog.ts'
import { compareStates, type CompareOptions } from '../../compare/compare.ts'
import { selectionOf } from '../../compare/selection.ts'
import { differences } from '../../diff/describe.ts'
import { select } from '../../diff/select.ts'
import { ImpossibleChangeError } from '../../plan/replace.ts'
import { withoutCluster } from '../../prove/cluster.ts'
import { bodyOf, lossesOf } from '../author/body.ts'
import { majorOf, serverOf, type StartOptions } from '../author/start.ts'
import { verifyChain } from '../author/verify.ts'
import { stateOf, wayBack } from '../author/way-back.ts'
import { RevisionError } from '../errors.ts'
import { downOf, SQUASHED } from '../files/folder.ts'
import { headIds, writeHead } from '../files/head.ts'
import { scriptWithHeader } from '../files/script.ts'
import { draftRevision, newId, rewriteHeader, writeRevision, type NewRevision } from '../files/write.ts'
import { lineOf } from '../graph/describe.ts'
import { ancestorsOf, graphOf, inOrder, type Graph } from '../graph/graph.ts'
import { replay } from '../replay/replay.ts'
import { schemaFingerprint } from '../replay/schema-fingerprint.ts'
import type { Revision, RevisionFolder, SchemaStep } from '../revision.ts'
import { concatenated, dataSteps, type Bodies } from './concatenate.ts'
import { lineIn } from './line.ts'

export interface SquashOptions extends StartOptions {
  readonly message: string
  readonly revId?: string | undefined
  /** The engine's plan in place of what was written: shorter, and without steps that change rows. */
  readonly autogenerate?: boolean | undefined
}

export interface Squashed {
  readonly id: string
  readonly up: string
  readonly down: string | null
  readonly replaces: readonly string[]
  /** Where the old files are now. */
  readonly moved: readonly string[]
  /** For a person. */
  readonly warnings: readonly string[]
}

/** @param range `from:to`, both included */
export async function squash(folder: RevisionFolder, range: string, options: SquashOptions): Promise<Squashed> {
  const graph = graphOf(folder.revisions, folder)
  const line = lineIn(graph, range)
  const [first] = line
  const last = line.at(-1)
  if (!first || !last) throw new Error('a line without revisions: a bug in reshape/line.ts')
  try {
    const before = inOrder(graph, ancestorsOf(graph, first.parents, 'all'))
    const chain = {
      server: serverOf(options),
      major: options.major ?? majorOf(folder.revisions),
      cacheDir: options.cacheDir,
    }
    options.onStage?.('running the revisions in a shadow')
    const states = {
      before: await replay(before, chain),
      after: await replay([...before, ...line], chain),
    }
    const bodies = options.autogenerate ? await planned(states, line, options) : concatenated(line)
    const revision: NewRevision = {
      ...bodies,
      id: options.revId ?? newId(),
      parents: first.parents,
      message: options.message,
      lockTimeoutMs: line.reduce<number | null>((most, one) => longer(most, one.lockTimeoutMs), null),
      replaces: line.map(({ id }) => id),
      when: timeOf(last),
    }
    options.onStage?.('proving the squash, up, down and up again')
    const warnings = await proven(revision, { folder, graph, line, after: states.after }, options)
    const schema = schemaStep(states, options)
    const written = write(folder, { ...revision, schema }, line)
    return { ...written, replaces: revision.replaces ?? [], warnings: [...bodies.warnings, ...warnings] }
  } finally {
    options.onStage?.(null)
  }
}

const longer = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.max(a, b))

/** What is there before the line, and after it. */
interface Ends {
  readonly before: Catalog
  readonly after: Catalog
}

async function planned({ before, after }: Ends, line: readonly Revision[], given: SquashOptions): Promise<Bodies> {
  const options: CompareOptions = { ...given, unsafe: true, strict: false, prove: false, online: 'never', rename: [] }
  const server = serverOf(given)
  const states = { from: stateOf(before, 'before'), to: stateOf(after, 'after'), copies: server ? { server } : {} }
  const { settled } = await compareStates(states, { ...options, chooseRenames: undefined })
  const left = dataSteps(line)
  const warnings = left.map((place) => `left out, since it changes rows or is a program: ${place}`)
  try {
    const back = await wayBack(after, before, [], options)
    const losses = lossesOf(back.plan.transactions)
    const losesData = losses.length === 0 ? null : losses.join('; ')
    return { upBody: bodyOf(settled.plan), downBody: bodyOf(back.plan), losesData, irreversible: null, warnings }
  } catch (error) {
    if (!(error instanceof ImpossibleChangeError)) throw error
    const irreversible = error.message.replaceAll(/\s+/g, ' ')
    return { upBody: bodyOf(settled.plan), downBody: null, losesData: null, irreversible, warnings }
  }
}

interface Proving {
  readonly folder: RevisionFolder
  readonly graph: Graph
  readonly line: readonly Revision[]
  /** What the old ones make. */
  readonly after: Catalog
}

/** Returns what is wrong with its way down, for a person. */
async function proven(revision: NewRevision, proving: Proving, options: SquashOptions): Promise<readonly string[]> {
  const { folder, line, after } = proving
  const draft = draftRevision(revision, folder)
  const old = new Set(line.map(({ id }) => id))
  const script = (file: string, text: string, kind: 'up' | 'down') => scriptWithHeader(file, text, kind).script
  const whole: Revision = {
    id: draft.id,
    parents: revision.parents,
    dependsOn: [],
    labels: [],
    message: revision.message,
    schema: null,
    irreversible: revision.irreversible ?? null,
    replaces: revision.replaces ?? [],
    lockTimeoutMs: revision.lockTimeoutMs ?? null,
    up: script('the squash', draft.up, 'up'),
    down: draft.down === null ? null : script('the way down of the squash', draft.down, 'down'),
  }
  const others = folder.revisions.filter(({ id }) => !old.has(id)).map((one) => behind(one, old, whole.id))
  const graph = graphOf([...others, whole])
  const verifying = { ...options, server: serverOf(options), major: after.major }
  const { revisions, end } = await verifyChain(graph, [whole], verifying)
  const [verified] = revisions
  if (!verified || end === null)
    throw new RevisionError(`Nothing was changed, since the squash does not run: ${verified?.wrong[0]?.message ?? ''}`)
  const part = (catalog: Catalog): Catalog => withoutCluster(select(catalog, selectionOf(options)))
  const wrong = differences(part(end), part(after))
  if (wrong.length > 0)
    throw new RevisionError(
      `Nothing was changed, since the squash does not make what ${lineOf(line[0]!)} to ${lineOf(line.at(-1)!)} make:\n${wrong.map((text) => `  ${text}`).join('\n')}`,
    )
  return verified.wrong
    .filter(({ check }) => check !== 'schema')
    .map(({ message, details }) => [message, ...details.slice(0, 5)].join('\n  '))
}

const schemaStep = ({ before, after }: Ends, options: SquashOptions): SchemaStep => ({
  before: schemaFingerprint(before, options),
  after: schemaFingerprint(after, options),
  major: after.major,
})

const behind = (revision: Revision, old: ReadonlySet<string>, id: string): Revision => ({
  ...revision,
  parents: revision.parents.map((parent) => (old.has(parent) ? id : parent)),
})

/** Its place among the files is that of what it stands for. */
function timeOf({ up }: Revision): Date {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)_/.exec(basename(up.file)) ?? []
  return y === undefined ? new Date() : new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`)
}

function write(folder: RevisionFolder, revision: NewRevision, line: readonly Revision[]) {
  const undo: (() => void)[] = []
  const move = (from: string, to: string): void => {
    mkdirSync(dirname(to), { recursive: true })
    if (existsSync(to)) throw new RevisionError(`${to} is there already, and is not overwritten.`)
    renameSync(from, to)
    undo.push(() => renameSync(to, from))
  }
  try {
    const { id, up, down } = writeRevision(folder.path, revision, folder)
    undo.push(() => [up, down].forEach((file) => file && rmSync(file, { force: true })))
    const moved = line.flatMap((one) => {
      const to = join(folder.path, SQUASHED, relative(folder.path, one.up.file))
      move(one.up.file, to)
      if (one.down) move(one.down.file, downOf(to))
      return to
    })
    const ids = new Set(revision.replaces)
    const left = folder.revisions.filter((one) => !ids.has(one.id)).map((one) => behind(one, ids, id))
    for (const one of folder.revisions) {
      if (ids.has(one.id) || !one.parents.some((parent) => ids.has(parent))) continue
      rewriteHeader(one.up.file, { parents: behind(one, ids, id).parents })
      undo.push(() => rewriteHeader(one.up.file, { parents: one.parents }))
    }
    writeHead(folder.path, headIds([...left, { id, parents: revision.parents }]))
    return { id, up, down, moved }
  } catch (error) {
    for (const back of undo.toReversed()) back()
    writeHead(folder.path, headIds(folder.revisions))
    throw error
  }
}
