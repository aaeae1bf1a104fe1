// What to compare, as callers say it, as the selection that diff/select.ts works with. Here the kinds get their names.

import type { Catalog } from '../catalog/catalog.ts'
import { EVERYTHING, parsePattern, select, wildcard, type Pattern, type Selection } from '../diff/select.ts'
import type { HistoryTable } from '../diff/without-history.ts'
import { kinds } from '../kinds/all.ts'
import { UsageError } from './errors.ts'

export interface SelectionOptions {
  /** Only these schemas; `*` stands for any letters. */
  readonly schema?: readonly string[] | undefined
  readonly excludeSchema?: readonly string[] | undefined
  /** `kind:pattern` or `pattern`: `table:public.audit_*`. */
  readonly include?: readonly string[] | undefined
  readonly exclude?: readonly string[] | undefined
  /** Default true. */
  readonly privileges?: boolean | undefined
  /** Default true. */
  readonly owners?: boolean | undefined
  /** Default true. */
  readonly comments?: boolean | undefined
  /** Alter and drop roles too. Default false: a missing role is created, and no more. */
  readonly roles?: boolean | undefined
  readonly createExtensionsOnly?: boolean | undefined
  readonly ignoreExtensionVersions?: boolean | undefined
  /** Trueup's own table, which never counts as a difference. Default `trueup.history`. */
  readonly historyTable?: string | undefined
}

const PRIVILEGES = ['privilege', 'default privilege', 'parameter privilege']
const ROLES = ['role', 'role membership', 'role setting']

export function selectionOf(options: SelectionOptions): Selection {
  const left = [
    ...(options.privileges === false ? PRIVILEGES : []),
    ...(options.owners === false ? ['owner'] : []),
    ...(options.comments === false ? ['comment'] : []),
  ]
  return {
    ...EVERYTHING,
    schemas: options.schema?.map(wildcard) ?? [],
    excludedSchemas: options.excludeSchema?.map(wildcard) ?? [],
    include: options.include?.map(patternOf) ?? [],
    exclude: options.exclude?.map(patternOf) ?? [],
    excludedKinds: new Set(left),
    neededKinds: new Set(ROLES),
    ignoredAttributes: new Map(options.ignoreExtensionVersions ? [['extension', 'version']] : []),
    createdOnly: new Set(options.roles ? [] : ROLES),
    onlyCreate: options.createExtensionsOnly ? 'extension' : null,
    history: historyTableOf(options.historyTable),
  }
}

/** `trueup.history`, `"My schema".history`; without a schema it is in `public`. */
export function historyTableOf(name = 'trueup.history'): HistoryTable {
  const [, first, second, rest] = /^("(?:[^"]|"")+"|[^".\s]+)(?:\.("(?:[^"]|"")+"|[^".\s]+))?(.*)$/.exec(name) ?? []
  if (first === undefined || rest !== '')
    throw new UsageError(`the history table must be named like trueup.history, not ${name}`)
  return second === undefined
    ? { schema: 'public', name: unquoted(first) }
    : { schema: unquoted(first), name: unquoted(second) }
}

/** As PostgreSQL reads a name: folded to lower case unless it is quoted. */
const unquoted = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()

/** A misspelt kind would leave everything out, and nothing would ever differ. */
function patternOf(text: string): Pattern {
  const pattern = parsePattern(text)
  if (pattern.kind === null || kinds.some(({ type }) => pattern.kind?.test(type))) return pattern
  throw new UsageError(
    `${text}: there is no kind of object “${text.slice(0, text.indexOf(':'))}”. Say table, column, view, function, policy and so on, as --format text does.`,
  )
}

/** Notes on what was asked for and is nowhere. */
export function unmatched(options: SelectionOptions, states: readonly Catalog[]): string[] {
  const isNowhere = (part: Partial<Selection>): boolean =>
    states.every((state) => select(state, { ...EVERYTHING, ...part }).objects.size === 0)
  return [
    ...(options.schema ?? [])
      .filter((text) => isNowhere({ schemas: [wildcard(text)] }))
      .map((text) => `Neither state has a schema ${text}, so there is nothing of it to compare`),
    ...(options.include ?? [])
      .filter((text) => isNowhere({ include: [patternOf(text)] }))
      .map((text) => `Neither state has anything that ${text} means, so there is nothing of it to compare`),
  ]
}

/** The part of the options that says what to compare: a plan keeps it, so that the same is compared when it is applied. */
export function selectionOptionsOf(options: SelectionOptions): SelectionOptions {
  const { schema, excludeSchema, include, exclude, privileges, owners, comments } = options
  const { roles, createExtensionsOnly, ignoreExtensionVersions, historyTable } = options
  return {
    schema,
    excludeSchema,
    include,
    exclude,
    privileges,
    owners,
    comments,
    roles,
    createExtensionsOnly,
    ignoreExtensionVersions,
    historyTable,
  }
}
