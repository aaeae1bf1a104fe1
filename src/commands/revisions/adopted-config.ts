// What an adopted project's configuration says: a new file where there is none, else the line that it lacks.

import { writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { findConfig } from '../../config/load.ts'
import { writing } from '../terminal.ts'

export interface Configured {
  /** The file that was written; null: there is one already. */
  readonly written: string | null
  readonly toAdd: { readonly file: string; readonly line: string } | null
}

interface Said {
  readonly revisions: string
  readonly exclude: readonly string[]
}

/** @param missing what of `exclude` nothing says yet */
export function configureAdopted(
  { revisions, exclude }: Said,
  missing: readonly string[],
  cwd = process.cwd(),
): Configured {
  if (missing.length === 0) return { written: null, toAdd: null }
  const found = findConfig(cwd)
  const list = exclude.map(quoted).join(', ')
  if (found !== null) {
    const line = found.endsWith('.json') ? `"exclude": ${JSON.stringify(exclude)},` : `exclude: [${list}],`
    return { written: null, toAdd: { file: found, line } }
  }
  const config = resolve(cwd, 'trueup.config.ts')
  const text = `import { defineConfig } from 'trueup'

export default defineConfig({
  revisions: ${quoted(revisions.replaceAll('\\', '/'))},

  // The tables of the tool that has run the database so far.
  exclude: [${list}],
})
`
  writing(config, () => writeFileSync(config, text, { flag: 'wx' }))
  return { written: relative(cwd, config), toAdd: null }
}

const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&')}'`
