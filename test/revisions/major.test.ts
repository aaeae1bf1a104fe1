import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { autogenerate } from '../../src/revisions/author/autogenerate.ts'
import { graphOf } from '../../src/revisions/graph/graph.ts'
import { availableMajors } from '../../src/shadow/binaries.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'
import { up } from './chain.ts'
import { openProject } from './project.ts'
import { lineOf, temporaryFolder } from './scripts.ts'

describe.each(testMajors())('for which PostgreSQL a revision is written, with a database of %i', (major) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer(major)
  })
  afterAll(() => server.stop())

  test('the database’s, whatever else is at hand; --postgresql says another', async () => {
    const others = (await availableMajors()).map((one) => one.major).filter((one) => one !== major)
    const project = await openProject(await server.createDatabase())
    try {
      project.write('schema.sql', 'create table t (a int);')
      const said = async (flags: object): Promise<string | undefined> => {
        const { stdout } = await project.trueup('revision', [], {
          autogenerate: true,
          sql: true,
          message: 'm',
          ...flags,
        })
        return /^-- postgresql: (\d+)$/m.exec(stdout)?.[1]
      }
      const definition = 'schema.sql'
      expect(await said({ definition })).toBe(String(major))
      const nowhere = 'postgresql://127.0.0.1:1/nowhere'
      for (const postgresql of others.slice(-1)) {
        expect(await said({ definition, postgresql })).toBe(String(postgresql))
        expect(await said({ definition, postgresql, database: nowhere })).toBe(String(postgresql))
      }
      project.write('newer.sql', 'create tabel t (a int);')
      await expect(
        project.trueup('revision', [], { autogenerate: true, definition: 'newer.sql' }),
      ).resolves.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(
          new RegExp(`It was tried on PostgreSQL ${major}, which .* is; --postgresql says`),
        ),
      })
      // What does not answer keeps nobody from working.
      expect(await said({ definition, database: nowhere })).toBe(String((await availableMajors())[0]?.major))
      await expect(project.trueup('revision', [], { postgresql: 'old' })).resolves.toMatchObject({
        stderr: expect.stringContaining('--postgresql must be a major version like 14, not "old"'),
      })
    } finally {
      await project.close()
    }
  })

  test('what an older server does not understand is said to be for a newer one', async () => {
    const connection = await (await server.createDatabase()).connect()
    const [one] = lineOf(['create tabel t (a int);', null])
    const graph = graphOf(one ? [{ ...one, schema: { before: '', after: '', major: 99 } }] : [])
    await expect(up(connection, graph)).rejects.toThrow(
      `It was written for PostgreSQL 99, and this server is of ${major}: \`trueup revision --autogenerate --postgresql ${major}\``,
    )
    await connection.close()
  })

  test.runIf(major >= 18)('what an older one lacks is not used, also where only a newer one is at hand', async () => {
    const folder = temporaryFolder()
    const shadow = (await server.createDatabase()).url
    try {
      const definition = folder.write('schema.sql', 'create table t (a int not null, b int not null);')
      const found = await autogenerate(lineOf(['create table t (a int);', null]), definition, {
        major: 14,
        shadow,
        cacheDir: null,
      })
      expect(found.generated?.upBody).toContain('CHECK (a IS NOT NULL) NOT VALID')
      expect(found.generated?.upBody).not.toContain('NOT NULL a')
      expect(found.generated?.downBody).toContain('DROP COLUMN b')
      expect(found.warnings.at(-1)).toMatch(/^tried on PostgreSQL 18, and written for 14 .*npm install/)
    } finally {
      folder.remove()
    }
  })
})
