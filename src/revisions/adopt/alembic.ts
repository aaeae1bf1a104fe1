// Alembic: a folder with alembic.ini or a [tool.alembic] in pyproject.toml; alembic_version has the heads that are applied.

import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { RevisionError } from '../errors.ts'
import { shownPath } from '../files/text.ts'
import { readAlembic } from './alembic-project.ts'
import { readForeign } from './linear.ts'
import type { AlembicPlace } from './alembic-run.ts'
import type { Tool } from './tool.ts'

export const VERSION_TABLE = { table: 'alembic_version', columns: ['version_num'], distinctive: true } as const

export const alembic: Tool = {
  name: 'alembic',
  title: 'Alembic',
  history: VERSION_TABLE,
  folderIs: 'the folder with alembic.ini, in which `alembic upgrade` runs',
  isItsFolder: (folder) => !isFlasks(folder) && placeOf(folder) !== null,
  async read(given) {
    const place = placeOf(given.folder)
    if (!place)
      throw new RevisionError(
        `There is no alembic.ini, and no [tool.alembic] in a pyproject.toml, in ${shownPath(given.folder)} or above it. Name the folder in which \`alembic upgrade\` runs.`,
      )
    return readAlembic(given, place, 'Alembic')
  },
}

/** The configuration, in the folder itself or, where that is the scripts', above it. */
function placeOf(folder: string): AlembicPlace | null {
  const isScripts = existsSync(join(folder, 'env.py')) || existsSync(join(folder, 'versions'))
  for (let at = resolve(folder), steps = 0; steps < (isScripts ? 4 : 1); at = dirname(at), steps++) {
    if (existsSync(join(at, 'alembic.ini'))) return { cwd: at, config: 'alembic.ini', flask: null }
    if (existsSync(join(at, 'pyproject.toml')) && /^\[tool\.alembic\]/m.test(readForeign(at, 'pyproject.toml').text))
      return { cwd: at, config: 'pyproject.toml', flask: null }
  }
  return null
}

/** Its env.py takes all that it needs from the application. */
export const isFlasks = (folder: string): boolean =>
  existsSync(join(folder, 'env.py')) && /\bcurrent_app\b/.test(readForeign(folder, 'env.py').text)
