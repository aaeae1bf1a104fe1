// Shows of each revision of a chain, in one pass over a shadow, that it runs, that its way down gives back what was there, that
// it runs again after that, and that it does what its header says. Changes no file.

import { availableParallelism } from 'node:os'
import type { Catalog } from '../../catalog/catalog.ts'
import { selectionOf, type SelectionOptions } from '../../compare/selection.ts'
import { differences } from '../../diff/describe.ts'
import { select, type Selection } from '../../diff/select.ts'
import { withoutCluster } from '../../prove/cluster.ts'
import { RevisionError } from '../errors.ts'
import { ancestorsOf, inOrder, type Graph } from '../graph/graph.ts'
import { openReplay, ReplayError, type Replay, type ReplayOptions } from '../replay/open.ts'
import { replay, replayLive } from '../replay/replay.ts'
import { schemaFingerprint } from '../replay/schema-fingerprint.ts'
import type { Revision, SchemaStep } from '../revision.ts'
import { openVerifiedCache, type Right } from './verified-cache.ts'

/**
 * - `up`: it does not run;
 * - `down`: its way down does not run, or does not give back what was there;
 * - `again`: after its way down it does not run any more, or makes something else;
 * - `schema`: it does not begin, or does not end, with the schema that its header names.
 */
export type Check = 'up' | 'down' | 'again' | 'schema'

export interface Wrong {
  readonly check: Check
  readonly message: string
  /** In what, an object a line. */
  readonly details: readonly string[]
}

export interface VerifiedRevision {
  readonly revision: Revision
  readonly wrong: readonly Wrong[]
  /** Its way down was tried: it has one. */
  readonly wentDown: boolean
  /** It is the same as when it was found right before, and all that runs before it is: nothing was run. */
  readonly cached: boolean
  /** What it begins and ends with; null: it does not run, or nobody wanted to know. */
  readonly schema: SchemaStep | null
}

export interface Verification {
  /** In the order in which they run; those behind one that does not run are not reached. */
  readonly revisions: readonly VerifiedRevision[]
  /** What all of them make; null: one of them does not run. */
  readonly end: Catalog | null
}

export interface VerifyOptions extends SelectionOptions, Pick<ReplayOptions, 'major' | 'server'> {
  readonly cacheDir?: string | null | undefined
  /** Whose schemas are worked out: those of revisions whose header says them, or all. Default `said`. */
  readonly schemas?: 'said' | 'all' | undefined
  /** Told of each revision when it is done. */
  readonly onVerified?: ((verified: VerifiedRevision, index: number, count: number) => void) | undefined
}

/** A shadow of its own for each part pays where a part is longer than this. */
const PART = 25
const MOST_PARTS = 4

/**
 * @param asked those to verify; what they build on is only run
 */
export async function verifyChain(
  graph: Graph,
  asked: readonly Revision[],
  options: VerifyOptions = {},
): Promise<Verification> {
  const ids = new Set(asked.map(({ id }) => id))
  const chain = inOrder(graph, ancestorsOf(graph, ids, 'all'))
  const cache = await openVerifiedCache(chain, options)
  const known = chain.flatMap((revision): VerifiedRevision[] => {
    const right = ids.has(revision.id) ? cache.get(revision.id) : null
    return right === null || (isWanted(revision, options) && right.schema === null) ? [] : [rightOf(revision, right)]
  })
  let done = 0
  const onVerified = (verified: VerifiedRevision): void => options.onVerified?.(verified, done++, ids.size)
  known.forEach(onVerified)
  const left = new Set([...ids].filter((id) => known.every(({ revision }) => revision.id !== id)))
  const found =
    left.size === 0
      ? { revisions: [], end: await replay(chain, options) }
      : await verifyParts(graph, chain, left, { ...options, onVerified })
  for (const { revision, wrong, schema } of found.revisions)
    if (wrong.every(({ check }) => check === 'schema')) cache.add(revision.id, { schema })
  cache.write()
  const verified = new Map([...known, ...found.revisions].map((one) => [one.revision.id, one]))
  return { ...found, revisions: chain.flatMap(({ id }) => verified.get(id) ?? []) }
}

const isWanted = ({ schema }: Revision, { schemas }: VerifyOptions): boolean => schema !== null || schemas === 'all'

const rightOf = (revision: Revision, { schema }: Right): VerifiedRevision => ({
  revision,
  wrong: schema === null ? [] : held(revision, schema),
  wentDown: revision.down !== null,
  cached: true,
  schema,
})

async function verifyParts(
  graph: Graph,
  chain: readonly Revision[],
  asked: ReadonlySet<string>,
  options: VerifyOptions,
): Promise<Verification> {
  const passes = partsOf(chain, asked, options).map((part) => new Pass(graph, chain, part, options))
  try {
    return joined(await Promise.all(passes.map((pass) => pass.run(asked))))
  } finally {
    await Promise.allSettled(passes.map((pass) => pass.close()))
  }
}

/** Indexes in the chain, the last one excluded. */
interface Part {
  readonly start: number
  readonly end: number
}

/** As many as there are processors for; on a given server one, which makes one database there. */
function partsOf(chain: readonly Revision[], asked: ReadonlySet<string>, { server }: VerifyOptions): Part[] {
  const indexes = chain.flatMap(({ id }, index) => (asked.has(id) ? [index] : []))
  const wanted = server === undefined ? Math.floor(indexes.length / PART) : 1
  const count = Math.max(1, Math.min(MOST_PARTS, availableParallelism(), wanted))
  const startOf = (part: number): number => indexes[Math.floor((part * indexes.length) / count)] ?? chain.length
  return Array.from({ length: count }, (_, part) => ({
    start: startOf(part),
    end: part === count - 1 ? chain.length : startOf(part + 1),
  }))
}

/** Behind one that does not run, nothing was reached. */
function joined(parts: readonly Verification[]): Verification {
  const last = parts.findIndex(({ end }) => end === null)
  const reached = last < 0 ? parts : parts.slice(0, last + 1)
  return { revisions: reached.flatMap(({ revisions }) => revisions), end: reached.at(-1)?.end ?? null }
}

class Pass {
  private readonly graph: Graph
  private readonly chain: readonly Revision[]
  private readonly part: Part
  private readonly options: VerifyOptions
  private readonly selection: Selection
  private live: Replay | null = null
  /** What is there now; null: not read since something ran. */
  private state: Catalog | null = null
  /** A shadow behind this one, for what was there before a revision whose way down does not give back the very same. */
  private behind: { live: Replay; count: number } | null = null

  constructor(graph: Graph, chain: readonly Revision[], part: Part, options: VerifyOptions) {
    this.graph = graph
    this.chain = chain
    this.part = part
    this.options = options
    this.selection = selectionOf(options)
  }

  async close(): Promise<void> {
    await Promise.all([this.live?.close(), this.behind?.live.close()])
  }

  async run(asked: ReadonlySet<string>): Promise<Verification> {
    this.live = await openReplay(this.chain, this.options)
    const revisions: VerifiedRevision[] = []
    for (const [index, revision] of this.chain.slice(0, this.part.end).entries()) {
      if (index < this.part.start || !asked.has(revision.id)) {
        const failure = await failureOf(() => this.live!.upgrade(revision))
        if (failure && asked.has(revision.id)) return { revisions: [], end: null }
        if (failure) throw new RevisionError(failure)
        this.state = null
        continue
      }
      const verified = await this.verify(revision, index)
      revisions.push(verified)
      this.options.onVerified?.(verified, index, asked.size)
      if (verified.wrong.some(({ check }) => check === 'up')) return { revisions, end: null }
    }
    return { revisions, end: await this.now() }
  }

  private async verify(revision: Revision, index: number): Promise<VerifiedRevision> {
    const live = this.live!
    const isSchemaWanted = isWanted(revision, this.options)
    const before = isSchemaWanted ? await this.now() : this.state
    const mark = await live.signature()
    const failure = await failureOf(() => live.upgrade(revision))
    if (failure) return { revision, wrong: [{ check: 'up', message: failure, details: [] }], ...UNKNOWN }
    this.state = null
    const wrong = revision.down ? await this.downAndUp(revision, index, before, mark) : []
    if (wrong.length > 0) await this.startOver(index)
    const done = { revision, wentDown: revision.down !== null, cached: false }
    if (!isSchemaWanted || !before) return { ...done, wrong, schema: null }
    const schema = await this.onItsOwn(revision, index, before, await this.now())
    return { ...done, wrong: [...wrong, ...held(revision, schema)], schema }
  }

  private async downAndUp(revision: Revision, index: number, before: Catalog | null, mark: string): Promise<Wrong[]> {
    const live = this.live!
    const down = await failureOf(() => live.downgrade(revision))
    if (down) return [{ check: 'down', message: down, details: [] }]
    const left = (await live.signature()) === mark ? [] : await this.leftBehind(index, before)
    const again = await failureOf(() => live.upgrade(revision))
    this.state = null
    return [
      ...(left.length > 0
        ? [{ check: 'down', message: 'its way down does not give back what was there', details: left } as const]
        : []),
      ...(again ? [{ check: 'again', message: `after its way down, ${again}`, details: [] } as const] : []),
    ]
  }

  private async leftBehind(index: number, before: Catalog | null): Promise<string[]> {
    const back = await this.now()
    return differences(this.compared(back), this.compared(before ?? (await this.beforeAt(index))))
  }

  private async beforeAt(index: number): Promise<Catalog> {
    this.behind ??= { live: await openReplay(this.chain, this.options), count: 0 }
    for (; this.behind.count < index; this.behind.count++)
      await this.behind.live.upgrade(this.chain[this.behind.count]!)
    return this.behind.live.read('objects')
  }

  /** A shadow in which this revision and all before it have just run. */
  private async startOver(index: number): Promise<void> {
    await this.live?.close()
    this.live = null
    this.state = null
    this.live = await replayLive(this.chain.slice(0, index + 1), this.options, this.chain.slice(index + 1))
  }

  private async now(): Promise<Catalog> {
    return (this.state ??= await this.live!.read('objects'))
  }

  private compared(catalog: Catalog): Catalog {
    return withoutCluster(select(catalog, this.selection))
  }

  /** Its header was written where only what it builds on had run. */
  private async onItsOwn(revision: Revision, index: number, before: Catalog, after: Catalog): Promise<SchemaStep> {
    const needed = ancestorsOf(this.graph, [revision.id], 'all')
    const isAlone = this.chain.slice(0, index).every(({ id }) => needed.has(id))
    const ancestors = inOrder(this.graph, needed).filter(({ id }) => id !== revision.id)
    const made = isAlone
      ? [before, after]
      : await Promise.all([ancestors, [...ancestors, revision]].map((part) => replay(part, this.options)))
    const [first = '', last = ''] = made.map((catalog) => schemaFingerprint(catalog, this.options))
    return { before: first, after: last, major: after.major }
  }
}

const UNKNOWN = { wentDown: false, cached: false, schema: null }

function held({ schema: said }: Revision, schema: SchemaStep): Wrong[] {
  if (said === null || said.major !== schema.major) return []
  const wrong = [
    ...(said.before === schema.before ? [] : ['it does not begin with the schema that its header names']),
    ...(said.after === schema.after ? [] : ['it does not end with the schema that its header names']),
  ]
  if (wrong.length === 0) return []
  const details = ['If the file is right as it is: `trueup verify --update` writes anew what the header names.']
  return [{ check: 'schema', message: wrong.join(', and '), details }]
}

/** PostgreSQL's words with file and line; null: it ran. */
async function failureOf(run: () => Promise<void>): Promise<string | null> {
  try {
    await run()
    return null
  } catch (error) {
    if (error instanceof ReplayError) return error.message
    throw error
  }
}
