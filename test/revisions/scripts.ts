// Revisions made of SQL, as if their files were there; and definitions in files.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readScript } from '../../src/revisions/files/script.ts'
import type { Revision } from '../../src/revisions/revision.ts'

/** `down: null`: there is no way down. */
export function revisionOf(id: string, parents: readonly string[], up: string, down: string | null = null): Revision {
  return {
    id,
    parents,
    dependsOn: [],
    labels: [],
    message: `what ${id} does`,
    schema: null,
    irreversible: null,
    replaces: [],
    lockTimeoutMs: null,
    up: readScript(`${id}.sql`, `\n${up}`, 'up'),
    down: down === null ? null : readScript(`${id}.down.sql`, `\n${down}`, 'down'),
  }
}

/** Each after the one before. */
export const lineOf = (...scripts: readonly (readonly [up: string, down: string | null])[]): Revision[] =>
  scripts.map(([up, down], i) => revisionOf(`r${i + 1}`, i === 0 ? [] : [`r${i}`], up, down))

export interface Folder {
  readonly path: string
  /** Writes a file; returns its path. */
  write(name: string, text: string): string
  remove(): void
}

export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'trueup-revisions-'))
  return {
    path,
    write(name, text) {
      writeFileSync(join(path, name), text)
      return join(path, name)
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}
