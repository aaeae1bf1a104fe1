// Opens the states that a command is about, and says what there is to know of how that went.

import type { Catalog, Uncovered } from '../catalog/catalog.ts'
import { readTheSame, type Reading, type Sketch } from '../catalog/read.ts'
import { differ } from '../diff/diff.ts'
import type { RenameRequest } from '../diff/renames.ts'
import { kinds } from '../kinds/all.ts'
import type { CopyOptions } from '../prove/copy.ts'
import { isConnectionString } from '../connection/settings.ts'
import type { OpenedSource, OpenOptions, Source } from '../source/source.ts'
import { openSource, parseSource } from '../source/source.ts'
import { placeText, type Place } from '../source/source-error.ts'
import { UsageError } from './errors.ts'

export interface SourceOptions {
  /** A server for throwaway databases; `target`: the database's own; `pglite`. Default: embedded. */
  readonly shadow?: string | undefined
  /** Placeholders in SQL files, and what stands in for them. */
  readonly replace?: Readonly<Record<string, string>> | undefined
  /** psql's variables. */
  readonly set?: Readonly<Record<string, string>> | undefined
  readonly strictOrder?: boolean | undefined
  /** Note every statement that was put off, and why. */
  readonly verbose?: boolean | undefined
}

interface Opening {
  /** Wanted for the shadow that reads SQL files. */
  readonly major?: number | undefined
  readonly sketch?: boolean
}

export interface State {
  readonly catalog: Catalog
  readonly description: string
  readonly notes: readonly string[]
  /** What the annotations in its SQL say. */
  readonly renames: readonly RenameRequest[]
  /** Placeholders that stand nowhere in its files; null for what is no definition. */
  readonly unreplaced: readonly string[] | null
  /** The server's own major; null for what is no database. */
  readonly serverMajor: number | null
}

export interface States {
  readonly from: State
  readonly to: State
  readonly copies: CopyOptions
  /** Both are databases that answered the same; what of them is not covered. */
  readonly same?: { readonly uncovered: readonly Uncovered[] }
}

/** Databases first: SQL files are read by a shadow of their major. */
export async function openStates(
  from: string,
  to: string,
  options: SourceOptions & { readonly sketch?: boolean },
): Promise<States> {
  const sources = [parseSource(from), parseSource(to)] as const
  const copies = copyOptions(sources, options)
  if (options.shadow === 'target' && copies.server === undefined)
    throw new UsageError('neither state is a database, so there is no target whose server could be the shadow')
  const hasMajor = (source: Source) => source.kind === 'database' || source.kind === 'snapshot'
  const opened = new Map<Source, OpenedSource>()
  const sketch = options.sketch === true && sources.every(({ kind }) => kind === 'database')
  const open = async (source: Source, major?: number) =>
    opened.set(source, await openOne(source, options, copies, { major, sketch }))
  try {
    await together(sources.filter(hasMajor).map((source) => open(source)))
    const others = sources.filter((source) => !hasMajor(source))
    const major = others.length > 0 ? [...opened.values()][0]?.catalog.major : undefined
    await together(others.map((source) => open(source, major)))
    const [first, second] = sources.map((source) => opened.get(source))
    if (!first || !second) throw new Error('a source was not opened: a bug in commands/states.ts')
    const verbose = options.verbose ?? false
    const same = uncoveredOfBoth(first.sketch ?? first.reading, second.sketch ?? second.reading)
    if (same) {
      const state = (one: OpenedSource): State => stateOf(one, () => first.catalog, verbose)
      return { from: state(first), to: state(second), copies, same: { uncovered: same } }
    }
    const [current, desired] = await Promise.all([first, second].map((one) => one.finish?.() ?? one))
    // What depends on what is only worked out where there is something to plan.
    const isSame = current!.connection && desired!.connection && !differ(current!.catalog, desired!.catalog, kinds)
    const state = async (one: OpenedSource) => {
      const catalog = isSame ? one.catalog : await one.whole()
      return stateOf(one, () => catalog, verbose)
    }
    return { from: await state(current!), to: await state(desired!), copies }
  } finally {
    await Promise.all([...opened.values()].map((one) => one.close()))
  }
}

/** Null where the two may differ, or are no databases. What is not covered may take the rows that are compared: it is asked last. */
const uncoveredOfBoth = (first?: Sketch | Reading, second?: Sketch | Reading): readonly Uncovered[] | null =>
  first && second && readTheSame(first, second) ? first.uncovered : null

/** All of them, also where one fails: what was opened must be closed. */
async function together(tasks: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(tasks)
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

/** @param major wanted for the shadow that reads SQL files */
export async function openState(text: string, options: SourceOptions, major?: number): Promise<State> {
  const source = parseSource(text)
  const opened = await openOne(source, options, copyOptions([source], options), { major })
  try {
    const catalog = await opened.whole()
    return stateOf(opened, () => catalog, options.verbose ?? false)
  } finally {
    await opened.close()
  }
}

/** A database that nobody has touched yet. */
export async function openEmpty(like: Catalog, options: SourceOptions): Promise<Catalog> {
  const { catalog } = await openOne({ kind: 'empty' }, options, copyOptions([], options), like)
  return { ...catalog, major: like.major }
}

function openOne(
  source: Source,
  options: SourceOptions,
  { server }: CopyOptions,
  { major, sketch = false }: Opening,
): Promise<OpenedSource> {
  const given: OpenOptions = {
    replacements: new Map(Object.entries(options.replace ?? {})),
    variables: new Map(Object.entries(options.set ?? {})),
    strictOrder: options.strictOrder ?? false,
    shadow: { ...(server === undefined ? {} : { server }), ...(major === undefined ? {} : { major }) },
    sketch,
  }
  return openSource(source, given)
}

const stateOf = (opened: OpenedSource, catalog: () => Catalog, verbose: boolean): State => ({
  get catalog() {
    return catalog()
  },
  description: opened.description,
  notes: notesOf(opened, verbose),
  renames: (opened.definition?.renames ?? []).map((annotation) => ({
    ...annotation,
    said: placeText(annotation),
    mayBeDone: true,
  })),
  unreplaced: opened.definition?.unreplaced ?? null,
  serverMajor: opened.connection?.server.major ?? null,
})

/** A placeholder may be of one version of a definition only: it counts where it is in none. */
export function unreplacedNotes(states: readonly State[]): string[] {
  const [first, ...others] = states.flatMap(({ unreplaced }) => (unreplaced === null ? [] : [unreplaced]))
  const nowhere = (first ?? []).filter((placeholder) => others.every((list) => list.includes(placeholder)))
  return nowhere.map((placeholder) => `There is no ${placeholder} in the SQL files that could be replaced`)
}

function copyOptions(sources: readonly Source[], { shadow }: SourceOptions): CopyOptions {
  if (shadow === undefined || shadow === 'embedded') return {}
  if (shadow === 'pglite' || isConnectionString(shadow)) return { server: shadow }
  if (shadow !== 'target')
    throw new UsageError(`the shadow is a server’s address, target, pglite or embedded, not "${shadow}"`)
  const target = sources.find((source) => source.kind === 'database')
  return target?.kind === 'database' ? { server: target.target } : {}
}

function notesOf({ definition, description }: OpenedSource, verbose: boolean): string[] {
  if (!definition) return []
  const { putOff, assumedRoles, warnings } = definition
  return [
    ...(verbose
      ? putOff.map((one) => `put off: ${placeText(one)}: ${one.statement} (${one.reason})`)
      : putOffNote(putOff)),
    ...(assumedRoles.length > 0
      ? [`${description} names roles that it does not create: ${assumedRoles.join(', ')}`]
      : []),
    ...warnings,
  ]
}

function putOffNote(putOff: readonly Place[]): string[] {
  const [first, ...others] = putOff.map(placeText)
  if (first === undefined) return []
  if (others.length === 0) return [`1 statement was put off until what it needs was there: ${first}`]
  const shown = [first, ...others.slice(0, 2)].join(', ')
  const rest = others.length > 2 ? `, and ${others.length - 2} more (--verbose names them)` : ''
  return [`${putOff.length} statements were put off until what they need was there: ${shown}${rest}`]
}
