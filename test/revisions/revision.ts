// A revision as data, without a file.

import { readScript } from '../../src/revisions/files/script.ts'
import type { Revision } from '../../src/revisions/revision.ts'

export const revision = (said: Partial<Revision> & { readonly id: string }): Revision => ({
  parents: [],
  dependsOn: [],
  labels: [],
  message: `does ${said.id}`,
  schema: null,
  irreversible: null,
  replaces: [],
  lockTimeoutMs: null,
  up: readScript(`migrations/${said.id}.sql`, `-- revision: ${said.id}\n`, 'up'),
  down: null,
  ...said,
})
