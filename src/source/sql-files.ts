// SQL files of the file system: one, a folder or a glob, in the order in which PostgreSQL's Docker image runs its init folder.
// A folder is read with its sub-folders; what another file includes by \i or \ir does not run on its own.

import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { globSync } from 'tinyglobby'
import { decodeSql } from './decode.ts'
import { SourceError } from './source-error.ts'
import type { Include, SqlFile, SqlInput } from './sql-input.ts'

export const isGlob = (path: string): boolean => /[*?[{]/.test(path)

export function readSqlFiles(path: string, cwd: string): SqlInput {
  const absolute = resolve(cwd, path)
  const isThere = existsSync(absolute)
  // What the shell puts in place of <(…) is neither.
  if (isThere && !statSync(absolute).isDirectory()) return input([path], [], cwd)
  if (!isThere && !isGlob(path))
    throw new SourceError(`there is no file or folder ${path}${isAbsolute(path) ? '' : ` in ${cwd}`}.`)
  const found = isThere
    ? walk(absolute).map((file) => join(path, file))
    : globSync(path, { cwd, expandDirectories: false })
  const chosen = chooseSqlFiles(found)
  if (chosen.files.length === 0)
    throw new SourceError(
      `${path} ${isThere ? 'holds' : 'matches'} no .sql file.${chosen.warnings.map((w) => ` ${w}`).join('')}`,
    )
  return input(chosen.files, chosen.warnings, cwd)
}

/** Which of these run, in which order, and what there is to say of the others. */
export function chooseSqlFiles(paths: readonly string[]): { files: string[]; warnings: string[] } {
  const files = paths.filter((path) => /\.sql(\.gz)?$/.test(path)).toSorted(inOrder)
  const scripts = paths.filter((path) => path.endsWith('.sh')).toSorted(inOrder)
  const packed = paths.filter((path) => /\.sql\.(xz|zst|bz2|zip)$/.test(path)).toSorted(inOrder)
  return {
    files,
    warnings: [
      ...(scripts.length > 0 ? [`Not run, since shell scripts never are: ${scripts.join(', ')}.`] : []),
      ...(packed.length > 0 ? [`Not read, unpack first: ${packed.join(', ')}.`] : []),
    ],
  }
}

/** By name in the C locale, folder by folder. */
function inOrder(a: string, b: string): number {
  const [x, y] = [a.split('/'), b.split('/')]
  const differs = x.findIndex((name, i) => name !== y[i])
  if (differs < 0) return x.length - y.length
  return Buffer.compare(Buffer.from(x[differs]!), Buffer.from(y[differs] ?? ''))
}

/** Every file below a folder but the hidden ones, relative to it. */
function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return []
    const path = join(folder, entry.name)
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && existsSync(path) && statSync(path).isDirectory())
    if (!isFolder) return [entry.name]
    if (entry.isSymbolicLink() && folder.startsWith(realpathSync(path))) return []
    return walk(path).map((file) => `${entry.name}/${file}`)
  })
}

function input(paths: readonly string[], warnings: readonly string[], cwd: string): SqlInput {
  const files = paths.map((path) => readSqlFile(path, cwd))
  return { files: withoutIncluded(files, cwd), warnings, include: (include) => includeFile(include, cwd) }
}

function readSqlFile(path: string, cwd: string): SqlFile {
  const absolute = resolve(cwd, path)
  try {
    return { name: path, text: decodeSql(readFileSync(absolute), path) }
  } catch (error) {
    if (error instanceof SourceError) throw error
    throw new SourceError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

/** As psql: from the working directory, or from the script's folder. What is not in the first is looked for in the second. */
export function includeFile(include: Include, cwd: string): SqlFile {
  const here = resolve(cwd, dirname(include.from), include.path)
  const candidates = include.relative ? [here] : [resolve(cwd, include.path), here]
  const found = candidates.find((path) => existsSync(path))
  if (found === undefined)
    throw new SourceError(`there is no file ${include.path}; looked for ${candidates.join(' and ')}.`)
  return readSqlFile(include.path.startsWith('/') ? found : relative(cwd, found) || found, cwd)
}

const INCLUDE = /^[ \t]*\\(i|ir|include|include_relative)[ \t]+(?:'([^'\n]+)'|([^\s'":]+))[ \t]*\r?$/gm

/** What a script includes is run there, and not a second time on its own. */
export function withoutIncluded(files: readonly SqlFile[], cwd: string): SqlFile[] {
  const included = new Set<string>()
  for (const { name, text } of files)
    for (const [, command, quoted, plain] of text.includes('\\i') ? text.matchAll(INCLUDE) : []) {
      const path = quoted ?? plain ?? ''
      const here = resolve(cwd, dirname(name), path)
      const fromWorkingDirectory = resolve(cwd, path)
      const relativeOnly = command === 'ir' || command === 'include_relative'
      included.add(!relativeOnly && existsSync(fromWorkingDirectory) ? fromWorkingDirectory : here)
    }
  return files.filter(({ name }) => !included.has(resolve(cwd, name)))
}
