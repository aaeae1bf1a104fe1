// Preconditions of a changelog itself: asked whether or not something is to run, without the lock and before anything is written.
// What stops and what goes on was seen beside Liquibase 4.28.

import { describe, expect, test } from 'vitest'
import { PreconditionError } from '../../src/changelog/run/errors.ts'
import type { ChangelogEvent } from '../../src/changelog/run/session.ts'
import { testMajors } from '../postgres.ts'
import { beginnings, rows, up } from './project.ts'

const root = (attributes: string, test: string): string => `databaseChangeLog:
- preConditions: [${attributes} ${test}]
- changeSet: {id: 1, author: a, changes: [{sql: select 1}]}`
const SQL_CHECK = '{sqlCheck: {expectedResult: 1, sql: select count(*) from ok}}'
const EXECUTED = '{not: [{changeSetExecuted: {id: 9, author: a, changeLogFile: c}}]}'

describe.each(testMajors().slice(-1))('PostgreSQL %i', (major) => {
  const { begin: beginAny } = beginnings(major)
  const begin = async (attributes: string, precondition: string) => {
    const { files, connection } = await beginAny(`--include file:root.yaml`)
    files.write('root.yaml', root(attributes, precondition))
    const notes: string[] = []
    const onProgress = (event: ChangelogEvent): void => {
      if (event.type === 'note') notes.push(event.text)
    }
    return { connection, notes, run: () => up(connection, files.read(), { onProgress }) }
  }

  test('one that cannot be checked, or fails, stops the run before the tables are made, and later runs with nothing to do', async () => {
    const { connection, run } = await begin('', SQL_CHECK)
    await expect(run()).rejects.toThrow(
      /root.yaml:2\) could not be checked, so nothing was run:\n.*"ok" does not exist/,
    )
    expect(await connection.query(`select to_regclass('databasechangelog')::text as t`)).toEqual([{ t: null }])
    await connection.execute('create table ok as select 1 as i')
    await run()
    expect(await rows(connection)).toEqual(['1 EXECUTED 1'])
    await connection.execute('delete from ok')
    await connection.execute(`update databasechangeloglock set locked = true, lockedby = 'liquibase'`)
    await expect(run()).rejects.toThrow(/do not hold, so nothing was run/)
    await connection.execute('insert into ok values (1)')
    expect((await run()).ran).toEqual([])
  })

  test.each(['{onFail: CONTINUE}, {onError: CONTINUE},', '{onFail: MARK_RAN}, {onError: MARK_RAN},'])(
    '%s is for changesets, and stops the run as well',
    async (attributes) => {
      const { run } = await begin(attributes, SQL_CHECK)
      await expect(run()).rejects.toThrow(PreconditionError)
    },
  )

  test('WARN goes on and says so once', async () => {
    const { connection, notes, run } = await begin('{onFail: WARN}, {onError: WARN},', SQL_CHECK)
    await run()
    expect(await rows(connection)).toEqual(['1 EXECUTED 1'])
    expect(notes.length).toBe(1)
    expect(notes[0]).toMatch(/root.yaml:2\) do not hold/)
  })

  test('changeSetExecuted is answered before there is a table', async () => {
    const { connection, run } = await begin('', EXECUTED)
    await run()
    expect(await rows(connection)).toEqual(['1 EXECUTED 1'])
  })
})
