// The earlier git revision that an upgrade begins with. Changes nothing in git.

import { resolve } from 'node:path'
import { commitOf, git } from '../../source/git-files.ts'
import { SourceError } from '../../source/source-error.ts'
import { ChangelogError } from '../errors.ts'
import type { Commit } from '../read/git-files.ts'

export interface Earlier extends Commit {
  /** Why it is this one. */
  readonly why: string
}

const MAIN_LINES = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master']

/**
 * The one that is named; or where the main line was left; or, on the main line, the last commit where files are changed, and the one
 * before it where none are.
 * @param folders of the search path
 */
export function earlierRevision(named: string | undefined, folders: readonly string[]): Earlier {
  const cwd = resolve(folders[0] ?? '.')
  if (named !== undefined) return { revision: named, commit: known(named, cwd), why: 'as was asked for' }
  const head = firstOf(cwd)
  for (const line of MAIN_LINES) {
    const base = mergeBase(line, cwd)
    if (base === null && isShallow(cwd) && isRevision(line, cwd))
      throw new ChangelogError(`it cannot be seen where HEAD left ${line}. ${SHALLOW}`)
    if (base === null) continue
    if (base === head) break
    return { revision: base.slice(0, 10), commit: base, why: `where HEAD left ${line}` }
  }
  const isDirty = git(['status', '--porcelain', '--', ...folders.map((one) => resolve(one))], cwd).length > 0
  if (isDirty) return { revision: 'HEAD', commit: head, why: 'the last commit: files are changed since' }
  try {
    return { revision: 'HEAD^', commit: commitOf('HEAD^', cwd), why: 'the commit before the last: nothing is changed' }
  } catch (cause) {
    throw new ChangelogError(
      isShallow(cwd)
        ? `the files of the last commit are as they are, and none before it is here. ${SHALLOW}`
        : 'the repository has one commit, and no file differs from it: there is nothing to upgrade from. Name a revision with --from.',
      null,
      { cause },
    )
  }
}

const SHALLOW =
  'The clone is shallow: fetch its history first (git fetch --unshallow; with actions/checkout, fetch-depth: 0), or name with --from a revision that is here.'

const isShallow = (cwd: string): boolean =>
  git(['rev-parse', '--is-shallow-repository'], cwd).toString().trim() === 'true'

function isRevision(name: string, cwd: string): boolean {
  try {
    return commitOf(name, cwd) !== ''
  } catch {
    return false
  }
}

function known(revision: string, cwd: string): string {
  try {
    return commitOf(revision, cwd)
  } catch (cause) {
    if (!(cause instanceof SourceError) || !/knows no revision/.test(cause.message) || !isShallow(cwd)) throw cause
    throw new ChangelogError(`git knows no revision ${revision} in ${cwd}. ${SHALLOW}`, null, { cause })
  }
}

function firstOf(cwd: string): string {
  try {
    return commitOf('HEAD', cwd)
  } catch (cause) {
    if (!(cause instanceof SourceError)) throw cause
    const why = /knows no revision/.test(cause.message) ? `the repository of ${cwd} has no commit yet.` : cause.message
    throw new ChangelogError(`${why} The earlier files, which an upgrade begins with, are read from git.`, null, {
      cause,
    })
  }
}

/** Null where there is no such line, or nothing in common with it. */
function mergeBase(line: string, cwd: string): string | null {
  try {
    return git(['merge-base', line, 'HEAD'], cwd).toString().trim()
  } catch (error) {
    if (error instanceof SourceError && /no git repository|not installed/.test(error.message)) throw error
    return null
  }
}
