// The repository's own TypeScript, as text.

import { globSync } from 'tinyglobby'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface SourceFile {
  /** From the repository's root: `src/plan/order.ts`. */
  readonly path: string
  readonly text: string
}

export const sourceFiles = (...patterns: string[]): SourceFile[] =>
  globSync(patterns, { cwd: ROOT, ignore: ['**/node_modules/**', 'dist/**'] })
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))

/** The repository's files that it imports. */
export function importsOf({ path, text }: SourceFile): string[] {
  const found = text.matchAll(/(?:\bfrom|\bimport\()\s*'(\.[^']+)'/g)
  return [...found].map(([, imported]) => normalize(join(dirname(path), imported!)))
}

export const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
