// The shape of trueup.config.{ts,js,json}, for its author's editor.

import type { Hook } from '../apply/hooks.ts'
import type { Format } from './formats.ts'

/** One environment, or the settings that all share. Every flag has its setting here, in camelCase. */
export interface Environment {
  /** The database to keep true: a postgresql:// URL, or libpq's key=value. Take passwords from process.env or .pgpass. */
  database?: string
  /** Where the wanted schema is written down: SQL files, a folder, a glob, `exec:<command>`, … */
  definition?: string
  /** A server for throwaway databases, in place of the embedded one. */
  shadow?: string
  /** Placeholders in the SQL files, and what stands in for them. */
  replace?: Record<string, string>
  /** psql variables for the SQL files. */
  set?: Record<string, string>
  strictOrder?: boolean

  schema?: string | string[]
  excludeSchema?: string | string[]
  /** `kind:pattern` or `pattern`, with * for any letters: `table:public.audit_*`. */
  include?: string | string[]
  exclude?: string | string[]
  privileges?: boolean
  owners?: boolean
  comments?: boolean
  roles?: boolean
  createExtensionsOnly?: boolean
  ignoreExtensionVersions?: boolean

  /** Old name → new name. */
  rename?: Record<string, string> | string | string[]
  unsafe?: boolean
  strict?: boolean
  /** Whether tables in use are spared scans and index builds under strong locks: `auto`, the default, means those of 64 MB and more. */
  online?: 'auto' | 'always' | 'never'
  prove?: boolean
  format?: Format
  output?: string
  quiet?: boolean
  verbose?: boolean

  /** What `apply` runs before the plan: SQL, or a function that is given the session. One that fails ends the run. */
  before?: Hook | Hook[]
  /** What `apply` runs once the plan has been applied: `NOTIFY pgrst, 'reload schema'`. */
  after?: Hook | Hook[]
  /** `500ms`, `5s`; a number is milliseconds. */
  lockTimeout?: string | number
  retries?: number
  yes?: boolean

  /** The folder of revisions. Default: `migrations`. */
  revisions?: string
  /** The table in each database that says which revisions it has. Default: `trueup.history`. */
  historyTable?: string
  /** The major version that revisions are written for and tried on, as 14. Default: that of the database, or of the newest revision. */
  postgresql?: number
  /** Whether `upgrade` commits each revision, the default, or all of them at once. */
  transactions?: 'each' | 'all'
  /** The root changelog, relative to the search path. */
  changelogFile?: string
  /** Folders in which changelogs are looked for. Default: the working directory. */
  searchPath?: string | string[]
  /** Properties of the changelog: `{ tbl: 'person' }` stands for `${tbl}`. */
  parameter?: Record<string, string>
  contexts?: string | string[]
  /** A label expression. */
  labels?: string
  /** Where names without a schema go. Default: the first of search_path. */
  defaultSchema?: string
  /** Where databasechangelog is. Default: the default schema. */
  liquibaseSchema?: string
  /** `liquibase`: SQL to the byte as Liquibase runs it. */
  compatibility?: 'trueup' | 'liquibase'

  /** It may be emptied at any time: `new-start` does, wherever the database is. */
  disposable?: boolean
}

export interface Config extends Environment {
  /** Chosen with --env; each takes precedence over the settings that all share. */
  environments?: Record<string, Environment>
}

export const defineConfig = (config: Config): Config => config
