// trueup adopt: takes over a database that is in use, with the files of the tool that has run it so far, or as it is.

import { withConnection } from '../../connection/connect.ts'
import { basename } from 'node:path'
import { liquibase } from '../../changelog/adopt/liquibase.ts'
import { historyTableOf } from '../../compare/selection.ts'
import {
  adopt as adoptInto,
  type Adoption,
  type AdoptOptions as AdoptIntoOptions,
} from '../../revisions/adopt/adopt.ts'
import { tools } from '../../revisions/adopt/tools.ts'
import { oneArgument, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { showStages } from '../terminal.ts'
import { configureAdopted } from './adopted-config.ts'
import { DEFAULT_FOLDER } from './project.ts'
import type { NamedTable } from './run-options.ts'
import { databaseOf, targetOf } from './target.ts'

const TOOLS = [...tools, liquibase]

export interface AdoptOptions
  extends Omit<AdoptIntoOptions, 'table' | 'historyTable' | 'revisions' | 'tools'>, NamedTable {
  /** The folder of revisions to be. Default: `migrations`. */
  readonly revisions?: string | undefined
}

/**
 * @param folder of the tool that has run the database so far; null: take the database as it is
 * @param database null: the other tool's files alone are converted
 */
export async function adopt(
  folder: string | null,
  database: string | null,
  { revisions = DEFAULT_FOLDER, historyTable, ...given }: AdoptOptions = {},
): Promise<Adoption> {
  const options = { ...given, historyTable, revisions, table: historyTableOf(historyTable), tools: TOOLS }
  if (database === null) return adoptInto(folder, null, options)
  return withConnection(database, (connection) => adoptInto(folder, { target: database, connection }, options))
}

export async function run(call: Call): Promise<number> {
  const { settings, terminal } = call
  const { tool: from } = settings
  // A tool that is named is run where one stands, as it would be itself.
  const here = from === undefined || from === 'none' ? null : '.'
  const folder = oneArgument(call, 'folder: that of the tool that has run the database so far') ?? here
  const onStage = showStages(terminal)
  try {
    const database = folder !== null && databaseOf(call) === null ? null : targetOf(call)
    const adoption = await adopt(folder, database, { ...settings, from, onStage })
    onStage(null)
    return told(adoption, call)
  } finally {
    onStage(null)
  }
}

function told(adoption: Adoption, { settings, terminal }: Call): number {
  const { done, differences, uncompared } = adoption
  const isRehearsal = settings.dryRun === true
  const { revisions = DEFAULT_FOLDER, exclude = [] } = settings
  for (const line of linesOf(adoption, revisions, isRehearsal)) terminal.tell(line)
  if (!settings.quiet) for (const note of adoption.notes) terminal.tell(`note: ${note}`)
  if (done && !settings.quiet) {
    const { written, toAdd } = configureAdopted(
      { revisions, exclude: [...exclude, ...adoption.exclude] },
      adoption.exclude,
    )
    if (written !== null) terminal.tell(`Wrote ${written}, which leaves them out.`)
    if (toAdd) terminal.tell(`So that they are left out, write in ${basename(toAdd.file)}:\n  ${toAdd.line}`)
  }
  if (done || (differences.length === 0 && uncompared === null)) return EXIT.same
  return differences.length > 0 ? EXIT.different : EXIT.error
}

function linesOf(adoption: Adoption, folder: string, isRehearsal: boolean): string[] {
  const { tool, revisions, files, recorded, done, exclude } = adoption
  const applied = revisions.filter((revision) => revision.applied).length
  const what = tool
    ? `${revisions.length} of ${tool.title}'s migrations, ${applied} of them applied`
    : `a baseline, ${revisions[0]?.id}`
  const unlike = unlikeLines(adoption)
  if (!done && unlike.length > 0 && !isRehearsal)
    return [
      `Found ${what}. Nothing was changed.`,
      ...unlike,
      'Bring the files or the database in line; --prepare names SQL files of what was there before (schemas, extensions); --allow-drift goes on all the same; or begin from the database as it is: trueup adopt --from none.',
    ]
  const written =
    files.length === 0
      ? `${folder} has them already`
      : `${files.length} files ${done ? 'written' : 'to be written'} to ${folder}`
  const said = done && recorded.length > 0 ? `, ${recorded.length} recorded as applied` : ''
  return [
    `${done ? 'Took over' : 'Would take over'} ${what}: ${written}${said}.`,
    ...unlike,
    ...(done ? [othersLine(adoption)] : []),
    ...(exclude.length > 0
      ? [`Tables of ${tool?.title ?? 'other tools'} stay as they are: ${exclude.join(', ')}.`]
      : []),
  ]
}

function unlikeLines({ differences, uncompared }: Adoption): string[] {
  if (uncompared !== null) return [`It could not be shown that they make what the database has: ${uncompared}`]
  if (differences.length === 0) return []
  return ['The database is not what they make:', ...differences.map((line) => `  ${line}`)]
}

const othersLine = ({ tool, revisions }: Adoption): string =>
  tool
    ? 'Other databases that it runs: the same command with the same folders, for each.'
    : `Other databases that are the same already: trueup stamp ${revisions[0]?.id}, for each.`
