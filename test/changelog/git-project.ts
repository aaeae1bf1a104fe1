// A changelog in a git repository of its own: what is committed is the earlier version, what is written later the current one.

import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Compatibility } from '../../src/changelog/changelog.ts'
import { readChangelog } from '../../src/changelog/read/read-changelog.ts'
import type { ChangelogProject } from '../../src/changelog/verify/verify.ts'
import { VERSION } from './project.ts'

export interface GitProject extends ChangelogProject {
  readonly folder: string
  git(...words: string[]): string
  write(texts: Readonly<Record<string, string>>): void
  /** What a folder holds, in place of all there is. */
  replaceBy(folder: string): void
  commit(): void
  remove(): void
}

export function gitProject(root: string, compatibility: Compatibility = 'trueup'): GitProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'trueup-verify-')))
  const git = (...words: string[]): string => execFileSync('git', words, { cwd: folder, encoding: 'utf8' })
  git('init', '-qb', 'main')
  git('config', 'user.name', 'Ann: Example')
  git('config', 'user.email', 'ann@example.org')
  return {
    folder,
    folders: [folder],
    read: (files) =>
      readChangelog(root, { searchPath: [folder], environment: {}, compatibility, ...(files ? { files } : {}) }),
    git,
    write(texts) {
      for (const [file, text] of Object.entries(texts)) {
        mkdirSync(dirname(join(folder, file)), { recursive: true })
        writeFileSync(join(folder, file), text)
      }
    },
    replaceBy(other) {
      rmSync(join(folder, 'db'), { recursive: true, force: true })
      cpSync(other, folder, { recursive: true })
    },
    commit() {
      git('add', '.')
      git('commit', '-qm', 'changes')
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export const OPTIONS = {
  contexts: [],
  labels: null,
  version: VERSION,
} as const
