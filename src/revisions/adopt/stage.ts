// The new files, whole, in a folder of their own, read back as any folder of revisions is: only what is right is moved to
// where the user wants it, and then all of it or nothing.

import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { ident } from '../../catalog/identifier.ts'
import { RevisionError } from '../errors.ts'
import { headIds, writeHead } from '../files/head.ts'
import { readRevisions } from '../files/folder.ts'
import { shownPath } from '../files/text.ts'
import { writeRevision, type NewRevision } from '../files/write.ts'
import type { RevisionFolder } from '../revision.ts'
import { foreignBody, withDirective } from './foreign-body.ts'
import type { Migration, Project, RepeatableFile } from './tool.ts'

export interface Stage {
  readonly folder: RevisionFolder
  /** There is nothing to move: the files are where the user wants them. */
  readonly isInPlace: boolean
  /** To be moved; relative to the folder. */
  readonly files: readonly string[]
  /** Throws a RevisionError, with nothing left behind. */
  moveTo(target: string): void
  remove(): void
}

/** Throws a RevisionError that names the old file and line. */
export function stage(
  revisions: readonly NewRevision[],
  repeatables: readonly { name: string; text: string }[] = [],
): Stage {
  const path = mkdtempSync(join(tmpdir(), 'trueup-adopt-'))
  try {
    const empty = readRevisions(path)
    for (const revision of revisions) writeRevision(path, revision, empty)
    for (const { name, text } of repeatables) {
      const file = join(path, 'repeatable', `${name}.sql`)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
    const folder = readRevisions(path)
    const files = filesIn(path)
    return {
      folder,
      isInPlace: false,
      files,
      moveTo: (target) => moveAll(path, files, target),
      remove: () => rmSync(path, { recursive: true, force: true }),
    }
  } catch (error) {
    rmSync(path, { recursive: true, force: true })
    throw error
  }
}

/** Files that are there take the place of those that were staged. */
export const inPlace = ({ remove }: Stage, folder: RevisionFolder): Stage => ({
  folder,
  isInPlace: true,
  files: [],
  moveTo: () => undefined,
  remove,
})

const filesIn = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)))
    .toSorted()

function moveAll(from: string, files: readonly string[], target: string): void {
  const isNew = !existsSync(target)
  const moved: string[] = []
  try {
    for (const file of files) {
      const path = join(target, file)
      if (existsSync(path)) throw new RevisionError(`${shownPath(path)} is there already, and is not overwritten.`)
      mkdirSync(dirname(path), { recursive: true })
      moved.push(path)
      cpSync(join(from, file), path, { errorOnExist: true, force: false })
    }
    const { revisions } = readRevisions(target, { conflictingHead: true })
    writeHead(target, headIds(revisions), isNew)
  } catch (cause) {
    for (const path of isNew ? [target] : moved) removed(path)
    if (cause instanceof RevisionError) throw cause
    throw new RevisionError(`${shownPath(target)} cannot be written: ${String(cause)}. Nothing was changed.`, null, {
      cause,
    })
  }
}

/** Where nothing can be written, there may be nothing that could be removed either. */
function removed(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // What went wrong first is told.
  }
}

/** @param schema that the other tool's session looked in first; null: the usual search_path */
export function stageProject({ migrations, repeatables }: Project, schema: string | null = null): Stage {
  const before = new Set(migrations.filter(({ isBefore }) => isBefore).map(({ id }) => id))
  return stage(
    migrations.map((migration) => {
      if (migration.isBefore || schema === null) return newRevision(migration, null)
      const isFirst = migration.parents.every((parent) => before.has(parent))
      return newRevision(migration, schema, isFirst ? `CREATE SCHEMA IF NOT EXISTS ${ident(schema)};\n\n` : '')
    }),
    repeatables.map((file) => repeatable(file, schema)),
  )
}

const searchPathOf = (schema: string | null): string | null => schema && `${ident(schema)}, public`

/** @param opening SQL that its way up begins with */
function newRevision(migration: Migration, schema: string | null, opening = ''): NewRevision {
  const { id, parents, dependsOn, labels, message, name, up, down, irreversible } = migration
  const body = foreignBody(up, searchPathOf(schema))
  return {
    id,
    parents,
    dependsOn,
    labels,
    message,
    transactional: body.transactional,
    upBody: opening + textOf(body.text),
    downBody: down && textOf(withDirective(foreignBody(down, searchPathOf(schema)))),
    name,
    ...(irreversible === undefined ? {} : { irreversible }),
  }
}

const textOf = (body: string): string => (body.trim() === '' ? '-- nothing to do' : body.replace(/^\s*\n/, ''))

function repeatable({ name, script }: RepeatableFile, schema: string | null): { name: string; text: string } {
  return { name, text: `${withDirective(foreignBody(script, searchPathOf(schema))).trim()}\n` }
}
