// A changelog's files as they were in a git commit. Changes nothing in git.

import { posix, relative, resolve, sep } from 'node:path'
import { filesOfCommit, git, readBlobs } from '../../source/git-files.ts'
import { normalizedPath, type ChangelogFiles } from './files.ts'

export interface Commit {
  /** As a person names it: `main`, `HEAD^`, a hash. */
  readonly revision: string
  readonly commit: string
}

const READ_AHEAD = /\.(?:sql|ya?ml|json|xml|csv|txt)$/i

/** A search path's files in a commit. */
export function filesAt({ commit, revision }: Commit, folders: readonly string[]): ChangelogFiles {
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
