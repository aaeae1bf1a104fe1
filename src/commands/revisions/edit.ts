// trueup edit: opens a revision's files in the editor, and reads them again afterwards.

import { spawn } from 'node:child_process'
import { UsageError } from '../../compare/errors.ts'
import { RevisionError } from '../../revisions/errors.ts'
import { resolveOne } from '../../revisions/graph/targets.ts'
import type { Revision } from '../../revisions/revision.ts'
import { oneArgument, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { databaseState } from './database-state.ts'
import { folderOf, openProject } from './project.ts'

export async function run(call: Call): Promise<number> {
  const { settings, terminal } = call
  const symbol = oneArgument(call, 'revision') ?? 'head'
  const folder = folderOf(settings)
  const project = openProject(folder)
  const database = symbol === 'current' ? await databaseState(call, project) : null
  const before = resolveOne(project.graph, symbol, database?.current ?? [])
  const files = [before.up.file, ...(before.down ? [before.down.file] : [])]
  await open(files, process.env)
  const after = openProject(folder).graph.nodes.get(before.id)?.revision
  if (!after) throw new RevisionError(`There is no revision ${before.id} any more: its id or its file was changed.`)
  if (!settings.quiet) terminal.tell(whatNow(before, after))
  return EXIT.same
}

function whatNow(before: Revision, after: Revision): string {
  const isSame = before.up.checksum === after.up.checksum && before.down?.checksum === after.down?.checksum
  if (isSame) return `${after.id}: its SQL is as it was.`
  return `${after.id}: its SQL was changed.${after.schema ? ' `trueup verify` proves it again.' : ''}`
}

/** $VISUAL or $EDITOR, which may hold arguments: `code --wait`. */
async function open(files: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const editor = environment['VISUAL'] || environment['EDITOR']
  if (!editor) throw new UsageError(`edit needs an editor: set VISUAL or EDITOR. The files are ${files.join(' and ')}`)
  const child =
    process.platform === 'win32'
      ? spawn(`${editor} ${files.map((file) => `"${file}"`).join(' ')}`, { stdio: 'inherit', shell: true })
      : spawn('sh', ['-c', `${editor} "$@"`, editor, ...files], { stdio: 'inherit' })
  const code = await new Promise<number | null>((done, failed) => {
    child.once('error', failed)
    child.once('exit', done)
  })
  if (code !== 0) throw new RevisionError(`The editor (${editor}) ended with ${code ?? 'a signal'}.`)
}
