// Where a new changeset goes, by what name and in whose: files with a text that is not written yet, so that it can be tried before.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { git } from '../../source/git-files.ts'
import type { Changelog, Changeset } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { folderFiles, normalizedPath, type ChangelogFiles } from '../read/files.ts'

/** A file of a search path with a text that it is to have. */
export interface Draft {
  /** Relative to the search path. */
  readonly path: string
  readonly text: string
  readonly files: ChangelogFiles
}

const HEADER = '--liquibase formatted sql\n'
const IS_FORMATTED = /^\s*--\s*liquibase\s+formatted/i

/**
 * @param added what is appended
 * @param given the files as they are, or with drafts already
 */
export function draft(path: string, added: string, given: ChangelogFiles): Draft {
  const before = given.read(path)?.toString('utf8') ?? HEADER
  if (!IS_FORMATTED.test(before))
    throw new ChangelogError(
      `${path} is no formatted SQL, which begins with \`--liquibase formatted sql\`. Name another file with --into.`,
    )
  const text = `${before.trimEnd()}\n\n${added}`
  return { path, text, files: withText(given, path, text) }
}

/** Those of the search path, and this one: empty where it is not there yet. */
export function withFile(named: string, folders: readonly string[]): ChangelogFiles | undefined {
  const [given, path] = [folderFiles(folders), normalizedPath(named)]
  return given.read(path) === null ? withText(given, path, HEADER) : undefined
}

const withText = (given: ChangelogFiles, path: string, text: string): ChangelogFiles => ({
  ...given,
  read: (file) => (file === path ? Buffer.from(text) : given.read(file)),
  list: (folder) => {
    const found = given.list(folder)
    const isIn = folder === '' || path.startsWith(`${folder}/`)
    return isIn ? [...new Set([...(found ?? []), path])].toSorted() : found
  },
})

/** Each into the folder of the search path that has it, or its folder; of several for one file the last has all. */
export function writeDrafts(drafts: readonly Draft[], folders: readonly string[]): string | null {
  let written: string | null = null
  for (const { path, text } of new Map(drafts.map((one) => [one.path, one])).values()) {
    const folder =
      folders.find((one) => existsSync(join(one, path))) ??
      folders.find((one) => existsSync(join(one, dirname(path)))) ??
      folders[0] ??
      '.'
    written = resolve(folder, path)
    mkdirSync(dirname(written), { recursive: true })
    writeFileSync(written, text)
  }
  return written
}

const MIGRATIONS = '_migrations.sql'
const IS_GENERATED = /\b(?:do not edit|generated (?:code|file|by)|auto-?generated)\b/i
const HEAD_LINES = 10

/**
 * Where it may go, the nearest first: the file that was named; the migrations beside the definitions that were edited; the definitions'
 * own files, unless a program writes them; the last one of formatted SQL.
 */
export function candidates(
  changelog: Changelog,
  named: string | undefined,
  definitions: readonly Changeset[],
  folders: readonly string[],
): string[] {
  if (named !== undefined) return [normalizedPath(named)]
  const files = folderFiles(folders)
  const textOf = (path: string): string => files.read(path)?.toString('utf8') ?? ''
  const isFormatted = (path: string): boolean => path.endsWith('.sql') && IS_FORMATTED.test(textOf(path))
  const isGenerated = (path: string): boolean =>
    IS_GENERATED.test(textOf(path).split('\n').slice(0, HEAD_LINES).join('\n'))
  const shown = new Map(changelog.files.map((path) => [files.display(path), path]))
  const own = definitions.flatMap(({ file }) => shown.get(file) ?? []).filter(isFormatted)
  const found = [
    ...own.map((path) => (path.endsWith(MIGRATIONS) ? path : path.replace(/\.sql$/, MIGRATIONS))),
    ...own.filter((path) => !isGenerated(path)),
    ...changelog.files.filter(isFormatted).slice(-1),
    ...own,
  ]
  if (found.length > 0) return [...new Set(found)]
  throw new ChangelogError(
    `${changelog.file} leads to no file of formatted SQL. Include one, which need not be there yet, and name it with --into.`,
  )
}

/** git's user, or the system's; a colon or a quote would end it. */
export function authorOf(folder: string): string {
  const plain = (name: string): string => name.replaceAll(/[:"]/g, '').trim()
  try {
    const name = plain(git(['config', 'user.name'], resolve(folder)).toString())
    if (name !== '') return name
  } catch {
    // no repository, no name: the system has one
  }
  return plain(userInfo().username)
}

/** `20261120-add-status`; with a number where there is one of that name. */
export function idOf(message: string | null, changelog: Changelog, now: Date): string {
  const [day = '', time = ''] = now.toISOString().replaceAll(/[-:]/g, '').split(/[T.]/)
  const slug = (message ?? '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)
  const id = slug === '' ? `${day}-${time}` : `${day}-${slug}`
  const taken = new Set(changelog.changesets.map((one) => one.id))
  for (let count = 2; taken.has(id); count++) if (!taken.has(`${id}-${count}`)) return `${id}-${count}`
  return id
}
