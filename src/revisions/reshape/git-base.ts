// Which of a folder's files the main branch has, where this one left it: what a branch adds may be thrown away.

import { execFileSync } from 'node:child_process'

export interface GitBase {
  /** `origin/main, where this branch left it (1a2b3c4)`. */
  readonly description: string
  /** Relative to the folder. */
  readonly files: ReadonlySet<string>
}

const MAIN = ['origin/main', 'origin/master', 'main', 'master']

/** Null: there is no repository, or no main branch is to be seen. */
export function gitBase(folder: string): GitBase | null {
  const main = git(folder, ['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'])
  for (const branch of main === null ? MAIN : [main]) {
    const commit = git(folder, ['merge-base', 'HEAD', branch])
    if (commit === null) continue
    const files = git(folder, ['ls-tree', '-r', '-z', '--name-only', commit, '.']) ?? ''
    return {
      description: `${branch}, where this branch left it (${commit.slice(0, 7)})`,
      files: new Set(files.split('\0').filter((file) => file !== '')),
    }
  }
  return null
}

/** Null: git knows no answer. */
function git(cwd: string, args: readonly string[]): string | null {
  try {
    return execFileSync('git', [...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || null
  } catch {
    return null
  }
}
