// trueup adopt: takes over a database that is in use, with the files of the tool that has run it so far, or as it is.

import { adopt, type Adoption } from '../../revisions/adopt/adopt.ts'
import type { Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { showStages, type Terminal } from '../terminal.ts'
import { folderOf, oneArgument } from './project.ts'
import { databaseOf, historyTable, targetOf, withDatabase } from './target.ts'

export async function run(call: Call): Promise<number> {
  const { settings, terminal } = call
  const folder = oneArgument(call, 'folder: that of the tool that has run the database so far') ?? null
  const onStage = showStages(terminal)
  const { tool: from, ...rest } = settings
  const options = { ...rest, from, revisions: folderOf(settings), table: historyTable(call), onStage }
  const adopted = async (): Promise<Adoption> => {
    if (folder !== null && databaseOf(call) === null) return adopt(folder, null, options)
    const target = targetOf(call)
    return withDatabase(target, (connection) => adopt(folder, { target, connection }, options))
  }
  try {
    const adoption = await adopted()
    onStage(null)
    return told(adoption, call, terminal)
  } finally {
    onStage(null)
  }
}

function told(adoption: Adoption, { settings }: Call, terminal: Terminal): number {
  const { done, differences, uncompared } = adoption
  for (const line of linesOf(adoption, folderOf(settings), settings.dryRun === true)) terminal.tell(line)
  if (!settings.quiet) for (const note of adoption.notes) terminal.tell(`note: ${note}`)
  const isUnlike = differences.length > 0 || uncompared !== null
  if (done || !isUnlike) return EXIT.same
  return differences.length > 0 ? EXIT.different : EXIT.error
}

function linesOf(adoption: Adoption, folder: string, dryRun: boolean): string[] {
  const { tool, revisions, files, recorded, differences, uncompared, done, exclude } = adoption
  const applied = revisions.filter((revision) => revision.applied).length
  const what = tool
    ? `${revisions.length} of ${tool.title}'s migrations, ${applied} of them applied`
    : `a baseline, ${revisions[0]?.id}`
  const unlike =
    uncompared !== null
      ? [`It could not be shown that they make what the database has: ${uncompared}`]
      : differences.length > 0
        ? ['The database is not what they make:', ...differences.map((line) => `  ${line}`)]
        : []
  if (!done && unlike.length > 0 && !dryRun)
    return [
      `Found ${what}. Nothing was changed.`,
      ...unlike,
      'Bring the files or the database in line; --allow-drift goes on all the same; or begin from the database as it is: trueup adopt --from none.',
    ]
  const written =
    files.length === 0
      ? `${folder} has them already`
      : `${files.length} files ${done ? 'written' : 'to be written'} to ${folder}`
  return [
    `${done ? 'Took over' : 'Would take over'} ${what}: ${written}${done && recorded.length > 0 ? `, ${recorded.length} recorded as applied` : ''}.`,
    ...unlike,
    ...(tool || !done ? [] : [`Databases that are the same already: trueup stamp ${revisions[0]?.id} --database …`]),
    ...(tool && done ? ['Other databases that it runs: the same command, with the same folders.'] : []),
    ...(exclude.length === 0
      ? []
      : [
          `${tool ? `${tool.title}'s own` : 'Other tools’'} tables stay as they are. Leave them out of comparisons, in trueup.config.ts: exclude: [${exclude.map((one) => `'${one}'`).join(', ')}]`,
        ]),
  ]
}
