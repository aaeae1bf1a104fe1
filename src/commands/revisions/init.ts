// trueup init: begins a folder of revisions, and a configuration file where there is none.

import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import { findConfig } from '../../config/load.ts'
import { shownNames } from '../../revisions/files/text.ts'
import { RevisionError } from '../../revisions/errors.ts'
import { writeHead } from '../../revisions/files/head.ts'
import { oneArgument, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { writing } from '../terminal.ts'
import { DEFAULT_FOLDER } from './project.ts'

export interface InitOptions {
  /** Where the configuration file is looked for, upward, and written. Default: the working directory. */
  readonly cwd?: string
  /** For the configuration file. */
  readonly definition?: string | undefined
}

export interface Begun {
  readonly folder: string
  /** Written; null: there is one already. */
  readonly config: string | null
  /** What a configuration file that was there already still lacks, as it is to be written there. */
  readonly toAdd: { readonly file: string; readonly lines: readonly string[] } | null
}

/** @param revisions what the configuration says already */
export function init(folder: string = DEFAULT_FOLDER, options: InitOptions = {}, revisions?: string): Begun {
  const { cwd = process.cwd(), definition } = options
  const path = resolve(cwd, folder)
  refuseFilled(path, folder)
  const found = findConfig(cwd)
  writing(folder, () => {
    mkdirSync(path, { recursive: true })
    writeHead(path, [], true)
  })
  if (found === null) {
    const config = resolve(cwd, 'trueup.config.ts')
    writing(config, () => writeFileSync(config, configText(folder, definition), { flag: 'wx' }))
    return { folder, config: relative(cwd, config), toAdd: null }
  }
  const isDefault = revisions === undefined && dirname(found) === resolve(cwd)
  const isSaid =
    revisions === undefined ? isDefault && path === resolve(cwd, DEFAULT_FOLDER) : resolve(cwd, revisions) === path
  const from = relative(dirname(found), path).replaceAll('\\', '/')
  const lines = isSaid ? [] : [settingLine(found, 'revisions', from)]
  return { folder, config: null, toAdd: lines.length > 0 ? { file: found, lines } : null }
}

const settingLine = (file: string, key: string, value: string): string =>
  file.endsWith('.json') ? `"${key}": ${JSON.stringify(value)},` : `${key}: ${quoted(value)},`

const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&')}'`

function refuseFilled(path: string, folder: string): void {
  if (!existsSync(path)) return
  if (!statSync(path).isDirectory()) throw new RevisionError(`${folder} is a file. Name a new folder, or an empty one.`)
  const files = readdirSync(path).filter((name) => !name.startsWith('.'))
  if (files.length === 0) return
  const isBegun = files.includes('HEAD')
  throw new RevisionError(
    `${folder} holds ${shownNames(files, 3)}, so nothing is begun there. ` +
      (isBegun
        ? `It is a folder of revisions already: \`trueup revision -d ${folder}\` adds one.`
        : `Name a new folder; \`trueup adopt\` takes over what another tool wrote.`),
  )
}

const configText = (folder: string, definition: string | undefined): string => `import { defineConfig } from 'trueup'

export default defineConfig({
  revisions: ${quoted(folder.replaceAll('\\', '/'))},

  // The schema that you want, as SQL files for an empty database (or exec:<command>, or a database):
  // what \`trueup revision --autogenerate\` and \`trueup check\` compare the revisions with.
  ${definition === undefined ? `// definition: 'database',` : `definition: ${quoted(definition)},`}

  // The PostgreSQL that the revisions are for, where that is not the database's of whoever writes them.
  // postgresql: 18,

  // Where \`trueup upgrade\` runs them. Left out, it is DATABASE_URL, or what libpq's PG* variables say.
  // database: process.env.DATABASE_URL,
})
`

export async function run(call: Call): Promise<number> {
  const { settings, terminal } = call
  const folder = oneArgument(call, 'folder') ?? settings.revisions ?? DEFAULT_FOLDER
  const shown = relative(process.cwd(), resolve(folder)) || '.'
  const begun = init(shown, settings, settings.revisions)
  if (settings.quiet) return EXIT.same
  terminal.tell(`Made ${shown}, with a HEAD that makes two branches which both add a revision conflict in git.`)
  if (begun.config !== null) terminal.tell(`Wrote ${begun.config}.`)
  if (begun.toAdd) terminal.tell(`Add to ${basename(begun.toAdd.file)}:\n  ${begun.toAdd.lines.join('\n  ')}`)
  terminal.tell(nextCommand(settings.definition))
  return EXIT.same
}

const nextCommand = (definition: string | undefined): string =>
  definition === undefined
    ? 'Next: trueup revision -m "…"; or, for a database that is in use already: trueup adopt'
    : 'Next: trueup revision --autogenerate -m "…"; or, for a database that is in use already: trueup adopt'
