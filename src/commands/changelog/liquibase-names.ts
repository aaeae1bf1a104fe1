// What Liquibase calls the settings of a changelog's commands, on its command line, in its environment variables and in
// liquibase.properties. Loaded for --help: must import nothing.

/** By our setting; as Liquibase's command line has them. */
export const LIQUIBASE_NAMES = {
  changelogFile: ['changelog-file'],
  searchPath: ['search-path'],
  contexts: ['contexts', 'context-filter'],
  labels: ['label-filter', 'labels'],
  url: ['url'],
  username: ['username'],
  password: ['password'],
  referenceUrl: ['reference-url'],
  referenceUsername: ['reference-username'],
  referencePassword: ['reference-password'],
  defaultsFile: ['defaults-file'],
  defaultSchema: ['default-schema-name'],
  liquibaseSchema: ['liquibase-schema-name'],
  changelogTable: ['database-changelog-table-name'],
  lockTable: ['database-changelog-lock-table-name'],
  lockWaitMinutes: ['changelog-lock-wait-time-in-minutes'],
  lockPollSeconds: ['changelog-lock-poll-rate'],
  tag: ['tag'],
  toTag: ['to-tag'],
  count: ['count'],
  toDate: ['date'],
  changesetIdentifier: ['changeset-identifier'],
  changesetId: ['changeset-id'],
  changesetAuthor: ['changeset-author'],
  changesetPath: ['changeset-path'],
  missingProperty: ['missing-property-mode'],
  propertyEscaping: ['support-property-escaping'],
  output: ['output-file'],
} as const satisfies Record<string, readonly string[]>

export type LiquibaseSetting = keyof typeof LIQUIBASE_NAMES

/** They concern Java, the log, or what Trueup does anyway. */
export const IGNORED_NAMES = [
  'driver',
  'classpath',
  'driver-properties-file',
  'default-catalog-name',
  'liquibase-catalog-name',
  'log-level',
  'log-file',
  'log-format',
  'log-channels',
  'sql-log-level',
  'headless',
  'show-banner',
  'show-summary',
  'show-summary-output',
  'monitor-performance',
  'analytics-enabled',
  'license-key',
  'hub-mode',
  'hub-api-key',
  'duplicate-file-mode',
  'file-encoding',
  'output-line-separator',
  'preserve-schema-case',
  'include-schema',
  'prompt-for-non-local-database',
  'report-enabled',
  'always-override-stored-logic-schema',
  'convert-data-types',
  'ddl-lock-timeout',
] as const

export const camelCase = (kebab: string): string =>
  kebab.replaceAll(/-(.)/g, (_all, letter: string) => letter.toUpperCase())

/** `changeLogFile`, `changelog-file` and `CHANGELOG_FILE` are one name. */
export const canonical = (name: string): string => name.toLowerCase().replaceAll(/[-_.]/g, '')

const SETTINGS: ReadonlyMap<string, LiquibaseSetting> = new Map(
  Object.entries(LIQUIBASE_NAMES).flatMap(([setting, names]) =>
    names.flatMap((name): [string, LiquibaseSetting][] => (isSetting(setting) ? [[canonical(name), setting]] : [])),
  ),
)

function isSetting(name: string): name is LiquibaseSetting {
  return Object.hasOwn(LIQUIBASE_NAMES, name)
}

const IGNORED: ReadonlySet<string> = new Set(IGNORED_NAMES.map(canonical))

/** Which setting of ours a name of Liquibase's means; null: none. */
export const settingNamed = (name: string): LiquibaseSetting | null => SETTINGS.get(canonical(name)) ?? null

export const isIgnored = (name: string): boolean => IGNORED.has(canonical(name))
