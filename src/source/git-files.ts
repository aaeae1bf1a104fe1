// SQL files as they were in a git revision: `git:<revision>:<path>`, read from the repository without a checkout.

import { execFileSync } from 'node:child_process'
import { dirname, posix } from 'node:path'
import { decodeSql } from './decode.ts'
import { SourceError } from './source-error.ts'
import { chooseSqlFiles, withoutIncluded } from './sql-files.ts'
import type { Include, SqlFile, SqlInput } from './sql-input.ts'

export interface Entry {
  readonly path: string
  readonly hash: string
}

const MAX_BYTES = 2 ** 30

/** @param path from the repository's root, or where there is no such path, from the working directory; a leading `./` means the latter */
export function readGitFiles(revision: string, path: string, cwd: string): SqlInput {
  const commit = commitOf(revision, cwd)
  const prefix = git(['rev-parse', '--show-prefix'], cwd).toString().trim()
  const entries = candidates(path, prefix)
    .map((candidate) => filesOfCommit(commit, candidate, cwd))
    .find((found) => found.length > 0)
  if (!entries) throw new SourceError(`git revision ${revision} has no ${path || 'files'}.`)

  const name = (file: string): string => `${revision}:${file}`
  const isFile = entries.length === 1 && candidates(path, prefix).includes(entries[0]!.path)
  const { files, warnings } = isFile
    ? { files: [entries[0]!.path], warnings: [] }
    : chooseSqlFiles(entries.map((e) => e.path))
  if (files.length === 0) throw new SourceError(`${path || 'the root'} of git revision ${revision} holds no .sql file.`)
  const hashOf = new Map(entries.map((e) => [e.path, e.hash]))
  const texts = readBlobs(
    files.map((file) => hashOf.get(file)!),
    cwd,
  )
  const read = files.map((file, i) => ({ name: file, text: decodeSql(texts[i]!, file) }))
  return {
    files: withoutIncluded(read, '/').map((file) => ({ name: name(file.name), text: file.text })),
    warnings,
    include: (include) => includeBlob(include, commit, revision, prefix, cwd),
  }
}

const candidates = (path: string, prefix: string): string[] => {
  const tidy = (joined: string): string => posix.normalize(joined).replace(/\/$/, '').replace(/^\.$/, '')
  return path.startsWith('./') || path.startsWith('../') ? [tidy(prefix + path)] : [tidy(path), tidy(prefix + path)]
}

export function commitOf(revision: string, cwd: string): string {
  if (revision === '' || revision.startsWith('-'))
    throw new SourceError(`git:${revision}: is no revision. Write git:<revision>:<path>.`)
  try {
    return git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], cwd)
      .toString()
      .trim()
  } catch (cause) {
    if (cause instanceof SourceError) throw cause
    git(['rev-parse', '--git-dir'], cwd)
    throw new SourceError(
      `git knows no revision ${revision} in ${cwd}. If it is a branch or tag of a remote, fetch it first.`,
      null,
      { cause },
    )
  }
}

/** Files below a path from the repository's root, '' for all; links and submodules left out. */
export function filesOfCommit(commit: string, path: string, cwd: string): Entry[] {
  if (path.startsWith('..')) return []
  const output = git(
    ['ls-tree', '-r', '-z', '--full-tree', commit, ...(path === '' ? [] : ['--', path])],
    cwd,
  ).toString()
  return output.split('\0').flatMap((line) => {
    const match = /^100\d{3} blob ([0-9a-f]+)\t([^]+)$/.exec(line)
    return match ? [{ hash: match[1]!, path: match[2]! }] : []
  })
}

export function readBlobs(hashes: readonly string[], cwd: string): Buffer[] {
  const output = git(['cat-file', '--batch'], cwd, `${hashes.join('\n')}\n`)
  const blobs: Buffer[] = []
  for (let at = 0; at < output.length;) {
    const header = output.subarray(at, output.indexOf(10, at))
    const size = Number(header.toString().split(' ')[2])
    const start = at + header.length + 1
    blobs.push(output.subarray(start, start + size))
    at = start + size + 1
  }
  return blobs
}

function includeBlob(include: Include, commit: string, revision: string, prefix: string, cwd: string): SqlFile {
  const script = include.from.slice(revision.length + 1)
  const here = posix.normalize(posix.join(dirname(script), include.path))
  for (const path of include.relative ? [here] : [...candidates(include.path, prefix), here]) {
    const [entry] = filesOfCommit(commit, path, cwd)
    if (entry?.path === path)
      return { name: `${revision}:${path}`, text: decodeSql(readBlobs([entry.hash], cwd)[0]!, path) }
  }
  throw new SourceError(`git revision ${revision} has no file ${include.path}.`)
}

export function git(words: readonly string[], cwd: string, stdin = ''): Buffer {
  try {
    return execFileSync('git', words, { cwd, input: stdin, maxBuffer: MAX_BYTES, stdio: ['pipe', 'pipe', 'pipe'] })
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    if ('code' in cause && cause.code === 'ENOENT')
      throw new SourceError('git is not installed, or not on the PATH.', null, { cause })
    const said =
      'stderr' in cause
        ? String(cause.stderr)
            .trim()
            .replace(/^fatal: /, '')
        : ''
    if (/not a git repository/.test(said)) throw new SourceError(`${cwd} is in no git repository.`, null, { cause })
    if (said !== '') throw new SourceError(`git ${words[0]}: ${said}`, null, { cause })
    throw cause
  }
}
