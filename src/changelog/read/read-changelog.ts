// A changelog from its root file: every changeset in the order in which it runs, and what is strange about the files.

import { userInfo } from 'node:os'
import type { Changelog, Changeset, Compatibility } from '../changelog.ts'
import { ChangelogError, ChangelogErrors } from '../errors.ts'
import { expressionFault } from '../filters/expressions.ts'
import { folderFiles, normalizedPath, pathInSearchPath, type ChangelogFiles } from './files.ts'
import { readFile } from './include.ts'
import { propertyTable } from './properties.ts'
import { attempt, INHERITS_NOTHING, type Draft, type Reading } from './reading.ts'
import { remarkExpressions, remarkNames, remarkOrphans, remarkTwins } from './remarks.ts'

export interface ReadOptions {
  /** Folders, the first one that has a file counts; the working directory. */
  readonly searchPath?: readonly string[]
  /** In the place of `searchPath`: the files of a git revision, say. */
  readonly files?: ChangelogFiles
  /** What the user gave: before every definition in a file. */
  readonly properties?: ReadonlyMap<string, string>
  /** process.env */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** What the run names: properties may be for some contexts and labels alone. */
  readonly contexts?: readonly string[]
  readonly labels?: string | null
  readonly compatibility?: Compatibility
  /** What `${x}` becomes where nothing defines x; preserve. */
  readonly missingProperty?: 'preserve' | 'empty' | 'error'
  /** `${:x}` stands for `${x}` itself. */
  readonly propertyEscaping?: boolean
}

/**
 * @param file the root changelog, relative to the search path: .sql, .yaml, .yml, .json or .xml
 * @returns the changesets in the order in which they run; what Liquibase would let through silently is in `problems`, and throws nothing
 * @throws ChangelogError, with file and line, for what cannot be read; ChangelogErrors for several at once
 */
export function readChangelog(file: string, options: ReadOptions = {}): Changelog {
  refuseFaults(options)
  const searchPath = options.searchPath ?? ['.']
  const root = options.files ? normalizedPath(file) : pathInSearchPath(file, searchPath)
  const reading = emptyReading(options, searchPath)
  readFile(reading, root, INHERITS_NOTHING, null)
  const resolvable = reading.changesets.flatMap(
    (draft) => attempt(reading, () => resolved(draft, reading.changesets)) ?? [],
  )
  const changesets = inRunOrder(resolvable)
  remarkTwins(reading, changesets)
  remarkExpressions(reading, changesets)
  if (reading.errors.length > 0) throw everythingWrong(reading)
  remarkNames(reading, changesets)
  remarkOrphans(reading, root)
  return {
    file: root,
    changesets,
    preconditions: reading.preconditions,
    problems: reading.problems,
    files: reading.changelogs,
  }
}

/** What the run names: contexts are names, labels an expression. */
function refuseFaults({ contexts = [], labels, compatibility }: ReadOptions): void {
  const fault = expressionFault(labels ?? '')
  if (fault && !fault.isUnderstood)
    throw new ChangelogError(`the label expression \`${labels}\` is none: ${fault.message}.`)
  const odd = contexts.find((name) => /[!()]|\s(?:and|or)\s|^\s*not\s/i.test(name))
  if (odd === undefined || compatibility === 'liquibase') return
  throw new ChangelogError(
    `--contexts takes names, and \`${odd.trim()}\` is an expression: those are for changesets. Name what the run is for: --contexts test,dev.`,
  )
}

/** With the problems that would stop a run too: one is told as it is, several by file and line. */
function everythingWrong({ errors, problems }: Reading): ChangelogError {
  const all = [
    ...errors,
    ...problems
      .filter(({ severity }) => severity === 'error')
      .map(({ file, line, message }) => new ChangelogError(message, { file, line })),
  ]
  const distinct = [...new Map(all.map((error) => [error.message, error])).values()]
  const [only] = distinct
  if (only && distinct.length === 1) return only
  const files = [...new Set(distinct.map(({ place }) => place?.file))]
  const rank = ({ place }: ChangelogError): readonly [number, number] => [files.indexOf(place?.file), place?.line ?? 0]
  return new ChangelogErrors(
    distinct.toSorted((a, b) => {
      const [[fileA, lineA], [fileB, lineB]] = [rank(a), rank(b)]
      return fileA - fileB || lineA - lineB
    }),
  )
}

function emptyReading(options: ReadOptions, searchPath: readonly string[]): Reading {
  const settings = {
    surroundings: surroundings(options.environment ?? process.env),
    missing: options.missingProperty ?? 'preserve',
    escaping: options.propertyEscaping ?? false,
    contexts: options.contexts ?? [],
    labels: options.labels ?? null,
  }
  return {
    files: options.files ?? folderFiles(searchPath),
    compatibility: options.compatibility ?? 'trueup',
    properties: propertyTable(settings, options.properties ?? new Map()),
    changesets: [],
    preconditions: [],
    problems: [],
    errors: [],
    changelogs: [],
    resources: new Set(),
    open: [],
  }
}

/** Environment variables, and Java's names for what this process has too. */
function surroundings(environment: Readonly<Record<string, string | undefined>>): ReadonlyMap<string, string> {
  const found = new Map<string, string>([['user.dir', process.cwd()]])
  try {
    const { username, homedir } = userInfo()
    found.set('user.name', username).set('user.home', homedir)
  } catch {
    // a user without a name in the system: those two are not defined
  }
  for (const [name, value] of Object.entries(environment)) if (value !== undefined) found.set(name.toLowerCase(), value)
  return found
}

/** A rollback that names another changeset runs that one's changes. */
function resolved({ changeset, rollbackOf }: Draft, all: readonly Draft[]): Changeset {
  if (!rollbackOf) return changeset
  const { id, author, path } = rollbackOf
  const wanted = path === null ? changeset.path : normalizedPath(path)
  const found = all.find(
    ({ changeset: other }) =>
      other.id === id && other.author === author && normalizedPath(other.path) === normalizedPath(wanted),
  )
  if (!found) throw new ChangelogError(`Change set ${wanted}::${id}::${author} does not exist.`, rollbackOf)
  return { ...changeset, rollback: [...found.changeset.changes, ...(changeset.rollback ?? [])] }
}

const inRunOrder = (changesets: readonly Changeset[]): Changeset[] => [
  ...changesets.filter(({ runOrder }) => runOrder === 'first'),
  ...changesets.filter(({ runOrder }) => runOrder === null),
  ...changesets.filter(({ runOrder }) => runOrder === 'last'),
]
