// trueup inspect: a state as SQL, as a folder with one file for each object, or as a snapshot.

import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Catalog } from '../catalog/catalog.ts'
import { snapshotText } from '../catalog/snapshot.ts'
import { selectBoth } from '../diff/select.ts'
import { kinds } from '../kinds/all.ts'
import { makePlan } from '../plan/make-plan.ts'
import type { Plan } from '../plan/plan.ts'
import { toFolder, type SqlFile } from '../output/folder.ts'
import { toSql } from '../output/sql.ts'
import type { Call } from './call.ts'
import { openEmpty, openState, type SourceOptions } from '../compare/states.ts'
import { StrictError, UsageError } from '../compare/errors.ts'
import { EXIT } from './exit.ts'
import { tellNotes } from './notes.ts'
import { selectionOf, type SelectionOptions } from '../compare/selection.ts'
import { deliver, writing } from './terminal.ts'

const NO_PROOF = { status: 'not proven', reason: null, rowsKept: 0 } as const

export interface InspectOptions extends SourceOptions, SelectionOptions {
  readonly strict?: boolean | undefined
}

export interface Inspection {
  readonly catalog: Catalog
  /** Makes it from nothing. */
  readonly plan: Plan
  /** One file for each object and its parts. */
  readonly files: readonly SqlFile[]
  /** As one script. */
  readonly sql: string
  /** For a file that every command takes as a state. */
  readonly snapshot: string
}

export async function inspect(source: string, options: InspectOptions = {}): Promise<Inspection> {
  const opened = await openState(source, options)
  const selection = selectionOf(options)
  const [empty, catalog] = selectBoth(await openEmpty(opened.catalog, options), opened.catalog, selection)
  const plan = makePlan(empty, catalog, { notes: opened.notes })
  if (options.strict && plan.uncovered.length > 0)
    throw new StrictError(`Not covered: ${plan.uncovered.map(({ object }) => object).join(', ')}`)
  return {
    catalog,
    plan,
    get files() {
      return toFolder(plan, catalog, kinds)
    },
    get sql() {
      return toSql(plan)
    },
    get snapshot() {
      return snapshotText(catalog)
    },
  }
}

export async function run(call: Call): Promise<number> {
  const { settings, terminal } = call
  const { format } = settings
  const output = settings.output === '-' ? undefined : settings.output
  const [source = settings.database, ...rest] = call.arguments
  if (source === undefined || rest.length > 0)
    throw new UsageError('inspect needs one <source>: name it, or set database in trueup.config.ts')
  if (format !== undefined && format !== 'sql' && format !== 'json')
    throw new UsageError(`--format of inspect is sql or json (a snapshot), not ${format}`)

  const inspection = await inspect(source, settings)
  tellNotes(terminal, { ...inspection.plan, proof: NO_PROOF }, settings.quiet ?? false)
  const asSnapshot = format === 'json' || (format === undefined && output?.endsWith('.json'))
  if (asSnapshot) deliver(terminal, inspection.snapshot, output)
  else if (output === undefined || output.endsWith('.sql')) deliver(terminal, inspection.sql, output)
  else writeFolder(output, inspection.files)
  if (output !== undefined && !settings.quiet) terminal.tell(`Written to ${output}`)
  return EXIT.same
}

/** Files of objects that are gone are removed, so that the folder is the state; a folder with anything else in it is refused. */
function writeFolder(folder: string, files: readonly SqlFile[]): void {
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : []
  const old = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
  const foreign = old.find((path) => !/^\d{3}-.*\.sql$/.test(path))
  if (foreign !== undefined)
    throw new UsageError(`${folder} holds ${foreign}, which inspect did not write; name a new folder, or an empty one`)
  writing(folder, () => {
    for (const path of old) rmSync(join(folder, path))
    for (const { path, content } of files) {
      const file = join(folder, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, content)
    }
  })
}
