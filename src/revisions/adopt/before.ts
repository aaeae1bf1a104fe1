// What a database had before the other tool's first migration (schemas, extensions, roles): the first revision. Knows no tool.

import { readSqlFiles } from '../../source/sql-files.ts'
import type { Migration, Project } from './tool.ts'

/** @param path SQL files, as every other source of them is named; they count as applied where there is a database */
export function withBefore(project: Project, path: string, applied: boolean): Project {
  const { files } = readSqlFiles(path, process.cwd())
  const taken = new Set(project.migrations.map(({ id }) => id))
  const first = files.map((file, i): Migration => {
    const id = idOf(i, files.length, taken)
    return {
      id,
      parents: i === 0 ? [] : [idOf(i - 1, files.length, taken)],
      dependsOn: [],
      labels: [],
      message: 'what a database has before',
      name: `0_${id}.sql`,
      up: { file: file.name, line: 1, sql: file.text, runs: 'transaction' },
      down: null,
      irreversible: 'a database has this before the first migration.',
      applied,
      isBefore: true,
    }
  })
  const last = first.at(-1)
  if (!last) return project
  const behind = project.migrations.map((migration) =>
    migration.parents.length === 0 ? { ...migration, parents: [last.id] } : migration,
  )
  return { ...project, migrations: [...first, ...behind] }
}

function idOf(index: number, count: number, taken: ReadonlySet<string>): string {
  const id = count === 1 ? 'before' : `before_${index + 1}`
  return taken.has(id) ? `${id}_all` : id
}
