// Flask-Migrate: Alembic within a Flask application, whose folder migrations/ has env.py, alembic.ini and versions/.

import { dirname, join, resolve } from 'node:path'
import { RevisionError } from '../errors.ts'
import { shownPath } from '../files/text.ts'
import { isFlasks, VERSION_TABLE } from './alembic.ts'
import { readAlembic } from './alembic-project.ts'
import type { AlembicPlace } from './alembic-run.ts'
import type { Tool } from './tool.ts'

export const flaskMigrate: Tool = {
  name: 'flask-migrate',
  title: 'Flask-Migrate',
  history: VERSION_TABLE,
  folderIs: 'the folder migrations/ of the application, or the folder in which `flask db upgrade` runs',
  isItsFolder: (folder) => placeOf(folder) !== null,
  async read(given) {
    const place = placeOf(given.folder)
    if (!place)
      throw new RevisionError(
        `There is no env.py of Flask-Migrate in ${shownPath(given.folder)} or its migrations/. Name the folder in which \`flask db upgrade\` runs.`,
      )
    return readAlembic(given, place, 'Flask-Migrate')
  },
}

/** `flask db` runs in the folder above migrations/. */
function placeOf(folder: string): AlembicPlace | null {
  const scripts = [folder, join(folder, 'migrations')].find(isFlasks)
  if (scripts === undefined) return null
  return { cwd: dirname(resolve(scripts)), config: null, flask: resolve(scripts) }
}
