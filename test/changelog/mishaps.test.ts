// What stands in the way of a run: roles, sessions that can only read, other DateStyles, times that are none.

import { describe, expect, test } from 'vitest'
import { connect } from '../../src/connection/connect.ts'
import { rollback } from '../../src/changelog/run/rollback.ts'
import { findLock, tag } from '../../src/changelog/run/mark.ts'
import { updateScript } from '../../src/changelog/script/update-script.ts'
import { readExistingState } from '../../src/changelog/tracking/state.ts'
import { testMajors } from '../postgres.ts'
import { beginnings, locked, rows, up, VERSION } from './project.ts'

const SCOPE = { contexts: [], labels: null, version: VERSION }

describe.each(testMajors())('PostgreSQL %i', (major) => {
  const { begin, kept, server } = beginnings(major)

  test('a time to go back to is held against the rows whatever DateStyle says, and means one thing', async () => {
    const { files, database, connection } = await begin(
      '--changeset a:1\nCREATE TABLE t (id int);\n--rollback DROP TABLE t;',
    )
    await up(connection, files.read())
    await connection.execute(`ALTER DATABASE "${database.name}" SET DateStyle = 'SQL, DMY'`)
    const other = kept(await database.connect())
    const back = (toDate: string) => rollback(other, files.read(), { toDate }, SCOPE)
    for (const text of ['01/02/2026', 'yesterday', '2026-13-01', "2026-01-01'; drop table t; --"])
      await expect(back(text)).rejects.toThrow(`${text} is no time: write 2026-01-31`)
    expect((await back('2999-01-01')).ran).toEqual([])
    expect((await back('2999-01-01T00:00:00+02:00')).ran).toEqual([])
    expect(await rows(connection)).toEqual(['1 EXECUTED 1'])
    expect((await back('2020-01-31 12:00')).ran).toHaveLength(1)
  })

  test('a role that may not write what a run records is told what to grant', async () => {
    const { files, database, connection, rewrite } = await begin('--changeset a:1\nSELECT 1;')
    await up(connection, files.read())
    await connection.execute('CREATE ROLE reads LOGIN; GRANT pg_read_all_data TO reads')
    const reader = kept(await connect(server().urlOf(database.name, 'reads')))
    const refused =
      /role reads may not write what a run records: .*\. Nothing was changed[^]*GRANT SELECT, INSERT, UPDATE, DELETE ON/
    await expect(tag(reader, 'v1', SCOPE)).rejects.toThrow(refused)
    rewrite('--changeset a:1\nSELECT 1;\n--changeset a:2\nSELECT 2;')
    await expect(up(reader, files.read())).rejects.toThrow(refused)
  })

  test('a session that can only read is said to', async () => {
    const { files, connection } = await begin('--changeset a:1\nSELECT 1;')
    await connection.execute('SET default_transaction_read_only = on')
    await expect(up(connection, files.read())).rejects.toThrow(/can only be read: .* Nothing was changed/)
  })

  test('where the schema of the tables is not there, that is said by what looks, and not that nothing ran', async () => {
    const { files, connection } = await begin('--changeset a:1\nSELECT 1;')
    await up(connection, files.read())
    const missing = /There is no schema apps, in which databasechangelog is to be/
    await expect(readExistingState(connection, { defaultSchema: 'apps' })).rejects.toThrow(missing)
    await expect(findLock(connection, { liquibaseSchema: 'apps' })).rejects.toThrow(missing)
    await expect(updateScript(connection, files.read(), { ...SCOPE, liquibaseSchema: 'apps' })).rejects.toThrow(missing)
    // The first changeset may make the default schema.
    expect(
      (await readExistingState(connection, { defaultSchema: 'apps', liquibaseSchema: 'public' })).ran,
    ).toHaveLength(1)
  })

  test('a run whose session the server ends gives the lock back all the same, for a Liquibase to take', async () => {
    const { files, database, connection } = await begin(
      '--changeset a:1\nSELECT pg_terminate_backend(pg_backend_pid());',
    )
    await expect(up(connection, files.read())).rejects.toThrow(/terminating connection/)
    expect(await locked(kept(await database.connect()))).toBe(null)
  })
})
