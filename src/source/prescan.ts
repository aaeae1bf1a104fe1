// What SQL files name that must be known before they run: the database, the extensions, the roles that they create.
// Looks at words only; a wrong guess (a name in a string) costs nothing, since each is made good while loading.

import type { SqlFile } from './sql-input.ts'

export interface Named {
  /** What the files call the database; null where they do not. */
  readonly database: string | null
  readonly extensions: readonly string[]
  readonly createdRoles: ReadonlySet<string>
}

export const NAME = String.raw`(?:"((?:[^"]|"")+)"|([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*))`
const CONNECT = new RegExp(String.raw`^[ \t]*\\c(?:onnect)?[ \t]+${NAME}`, 'gim')
const DATABASE = new RegExp(String.raw`\b(?:create|alter|on)\s+database\s+${NAME}`, 'gi')
const EXTENSION = new RegExp(String.raw`\bcreate\s+extension\s+(?:if\s+not\s+exists\s+)?${NAME}`, 'gi')
const ROLE = new RegExp(String.raw`\bcreate\s+(?:role|user|group)\s+(?!mapping\b)${NAME}`, 'gi')
/** Where the maintenance of databases is done from. */
export const MAINTENANCE_DATABASES: ReadonlySet<string> = new Set(['postgres', 'template1'])

/** psql takes the name of a database as it is; SQL folds it to lower case. */
export const namesIn = (text: string, pattern: RegExp, folds = true): string[] =>
  Array.from(
    text.matchAll(pattern),
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? (folds ? plain.toLowerCase() : plain),
  )

export function prescan(files: readonly SqlFile[]): Named {
  const extensions = new Set<string>()
  const createdRoles = new Set<string>()
  const databases: string[] = []
  for (const file of files) {
    const text = file.text.replaceAll(/--[^\n]*/g, '')
    databases.push(...namesIn(text, CONNECT, false), ...namesIn(text, DATABASE))
    for (const name of namesIn(text, EXTENSION)) extensions.add(name)
    for (const name of namesIn(text, ROLE)) createdRoles.add(name)
  }
  const database = databases.find((name) => !MAINTENANCE_DATABASES.has(name)) ?? null
  return { database, extensions: [...extensions], createdRoles }
}
