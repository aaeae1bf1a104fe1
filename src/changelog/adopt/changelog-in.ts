// The changelog that a folder holds: its root, or all that nothing else includes, in the order of their names. Knows no database.

import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { filesBelow } from '../../revisions/adopt/linear.ts'
import { RevisionError } from '../../revisions/errors.ts'
import { shownPath } from '../../revisions/files/text.ts'
import type { Changelog } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { folderFiles, type ChangelogFiles } from '../read/files.ts'
import { readChangelog, type ReadOptions } from '../read/read-changelog.ts'
import { isChangelog } from '../read/remarks.ts'

const READABLE = /\.(?:sql|ya?ml|json|xml)$/i
/** What may include others: each is read by itself, to see which ones it does. */
const INCLUDES = /\binclude(?:All)?\b/

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

export const holdsChangelogs = (folder: string): boolean => changelogsOf(folder).length > 0

/** @param replacements by placeholder: `${name}` */
export function changelogIn(folder: string, replacements: ReadonlyMap<string, string>): Changelog {
  const options = {
    files: folderFiles(searchPathOf(folder)),
    properties: new Map([...replacements].map(([name, value]) => [name.replace(/^\$\{(.*)\}$/, '$1'), value])),
    environment: {},
  }
  const found = changelogsOf(folder)
  const [only, ...others] = found.length > 1 ? rootsOf(found, options) : found
  if (only === undefined)
    throw new RevisionError(`There is no changelog in ${shownPath(folder)}: formatted SQL, YAML, JSON or XML.`)
  if (others.length === 0) return readChangelog(only, options)
  return readChangelog(TOGETHER, { ...options, files: together([only, ...others], searchPathOf(folder)) })
}

/** Its own folder, and those above it as far as the one where we are: what is included may be named from any of them. */
function searchPathOf(folder: string): readonly string[] {
  const found = [isFile(folder) ? dirname(folder) : folder]
  for (let within = relative('', found[0] ?? ''); within !== '' && !within.startsWith('..');) {
    within = within.includes(sep) ? dirname(within) : ''
    found.push(within === '' ? '.' : within)
  }
  return found
}

/** Relative to the folder. */
function changelogsOf(folder: string): readonly string[] {
  if (isFile(folder)) return isChangelogFile(dirname(folder), basename(folder)) ? [basename(folder)] : []
  return filesBelow(folder).filter((path) => isChangelogFile(folder, path))
}

const isChangelogFile = (folder: string, path: string): boolean =>
  READABLE.test(path) && isChangelog(path, textOf(folder, path))

const textOf = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8')

/** Files have several names along a search path: what a person opens tells them apart. */
function rootsOf(
  paths: readonly string[],
  options: ReadOptions & { readonly files: ChangelogFiles },
): readonly string[] {
  const { files } = options
  const included = new Set<string>()
  for (const path of paths) {
    if (!INCLUDES.test(files.read(path)?.toString('utf8') ?? '')) continue
    for (const file of filesReadBy(path, options)) if (file !== path) included.add(files.display(file))
  }
  return paths.filter((path) => !included.has(files.display(path)))
}

/** What is wrong with a file is told when all is read. */
function filesReadBy(path: string, options: ReadOptions): readonly string[] {
  try {
    return readChangelog(path, options).files
  } catch (error) {
    if (error instanceof ChangelogError) return []
    throw error
  }
}

const TOGETHER = 'changelogs.json'

/** Those that nothing includes, as if one included them. */
function together(roots: readonly string[], searchPath: readonly string[]): ChangelogFiles {
  const files = folderFiles(searchPath)
  const text = JSON.stringify({ databaseChangeLog: roots.map((file) => ({ include: { file } })) })
  return { ...files, read: (path) => (path === TOGETHER ? Buffer.from(text) : files.read(path)) }
}
