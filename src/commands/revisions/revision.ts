// trueup revision: writes a new revision, empty or with what leads to the definition and back.

import { UsageError } from '../../compare/errors.ts'
import type { Generated } from '../../revisions/author/autogenerate.ts'
import { inOrder } from '../../revisions/graph/graph.ts'
import { placeRevision, type PlacementOptions } from '../../revisions/graph/placement.ts'
import { draftRevision, writeRevision, type NewRevision, type WrittenRevision } from '../../revisions/files/write.ts'
import { shownPath } from '../../revisions/files/text.ts'
import type { Revision } from '../../revisions/revision.ts'
import { compareFor } from '../compare-for.ts'
import type { Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { deliver } from '../terminal.ts'
import { toJson } from './listing.ts'
import { folderOf, listingFormat, noArguments, openProject } from './project.ts'

export interface RevisionOptions extends PlacementOptions {
  readonly message?: string | undefined
  /** Default: a random one. */
  readonly revId?: string | undefined
  /** What it does, and how that is undone; null: nothing is to be done, and nothing is written. Default: places to fill in. */
  readonly generate?: ((chain: readonly Revision[]) => Promise<Generated | null>) | undefined
}

export type NewRevisionFiles = WrittenRevision & Pick<NewRevision, 'parents' | 'message'>

const UP = `-- Write here the SQL that this revision runs. It is one transaction; "-- @transaction none" above a statement
-- takes it and what follows out of it, as CREATE INDEX CONCURRENTLY needs.
`

const DOWN = `-- Write here the SQL that takes it back. If nothing can, delete this file, and say why in the header of the other:
-- "irreversible: <why>".
`

/** Null: there is nothing to do, so no file was written. */
export async function revision(folder: string, options: RevisionOptions = {}): Promise<NewRevisionFiles | null> {
  const made = await prepare(folder, options)
  if (made === null) return null
  const { content, project } = made
  return { ...writeRevision(folder, content, project.folder), parents: content.parents, message: content.message }
}

/** The texts of the files that would be written. */
export async function previewRevision(
  folder: string,
  options: RevisionOptions = {},
): Promise<{ readonly up: string; readonly down: string | null } | null> {
  const made = await prepare(folder, options)
  return made && draftRevision(made.content, made.project.folder)
}

async function prepare(folder: string, options: RevisionOptions) {
  const project = openProject(folder)
  const { graph } = project
  const placement = placeRevision(graph, options)
  const named = { ...placement, message: options.message ?? '', id: options.revId }
  if (!options.generate) return { project, content: { ...named, upBody: UP, downBody: DOWN } }
  const chain = inOrder(graph, new Set(graph.nodes.keys()))
  const generated = await options.generate(chain)
  return generated && { project, content: { ...named, ...generated } }
}

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const { settings, terminal } = call
  const format = listingFormat(call)
  const options: RevisionOptions = { ...settings, ...(settings.autogenerate ? { generate: generateFor(call) } : {}) }
  if (settings.sql) {
    const preview = await previewRevision(folderOf(settings), options)
    deliver(
      terminal,
      preview ? `${preview.up}${preview.down === null ? '' : `\n${preview.down}`}` : '',
      settings.output,
    )
    return EXIT.same
  }
  const written = await revision(folderOf(settings), options)
  if (format === 'json') deliver(terminal, toJson(written), settings.output)
  else if (written) {
    const paths = [written.up, written.down].flatMap((path) => (path === null ? [] : `${shownPath(path)}\n`))
    deliver(terminal, paths.join(''), settings.output)
    if (!settings.quiet) terminal.tell(nextStep(written, settings.autogenerate ?? false))
  }
  return EXIT.same
}

const nextStep = ({ id, parents }: NewRevisionFiles, isGenerated: boolean): string =>
  `Revision ${id} after ${parents.join(' and ') || 'nothing: it is a base'}. ` +
  (isGenerated ? `Read it, then: trueup upgrade` : `Write its SQL, then: trueup upgrade`)

function generateFor(call: Call): NonNullable<RevisionOptions['generate']> {
  const { settings, terminal } = call
  const { definition } = settings
  if (definition === undefined)
    throw new UsageError(
      '--autogenerate needs the state that the revisions are to lead to: --definition <source>, or definition in trueup.config.ts',
    )
  const say = (line: string): void => {
    if (!settings.quiet) terminal.tell(line)
  }
  return async (chain) => {
    const { autogenerate } = await import('../../revisions/author/autogenerate.ts')
    const { generated, warnings } = await autogenerate(chain, definition, { ...compareFor(call), onFinding: say })
    for (const warning of warnings) say(warning)
    if (generated === null) say('The revisions lead to the definition already: no file was written.')
    return generated
  }
}
