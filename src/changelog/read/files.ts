// The files that a changelog is made of, found along a search path as Liquibase does. Knows no format.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { ChangelogError } from '../errors.ts'

export interface ChangelogFiles {
  /** By path relative to the search path; null where there is no such file. */
  read(path: string): Buffer | null
  /** Paths of all files below a folder, relative to the search path, sorted as strings; null where there is no such folder. */
  list(folder: string): readonly string[] | null
  /** What a person opens. */
  display(path: string): string
  /** The search path, for messages. */
  readonly description: string
}

const SKIPPED = new Set(['node_modules', '.git'])

/** Folders of the file system; the first one that has a file counts. */
export function folderFiles(searchPath: readonly string[]): ChangelogFiles {
  const folders = searchPath.map((folder) => resolve(folder))
  const find = (path: string): string | null =>
    folders.map((folder) => join(folder, path)).find((file) => statSync(file, { throwIfNoEntry: false })?.isFile()) ??
    null
  return {
    description: searchPath.join(', '),
    read: (path) => {
      const file = find(path)
      return file === null ? null : readFileSync(file)
    },
    list: (folder) => {
      const found = folders.filter((root) => statSync(join(root, folder), { throwIfNoEntry: false })?.isDirectory())
      if (found.length === 0) return null
      return [...new Set(found.flatMap((root) => filesBelow(root, folder)))].toSorted()
    },
    display: (path) => {
      const shown = relative('', find(path) ?? path)
      return shown === '' ? path : shown
    },
  }
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesBelow(root, path)
    return entry.isFile() || statSync(join(root, path), { throwIfNoEntry: false })?.isFile() ? [path] : []
  })
}

/** A root file as the user names it, relative to the search path. */
export function pathInSearchPath(file: string, searchPath: readonly string[]): string {
  if (!isAbsolute(file)) return normalizedPath(file)
  const within = searchPath
    .map((folder) => relative(resolve(folder), file))
    .find((path) => path !== '' && !path.startsWith('..') && !isAbsolute(path))
  if (within !== undefined) return within.replaceAll(sep, '/')
  throw new ChangelogError(`${file} is in no folder of the search path (${searchPath.join(', ')}). Add its folder.`)
}

/** As Liquibase stores it in FILENAME: `classpath:`, a drive, a leading slash, `.` and `..` are gone. */
export function normalizedPath(path: string): string {
  const plain = path
    .replace(/^classpath:/i, '')
    .replaceAll('\\', '/')
    .replace(/^[A-Za-z]:/, '')
  const parts: string[] = []
  for (const part of plain.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}

/** A path as a changelog names it, from the folder of that changelog where it says so. */
export const resolvedPath = (path: string, from: string, relativeToFile: boolean): string =>
  normalizedPath(relativeToFile ? `${from.slice(0, from.lastIndexOf('/') + 1)}${path}` : path)

/** logicalFilePath of formatted SQL, as FILENAME has it; null where it is empty. */
export const logicalPath = (path: string | null): string | null =>
  path === null || path === ''
    ? null
    : /^classpath:/i.test(path) && !path.startsWith('classpath:')
      ? path
      : normalizedPath(path)

/** That of YAML, JSON and XML: Liquibase changes less of it. */
export const structuredLogicalPath = (path: string | null): string | null =>
  path === null || path === '' ? null : path.replaceAll('\\', '/').replace(/^\//, '')
