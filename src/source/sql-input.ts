// SQL files as text, wherever they come from: a folder, a git revision, a program, standard input.

import { SourceError, type Place } from './source-error.ts'

export interface SqlFile {
  /** For people: as the user would find it. */
  readonly name: string
  readonly text: string
}

/** What a script names: \i (from the working directory), \ir (from the script's own folder), \copy … from. */
export interface Include {
  readonly path: string
  readonly relative: boolean
  /** The name of the script. */
  readonly from: string
}

export interface SqlInput {
  /** In the order in which they run. */
  readonly files: readonly SqlFile[]
  readonly warnings: readonly string[]
  /** Throws a SourceError without a place where there is no such file. */
  include(include: Include): SqlFile
}

/** What a program or standard input gives may include files of the file system all the same. */
export const includeAt = (input: SqlInput, include: Include, place: Place): SqlFile => {
  try {
    return input.include(include)
  } catch (error) {
    throw error instanceof SourceError && error.place === null
      ? new SourceError(error.message, place, { cause: error })
      : error
  }
}

/** The same input with its placeholders filled in. */
export function withReplacements(input: SqlInput, replacements: ReadonlyMap<string, string>): SqlInput {
  const given = [...replacements.keys()].filter((placeholder) => placeholder !== '')
  if (given.length === 0) return input
  const longestFirst = given.toSorted((a, b) => b.length - a.length)
  const any = new RegExp(
    longestFirst.map((placeholder) => placeholder.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('|'),
    'g',
  )
  const filled = (file: SqlFile): SqlFile => ({
    name: file.name,
    text: file.text.replaceAll(any, (placeholder) => replacements.get(placeholder) ?? placeholder),
  })
  return {
    files: input.files.map(filled),
    warnings: input.warnings,
    include: (include) => filled(input.include(include)),
  }
}

const INCLUDES = /^\s*\\(?:i|ir|include|include_relative)\s/m

/** Placeholders that stand nowhere in the files; none where other files are included, which may have them. */
export function notIn({ files }: SqlInput, replacements: ReadonlyMap<string, string>): readonly string[] {
  if (files.some(({ text }) => INCLUDES.test(text))) return []
  return [...replacements.keys()].filter((placeholder) => !files.some(({ text }) => text.includes(placeholder)))
}
