// Ends the sessions of a database, so that it can be renamed.

import { literal } from '../catalog/identifier.ts'

/** ALTER DATABASE … RENAME wants nobody in it (SQLSTATE 55006). */
export const endSessions = (database: string): string => `
  SELECT pg_catalog.pg_terminate_backend(pid)
    FROM pg_catalog.pg_stat_activity
   WHERE datname = ${literal(database)} AND pid <> pg_catalog.pg_backend_pid()`
