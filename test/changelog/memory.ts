// A changelog whose files are in memory.

import type { Changelog } from '../../src/changelog/changelog.ts'
import type { ChangelogFiles } from '../../src/changelog/read/files.ts'
import { readChangelog, type ReadOptions } from '../../src/changelog/read/read-changelog.ts'

export const filesOf = (texts: Readonly<Record<string, string>>): ChangelogFiles => ({
  description: 'memory',
  read: (path) => (texts[path] === undefined ? null : Buffer.from(texts[path])),
  list: (folder) => {
    const found = Object.keys(texts).filter((path) => folder === '' || path.startsWith(`${folder}/`))
    return found.length === 0 ? null : found.toSorted()
  },
  display: (path) => path,
})

/** The first file is the root. */
export const readTexts = (texts: Readonly<Record<string, string>>, options: ReadOptions = {}): Changelog =>
  readChangelog(Object.keys(texts)[0] ?? '', { environment: {}, ...options, files: filesOf(texts) })

/** Formatted SQL without its first line, which is line 1 all the same. */
export const readSql = (text: string, options: ReadOptions = {}): Changelog =>
  readTexts({ 'c.sql': `--liquibase formatted sql\n${text}` }, options)

export const problemsOf = ({ problems }: Changelog): string[] =>
  problems.map(({ severity, rule, file, line, message }) => `${severity} ${rule} ${file}:${line}: ${message}`)
