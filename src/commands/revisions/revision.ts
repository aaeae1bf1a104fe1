// trueup revision: writes a new revision, empty or with what leads to the definition and back.

import { UsageError } from '../../compare/errors.ts'
import type { Proof } from '../../plan/plan.ts'
import type { Generated } from '../../revisions/author/autogenerate.ts'
import { majorOf } from '../../revisions/author/start.ts'
import { unedited } from '../../revisions/author/unedited.ts'
import { readScript } from '../../revisions/files/script.ts'
import { placeText } from '../../source/source-error.ts'
import { majorWanted } from './major.ts'
import { targetOf } from './target.ts'
import { ancestorsOf, inOrder } from '../../revisions/graph/graph.ts'
import { placeRevision, type PlacementOptions } from '../../revisions/graph/placement.ts'
import { draftRevision, writeRevision, type NewRevision, type WrittenRevision } from '../../revisions/files/write.ts'
import { readBytes, shownPath } from '../../revisions/files/text.ts'
import type { Repeatable, Revision } from '../../revisions/revision.ts'
import { compareFor } from '../compare-for.ts'
import { listingFormat, noArguments, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { tellNotes } from '../notes.ts'
import { deliver, toJson } from '../terminal.ts'
import { folderOf, openProject } from './project.ts'

export interface RevisionOptions extends PlacementOptions {
  readonly message?: string | undefined
  /** Default: a random one. */
  readonly revId?: string | undefined
  /** What it does, and how that is undone; null: nothing is to be done, and nothing is written. Default: places to fill in. */
  readonly generate?:
    | ((chain: readonly Revision[], repeatables: readonly Repeatable[]) => Promise<Generated | null>)
    | undefined
}

export type NewRevisionFiles = WrittenRevision & Pick<NewRevision, 'parents' | 'message'>

/** Fails until somebody has written it, with any SQL tool: what runs nothing would count as done. */
const notWritten = (what: string): string => `DO $$ BEGIN RAISE EXCEPTION '${what} is not written yet'; END $$;\n`

const UP = `-- Write here the SQL that this revision runs, in place of the statement below. It is one transaction;
-- "-- @transaction none" above a statement takes it and what follows out of it, as CREATE INDEX CONCURRENTLY needs.
${notWritten('this revision')}`

const DOWN = `-- Write here the SQL that takes it back, in place of the statement below; or remove it, if nothing is to be taken back.
-- If nothing can, delete this file, and say why in the header of the other: "irreversible: <why>".
${notWritten('the way down of this revision')}`

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
  const generated = await options.generate(chain, project.folder.repeatables)
  // A fingerprint is of what a revision builds on; what was compared is all branches.
  const builtOn = ancestorsOf(
    graph,
    [...placement.parents, ...placement.dependsOn.map((name) => graph.labels.get(name)?.id ?? name)],
    'all',
  )
  const schema = chain.every(({ id }) => builtOn.has(id)) ? generated?.schema : null
  return generated && { project, content: { ...named, ...generated, schema: schema ?? null } }
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
    if (!settings.quiet) {
      for (const place of toFillIn(written)) terminal.tell(place)
      terminal.tell(nextStep(written, settings.autogenerate ?? false))
    }
  }
  return EXIT.same
}

/** A run refuses the revision as long as there is one. */
const toFillIn = ({ up }: NewRevisionFiles): string[] =>
  unedited(readScript(shownPath(up), readBytes(up), 'up')).map(
    (place) => `to be filled in: ${placeText(place)}: ${place.what}`,
  )

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
  const onDatabase = comparesDatabase(call) ? { database: targetOf(call) } : {}
  return async (chain, repeatables) => {
    const { autogenerate } = await import('../../revisions/author/autogenerate.ts')
    const { database: _, ...options } = { ...compareFor(call), database: undefined }
    const wanted = await majorWanted(call)
    const { major } = wanted ?? {}
    const more = { ...onDatabase, repeatables, onFinding: say, ...(major === undefined ? {} : { major }) }
    const whichever = wanted?.from ? `PostgreSQL ${major}, which ${wanted.from} is; --postgresql says another.` : null
    const found = await autogenerate(chain, definition, { ...options, ...more }).catch((error: unknown) => {
      if (whichever !== null && !(error instanceof UsageError)) say(`It was tried on ${whichever}`)
      throw error
    })
    const { generated, warnings, comparison } = found
    tellNotes(terminal, { ...comparison.plan, proof: UNTOLD }, settings.quiet ?? false)
    for (const warning of warnings) say(warning)
    if (generated && whichever !== null && major !== majorOf(chain)) say(`It is written for ${whichever}`)
    if (generated && wanted === null && chain.length === 0)
      say(
        `It is written for PostgreSQL ${generated.schema.major}; --postgresql, or postgresql in trueup.config.ts, says another.`,
      )
    if (generated === null) say('The revisions lead to the definition already: no file was written.')
    return generated
  }
}

const UNTOLD: Proof = { status: 'not proven', reason: null, rowsKept: 0 }

/** `--from database`: what a database has counts, not what the revisions make. */
function comparesDatabase({ settings: { tool } }: Call): boolean {
  if (tool === undefined || tool === 'database') return tool !== undefined
  throw new UsageError(`--from of revision is database, not ${tool}: left out, the revisions themselves are compared`)
}
