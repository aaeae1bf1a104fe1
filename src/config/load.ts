// Finds and loads the configuration file, and says which file and key are wrong.
// Must not read the environment's flags: it gives layers, and settings.ts reads them.

import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { defineConfig } from './config.ts'
import { nearest } from './nearest.ts'
import { isRecord, readSettings, SettingError, type Layer } from './settings.ts'

const NAMES = ['trueup.config.ts', 'trueup.config.js', 'trueup.config.json'] as const

/** From the most specific layer to the least; empty without a file. */
export async function loadConfig(given: {
  file?: string
  environment?: string
  folder: string
}): Promise<readonly Layer[]> {
  const file = given.file ? resolve(given.folder, given.file) : findConfig(given.folder)
  if (!file) {
    if (given.environment === undefined) return []
    throw new SettingError(
      `--env ${given.environment} needs a configuration file, and no ${NAMES[0]} was found from ${given.folder} upward`,
    )
  }
  if (!existsSync(file)) throw new SettingError(`There is no configuration file ${file}`)
  return layersOf(await contentOf(file), file, given.environment)
}

/** From a folder upward; null where there is none. */
export function findConfig(folder: string): string | null {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = NAMES.map((name) => join(at, name)).find((file) => existsSync(file))
    if (found) return found
    if (dirname(at) === at) return null
  }
}

async function contentOf(file: string): Promise<unknown> {
  try {
    if (file.endsWith('.json')) return JSON.parse(readFileSync(file, 'utf8'))
    const { createJiti } = await import('jiti')
    // The package's own name resolves wherever Trueup is installed, globally or through npx too.
    const jiti = createJiti(file, { virtualModules: { trueup: { defineConfig } }, fsCache: false })
    return await jiti.import(file, { default: true })
  } catch (error) {
    throw new SettingError(
      `${file} could not be loaded: ${error instanceof Error ? error.message : String(error)}`,
      false,
      {
        cause: error,
      },
    )
  }
}

function layersOf(content: unknown, file: string, chosen: string | undefined): readonly Layer[] {
  const name = basename(file)
  if (!isRecord(content))
    throw new SettingError(`${file} must export its settings as an object: export default defineConfig({ … })`)
  const { environments = {}, ...shared } = content
  if (!isRecord(environments))
    throw new SettingError(`environments in ${file} must be an object: { production: { database: … } }`)

  const top: Layer = { values: anchored(shared, file), nameOf: (key) => `${key} in ${name}` }
  const layers = new Map<string, Layer>()
  for (const [environment, values] of Object.entries(environments)) {
    const path = `environments.${environment}`
    if (!isRecord(values)) throw new SettingError(`${path} in ${file} must be an object`)
    layers.set(environment, { values: anchored(values, file), nameOf: (key) => `${path}.${key} in ${name}` })
  }
  // All of the file is checked, whichever environment is meant; an unset variable counts once it is needed.
  for (const layer of [top, ...layers.values()]) readSettings([layer])
  if (chosen === undefined) return [top]
  const layer = layers.get(chosen)
  if (layer) return [layer, top]
  const near = nearest(chosen, [...layers.keys()])
  throw new SettingError(
    `${file} has no environment "${chosen}"${near ? `; did you mean ${near}?` : `; it has ${[...layers.keys()].join(', ') || 'none'}`}`,
  )
}

/** What the file says of paths is meant from where the file stands. */
function anchored(values: Record<string, unknown>, file: string): Record<string, unknown> {
  const folder = dirname(file)
  const anchor = (value: unknown): unknown => (typeof value === 'string' && isPath(value) ? join(folder, value) : value)
  const { definition, database, revisions, ...rest } = values
  return {
    ...rest,
    ...(definition === undefined ? {} : { definition: anchor(definition) }),
    ...(database === undefined ? {} : { database: anchor(database) }),
    ...(revisions === undefined ? {} : { revisions: anchor(revisions) }),
  }
}

const isPath = (source: string): boolean =>
  !isAbsolute(source) && !/^(-$|empty$|[a-z]+:)/i.test(source) && !/^\s*\w+\s*=/.test(source)
