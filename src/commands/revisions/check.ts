// trueup check without arguments, in a project with revisions: are they, the definition and the database in step?

import { existsSync } from 'node:fs'
import { checkProject, type ProjectCheck, type ProjectCheckOptions } from '../../revisions/author/check.ts'
import { render } from '../../output/format.ts'
import type { Call } from '../call.ts'
import { compareFor } from '../compare-for.ts'
import { EXIT } from '../exit.ts'
import { deliver } from '../terminal.ts'
import { DEFAULT_FOLDER, folderOf, openProject } from './project.ts'
import { shownPath } from '../../revisions/files/text.ts'

/** Reads the folder's files, and a database only where one is named. */
export function checkRevisions(path: string, options: ProjectCheckOptions = {}): Promise<ProjectCheck> {
  const { graph, folder } = openProject(path)
  return checkProject(graph, { repeatables: folder.repeatables, ...options })
}

/** Two states that the configuration names are compared as ever, unless it names revisions too. */
export const isAboutRevisions = ({ arguments: given, settings }: Call): boolean =>
  given.length === 0 &&
  (settings.revisions !== undefined ||
    (existsSync(DEFAULT_FOLDER) && (settings.database === undefined || settings.definition === undefined)))

export async function runCheck(call: Call): Promise<number> {
  const { settings, terminal, namedDatabase } = call
  const folder = shownPath(folderOf(settings))
  const { database: _, ...options } = { ...compareFor(call), database: undefined }
  const named = namedDatabase === undefined ? {} : { database: namedDatabase }
  const found = await checkRevisions(folder, { ...options, definition: settings.definition, ...named })
  const { comparison, problems, inStep } = found
  const format = settings.format ?? 'text'
  const differs = comparison !== null && comparison.plan.transactions.length > 0
  const colour = terminal.colour.output && settings.output === undefined
  if (comparison && (differs || format !== 'text'))
    deliver(terminal, render(comparison.plan, format, { colour }), settings.output)
  for (const problem of problems) terminal.tell(problem)
  if (differs)
    terminal.tell(
      `The revisions in ${folder} do not lead to ${settings.definition}. This does: trueup revision --autogenerate`,
    )
  if (inStep && !settings.quiet) terminal.tell(inWords(found, folder, settings.definition, namedDatabase !== undefined))
  return inStep ? EXIT.same : EXIT.different
}

function inWords(
  { comparison }: ProjectCheck,
  folder: string,
  definition: string | undefined,
  hasDatabase: boolean,
): string {
  const parts = [
    comparison ? `lead to ${definition}` : 'hang together; there is no definition to compare with (--definition)',
    ...(hasDatabase ? ['and the database has them all'] : []),
  ]
  return `The revisions in ${folder} ${parts.join(', ')}.`
}
