// A folder of revisions, read: every .sql file with its .down.sql, what runs again, and HEAD.
// Knows files; how revisions hang together is graph/'s.

import { existsSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { RevisionError } from '../errors.ts'
import type { Repeatable, Revision, RevisionFolder, Script } from '../revision.ts'
import { readHead } from './head.ts'
import { required, revisionHeader } from './header.ts'
import { scriptWithHeader } from './script.ts'
import { readBytes, reading, shownPath } from './text.ts'

export const DOWN = '.down.sql'
const REPEATABLE = 'repeatable'
export const SQUASHED = 'squashed'

export interface ReadOptions {
  /** For what settles it: a HEAD in which git left a conflict is read as none. */
  readonly conflictingHead?: boolean
}

/** Throws a RevisionError that names file and line. */
export function readRevisions(folder: string, options: ReadOptions = {}): RevisionFolder {
  const shown = shownPath(folder)
  if (!existsSync(folder))
    throw new RevisionError(`There is no folder of revisions ${shown}. \`trueup init ${shown}\` makes it.`)
  if (!statSync(folder).isDirectory()) throw new RevisionError(`${shown} is a file; revisions are in a folder.`)
  const files = sqlFiles(folder)
  const repeatables = files.filter((file) => file.startsWith(`${REPEATABLE}/`))
  const squashed = files.filter((file) => file.startsWith(`${SQUASHED}/`))
  const ours = files.filter((file) => ![...repeatables, ...squashed].includes(file))
  const [own, old] = [readPairs(folder, ours), readPairs(folder, squashed)]
  refuseTwice([...own, ...old])
  const revisions = own.map((revision) => withoutSquashed(revision, own, old))
  return {
    path: folder,
    revisions,
    squashed: old,
    repeatables: repeatables.toSorted(byName).map((file) => readRepeatable(folder, file)),
    head: readHead(folder, revisions, options.conflictingHead ?? false),
  }
}

function readPairs(folder: string, files: readonly string[]): readonly Revision[] {
  const downs = new Set(files.filter((file) => file.endsWith(DOWN)))
  const ups = files.filter((file) => !downs.has(file)).toSorted(byName)
  for (const down of downs) refuseAlone(folder, down, ups)
  return ups.map((file) => readRevision(folder, file, downs.has(downOf(file))))
}

/** What was folded into another is meant by its id still: a file from elsewhere may not know yet. */
function withoutSquashed(revision: Revision, own: readonly Revision[], old: readonly Revision[]): Revision {
  const there = new Set(own.map(({ id }) => id))
  const now = (id: string, tries = old.length + 1): string => {
    const whole =
      there.has(id) || tries === 0 ? undefined : [...own, ...old].find(({ replaces }) => replaces.includes(id))
    return whole && whole !== revision ? now(whole.id, tries - 1) : id
  }
  const { parents, dependsOn } = revision
  if ([...parents, ...dependsOn].every((id) => now(id) === id)) return revision
  return {
    ...revision,
    parents: [...new Set(parents.map((id) => now(id)))],
    dependsOn: [...new Set(dependsOn.map((id) => now(id)))],
  }
}

/** The file of the way down that goes with a file of the way up. */
export const downOf = (file: string): string => file.replace(/\.sql$/, DOWN)

/** By the file's own name, so that a revision keeps its place when it moves to a sub-folder. */
function byName(a: string, b: string): number {
  const order = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0)
  return order(basename(a), basename(b)) || order(a, b)
}

/** Relative to the folder, with slashes. Hidden ones are no revisions. */
function sqlFiles(folder: string, within = ''): readonly string[] {
  const here = join(folder, within)
  return reading(here, () => readdirSync(here, { withFileTypes: true })).flatMap((entry) => {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return []
    const path = within === '' ? entry.name : `${within}/${entry.name}`
    if (entry.isDirectory() || leadsToFolder(here, entry)) return sqlFiles(folder, path)
    if (!/\.sql$/i.test(entry.name)) return []
    if (entry.name.endsWith('.sql')) return [path]
    throw new RevisionError(`${shownPath(join(here, entry.name))} must end in .sql, in small letters. Rename it.`)
  })
}

/** A link to one that it is in itself would go on for ever. */
function leadsToFolder(here: string, entry: Dirent): boolean {
  const path = join(here, entry.name)
  if (!entry.isSymbolicLink() || !existsSync(path) || !statSync(path).isDirectory()) return false
  return !`${realpathSync(here)}/`.startsWith(`${realpathSync(path)}/`)
}

function refuseAlone(folder: string, down: string, ups: readonly string[]): void {
  const up = `${down.slice(0, -DOWN.length)}.sql`
  if (ups.includes(up)) return
  throw new RevisionError(
    `leads down, and ${basename(up)}, which would lead up, is not beside it. Rename both files alike, or remove this one.`,
    { file: shownPath(join(folder, down)), line: 1 },
  )
}

function readRevision(folder: string, file: string, hasDown: boolean): Revision {
  const path = join(folder, file)
  const { script: up, header } = scriptWithHeader(shownPath(path), readBytes(path), 'up')
  const said = revisionHeader(header)
  refuseMissingPrograms(path, up)
  if (hasDown && said.irreversible !== null)
    throw new RevisionError(
      `"irreversible" says that there is no way down, and ${basename(downOf(file))} is one. Remove the line or the file; what a way down loses is said there: -- loses-data: …`,
      header.lines.get('irreversible'),
    )
  const { id, parents, dependsOn, labels, message, schema, irreversible, replaces, lockTimeoutMs } = said
  const down = hasDown ? readDown(join(folder, downOf(file)), id) : null
  return { id, parents, dependsOn, labels, message, schema, irreversible, replaces, lockTimeoutMs, up, down }
}

function readDown(path: string, id: string): Script {
  const { script, header } = scriptWithHeader(shownPath(path), readBytes(path), 'down')
  const line = required(header, 'revision')
  if (line.value !== id)
    throw new RevisionError(
      `this is the way down of ${line.value}, and the file beside it is ${id}. Rename the file, or correct the line.`,
      line,
    )
  refuseMissingPrograms(path, script)
  return script
}

function readRepeatable(folder: string, file: string): Repeatable {
  const path = join(folder, file)
  const { script } = scriptWithHeader(shownPath(path), readBytes(path), 'repeatable')
  refuseMissingPrograms(path, script)
  return { name: file.slice(REPEATABLE.length + 1, -'.sql'.length), script }
}

function refuseMissingPrograms(path: string, script: Script): void {
  for (const step of script.segments.flatMap(({ steps }) => steps))
    if ('program' in step && !existsSync(join(dirname(path), step.program.path)))
      throw new RevisionError(`there is no ${step.program.path} in ${shownPath(dirname(path)) || '.'}.`, step.program)
}

function refuseTwice(revisions: readonly Revision[]): void {
  const seen = new Map<string, Revision>()
  for (const revision of revisions) {
    const other = seen.get(revision.id)
    if (other)
      throw new RevisionError(
        `The id ${revision.id} is used twice: "${other.message}" in ${other.up.file} and "${revision.message}" in ${revision.up.file}. ` +
          'If one is a copy, remove it; if not, give the newer one an id of its own, in its .down.sql too.',
      )
    seen.set(revision.id, revision)
  }
}
