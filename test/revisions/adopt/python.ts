// A Python on PATH that answers as the real one did when it ran Alembic on `<tool>/project`: see `<tool>/answers`.

import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { HERE } from './taking-over.ts'

const PATH = process.env['PATH'] ?? ''

export interface Python {
  /** It is found first. */
  use(tool: string): void
  /** Whatever is found otherwise. */
  useReal(): void
  remove(): void
}

export function standInPython(): Python {
  const folder = mkdtempSync(join(tmpdir(), 'trueup-test-python-'))
  return {
    use(tool) {
      writeFileSync(join(folder, 'python3'), textOf(join(HERE, tool, 'answers')))
      chmodSync(join(folder, 'python3'), 0o755)
      process.env['PATH'] = [folder, PATH].join(delimiter)
    },
    useReal() {
      process.env['PATH'] = PATH
    },
    remove() {
      process.env['PATH'] = PATH
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const textOf = (answers: string): string => `#!/bin/sh
case "$2" in "import "*) exit 0;; esac
case "$3" in *'"shadow":null'*) answer=offline;; *) answer=online;; esac
sed "s|@PROJECT@|$PWD|g" ${answers}/$answer.json
`

export function hasReal(modules: string): boolean {
  try {
    execFileSync('python3', ['-c', `import ${modules}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
