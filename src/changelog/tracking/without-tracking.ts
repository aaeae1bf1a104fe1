// The tables of a changelog's own are no part of what is compared.

import type { CompareOptions } from '../../compare/compare.ts'
import type { TrackingOptions } from './state.ts'

/** As `exclude` names them. */
export function trackingPatterns(options: TrackingOptions): readonly string[] {
  const { liquibaseSchema, defaultSchema, changelogTable, lockTable } = options
  const schema = liquibaseSchema ?? defaultSchema ?? '*'
  const names = [changelogTable ?? 'databasechangelog', lockTable ?? 'databasechangeloglock']
  return names.map((name) => `table:${schema}.${name.toLowerCase()}`)
}

export function withoutTracking<Options extends TrackingOptions & { readonly compare?: CompareOptions | undefined }>(
  options: Options,
): Options & { readonly compare: CompareOptions } {
  const exclude = [...(options.compare?.exclude ?? []), ...trackingPatterns(options)]
  return { ...options, compare: { ...options.compare, exclude } }
}
