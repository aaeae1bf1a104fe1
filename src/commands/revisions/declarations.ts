// What `--help` knows of the commands about revisions; the code of a command is loaded when it is called.

import type { Declaration } from '../declarations.ts'

export const REVISION_DECLARATIONS: readonly Declaration[] = []
