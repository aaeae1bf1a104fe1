// SQL files → a catalog: loads them into a shadow and reads what came of it, or takes what was read before from the cache.

import { createHash } from 'node:crypto'
import type { Catalog } from '../catalog/catalog.ts'
import type { CatalogObject, Key } from '../catalog/object.ts'
import { DefinitionCache, type LoadedDefinition, type LoadingOptions } from './definition-cache.ts'
import { loadFiles, type Loaded } from './load.ts'
import { renameAnnotations } from './rename-annotation.ts'
import { notIn, withReplacements, type Include, type SqlInput } from './sql-input.ts'

export interface DefinitionOptions extends LoadingOptions {
  /** Placeholders and what they are replaced by, before anything else is done with the text. */
  readonly replacements?: ReadonlyMap<string, string>
  /** Where what was read is kept; null: nowhere. Default: `definitions` in Trueup's cache folder. */
  readonly cacheDir?: string | null
}

export interface Definition extends LoadedDefinition {
  /** Nothing was loaded: the files are unchanged since. */
  readonly cached: boolean
  /** Placeholders that were to be replaced and stand nowhere. */
  readonly unreplaced: readonly string[]
}

/** What depends on the environment is not kept. */
const GETENV = /\\getenv\b/

/** Throws a SourceError, a LoadError, or a ShadowError. */
export async function readDefinition(given: SqlInput, options: DefinitionOptions = {}): Promise<Definition> {
  const { replacements = new Map<string, string>() } = options
  const input = withReplacements(given, replacements)
  const unreplaced = notIn(given, replacements)
  let readsEnvironment = input.files.some(({ text }) => GETENV.test(text))
  const cache = readsEnvironment ? null : await DefinitionCache.open(input, options)
  const known = cache?.read()
  if (known) return { ...known, unreplaced, warnings: [...input.warnings, ...known.warnings], cached: true }

  const included: { include: Include; hash: string }[] = []
  const watched: SqlInput = {
    ...input,
    warnings: [],
    include(include) {
      const file = input.include(include)
      included.push({ include, hash: hashOf(file.text) })
      readsEnvironment ||= GETENV.test(file.text)
      return file
    },
  }
  const { catalog, loaded } = await loadIntoShadow(watched, options)
  const definition = {
    catalog: withDeclaredRoles(catalog, loaded),
    putOff: loaded.putOff,
    assumedRoles: loaded.assumedRoles,
    renames: renameAnnotations(loaded.renames, catalog),
    warnings: loaded.warnings,
  }
  if (!readsEnvironment) cache?.write(definition, included)
  return { ...definition, unreplaced, warnings: [...input.warnings, ...definition.warnings], cached: false }
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

async function loadIntoShadow(
  input: SqlInput,
  options: DefinitionOptions,
): Promise<{ catalog: Catalog; loaded: Loaded }> {
  const [{ openShadowFor }, { readCatalog }] = await Promise.all([
    import('./shadow-for.ts'),
    import('../catalog/read.ts'),
  ])
  const shadow = await openShadowFor(input.files, options.shadow ?? {})
  try {
    const loaded = await loadFiles(input, shadow, options)
    const connection = await shadow.connect()
    try {
      return { catalog: await readCatalog(connection, { origin: 'definition' }), loaded }
    } finally {
      await connection.close()
    }
  } finally {
    await shadow.close()
  }
}

/** Without the roles that the files only name, or that the shadow's server has anyway, and what hangs on them. */
export function withDeclaredRoles(
  catalog: Catalog,
  loaded: Pick<Loaded, 'declaredRoles' | 'membershipsBefore'>,
): Catalog {
  const declared = new Set(loaded.declaredRoles)
  const before = new Set(loaded.membershipsBefore.map(({ role, member }) => `${role}\n${member}`))
  const isForeign = (object: CatalogObject): boolean => {
    for (let at: CatalogObject | null = object; at; at = at.parent)
      if (at.kind === 'role') return !declared.has(at.name)
    if (object.kind !== 'role membership') return false
    const member = String(Reflect.get(object.shape, 'member'))
    return before.has(`${object.name}\n${member}`) && !declared.has(member) && !declared.has(object.name)
  }
  const objects = new Map<Key, CatalogObject>()
  for (const [key, object] of catalog.objects) if (!isForeign(object)) objects.set(key, object)
  if (objects.size === catalog.objects.size) return catalog
  return {
    ...catalog,
    objects,
    dependencies: catalog.dependencies.filter(({ from, to }) => objects.has(from) && objects.has(to)),
  }
}
