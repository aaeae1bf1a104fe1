// The earlier git revision that an upgrade begins with, and the changelog's files as they were in it. Changes nothing in git.

import { relative, resolve, posix, sep } from 'node:path'
import { commitOf, filesOfCommit, git, readBlobs } from '../../source/git-files.ts'
import { SourceError } from '../../source/source-error.ts'
import { ChangelogError } from '../errors.ts'
import { normalizedPath, type ChangelogFiles } from '../read/files.ts'

export interface Earlier {
  /** As a person names it: `main`, `HEAD^`, a hash. */
  readonly revision: string
  readonly commit: string
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

const READ_AHEAD = /\.(?:sql|ya?ml|json|xml|csv|txt)$/i

/** A search path's files in a commit. */
export function filesAt({ commit, revision }: Earlier, folders: readonly string[]): ChangelogFiles {
  const roots = folders.map((folder) => rootOf(folder))
  const cwd = resolve(folders[0] ?? '.')
  const hashes = withLinked(new Map(filesOfCommit(commit, '', cwd).map(({ path, hash }) => [path, hash])), commit, cwd)
  const inTree = (path: string): string | null =>
    roots.map((root) => posix.join(root, path)).find((full) => hashes.has(full)) ?? null
  const texts = new Map<string, Buffer>()
  const readAhead = (full: string): void => {
    const folder = full.slice(0, full.lastIndexOf('/') + 1)
    const wanted = [...hashes.keys()].filter(
      (path) => path === full || (path.startsWith(folder) && READ_AHEAD.test(path) && !texts.has(path)),
    )
    const blobs = readBlobs(
      wanted.map((path) => hashes.get(path) ?? ''),
      cwd,
    )
    for (const [i, path] of wanted.entries()) texts.set(path, blobs[i] ?? Buffer.alloc(0))
  }
  return {
    description: `${folders.join(', ')} at git revision ${revision}`,
    read(path) {
      const full = inTree(path)
      if (full === null) return null
      if (!texts.has(full)) readAhead(full)
      return texts.get(full) ?? null
    },
    list(folder) {
      const found = roots.flatMap((root) => {
        const below = posix.join(root, folder).replace(/^\.?\/?$/, '')
        return [...hashes.keys()]
          .filter((path) => (below === '' || path.startsWith(`${below}/`)) && !path.includes('node_modules/'))
          .map((path) => (folder === '' ? posix.relative(root, path) : `${folder}${path.slice(below.length)}`))
      })
      return found.length === 0 ? null : [...new Set(found)].toSorted()
    },
    display: (path) => `${revision}:${inTree(path) ?? normalizedPath(path)}`,
  }
}

/** Links to files and folders of the repository lead to what they are in the commit, too. */
function withLinked(hashes: ReadonlyMap<string, string>, commit: string, cwd: string): ReadonlyMap<string, string> {
  const tree = git(['ls-tree', '-r', '-z', '--full-tree', commit], cwd).toString()
  const links = tree.split('\0').flatMap((line) => {
    const match = /^120000 blob ([0-9a-f]+)\t([^]+)$/.exec(line)
    return match ? [{ hash: match[1] ?? '', path: match[2] ?? '' }] : []
  })
  if (links.length === 0) return hashes
  const targets = readBlobs(
    links.map(({ hash }) => hash),
    cwd,
  )
  const all = new Map(hashes)
  for (const [i, { path }] of links.entries()) {
    const target = posix.join(posix.dirname(path), targets[i]?.toString() ?? '').replace(/\/$/, '')
    const own = hashes.get(target)
    if (own !== undefined) all.set(path, own)
    for (const [file, hash] of hashes)
      if (file.startsWith(`${target}/`)) all.set(`${path}${file.slice(target.length)}`, hash)
  }
  return all
}

/** From the repository's root: '' for itself. */
function rootOf(folder: string): string {
  const full = resolve(folder)
  const prefix = git(['rev-parse', '--show-prefix'], full).toString().trim()
  return relative('/', resolve('/', prefix)).replaceAll(sep, '/')
}
