// An upgraded database against a fresh one: every planted divergence is found, and the right changeset is blamed.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { report } from '../../src/changelog/verify/report.ts'
import { earlierRevision } from '../../src/changelog/verify/earlier.ts'
import { verifyChangelog } from '../../src/changelog/verify/verify.ts'
import { testMajors, testsPglite } from '../postgres.ts'
import { gitProject, OPTIONS, type GitProject } from './git-project.ts'
import { formatted } from './project.ts'

const DIVERGING = fileURLToPath(new URL('diverging', import.meta.url))

interface Planted {
  readonly key: string
  readonly verb: string
  readonly blame: string
  readonly why: string
}

let projects: GitProject[] = []
afterEach(() => {
  for (const project of projects) project.remove()
  projects = []
})

function opened(...given: Parameters<typeof gitProject>): GitProject {
  const project = gitProject(...given)
  projects.push(project)
  return project
}

/** What is committed, and what it became. */
function changed(before: string, after: string): GitProject {
  const project = opened('c.sql')
  project.write({ 'c.sql': formatted(before) })
  project.commit()
  project.write({ 'c.sql': formatted(after) })
  return project
}

describe('planted divergences', () => {
  const shadows = [
    ...testMajors().map((major) => [`PostgreSQL ${major}`, { major }] as const),
    ...(testsPglite() ? [['PGlite', { server: 'pglite' }] as const] : []),
  ]
  test.each(shadows)(
    '%s: each is found, with the changeset to blame and why; nothing else is',
    async (_name, shadow) => {
      const project = opened('db/changelog.yml', 'liquibase')
      project.replaceBy(join(DIVERGING, 'before'))
      project.commit()
      project.replaceBy(join(DIVERGING, 'after'))
      const found = await verifyChangelog(project, { ...OPTIONS, compatibility: 'liquibase', ...shadow })
      const planted: Planted[] = JSON.parse(readFileSync(join(DIVERGING, 'expected.json'), 'utf8'))
      expect(found.failure).toBeNull()
      expect(found.differences.map(({ key }) => key).toSorted()).toEqual(planted.map(({ key }) => key).toSorted())
      for (const { key, verb, blame, why } of planted) {
        const difference = found.differences.find((one) => one.key === key)
        expect(difference, key).toMatchObject({ verb })
        expect(difference?.blame?.identity, key).toContain(`::${blame}`)
        expect(difference?.blame?.why, key).toMatch(new RegExp(why))
        expect(difference?.blame?.line, key).toBeGreaterThan(0)
      }
      expect(found.remarks.map(({ rule, identity }) => `${rule} ${identity.split('::')[1]}`).toSorted()).toEqual([
        'cascade-each-time measure-reset',
        'history-left-behind add-status',
        'history-left-behind change-category',
        'not-made-again drop-overview',
        'not-made-again measure-reset',
        'triggers-fire change-category',
      ])
      const text = report(found, 'text')
      expect(text).toContain('10 differences')
      expect(text).toContain('ALTER TABLE public.resource ALTER COLUMN status SET NOT NULL;')
      expect(report(found, 'markdown')).toContain('```sql\n')
      expect(JSON.parse(report(found, 'json'))).toMatchObject({ isRight: false, earlier: { revision: 'HEAD' } })
    },
  )
})

const VIEW = `--changeset a:table
create table t (id int);
--changeset a:view runOnChange:true
create view v as select id from t;
--changeset a:grant runOnChange:true
grant select on v to public;`

describe('an upgrade', () => {
  test('that comes to the same', async () => {
    const project = changed(VIEW, `${VIEW}\n--changeset a:more\nalter table t add n int;`)
    const found = await verifyChangelog(project, OPTIONS)
    expect(found).toMatchObject({ isRight: true, failure: null, differences: [], remarks: [] })
    expect([...found.happened.keys()]).toEqual(['c.sql::more::a'])
    expect(report(found, 'text')).toContain('1 ran: it comes to the same as a fresh database')
  })

  test('that rewrites a table with triggers and a history: pointed out', async () => {
    const table = `--changeset a:t
create table t (id int);
create table t_history (id int);
--changeset a:trigger
create trigger keep before update on t for each row execute function suppress_redundant_updates_trigger();`
    const { isRight, remarks } = await verifyChangelog(
      changed(
        table,
        `${table}\n--changeset a:wider\nalter table t alter id type bigint;\nalter table t_history alter id type bigint;`,
      ),
      OPTIONS,
    )
    expect(isRight).toBe(true)
    expect(remarks.map(({ rule, identity, message }) => [rule, identity, message])).toEqual([
      ['rewritten', 'c.sql::wider::a', expect.stringMatching(/^rewrites t, which has t_history beside it/)],
    ])
  })

  test('that fails where an applied changeset was edited', async () => {
    const project = changed(VIEW, VIEW.replace('(id int)', '(id bigint)'))
    const { failure, isRight } = await verifyChangelog(project, OPTIONS)
    expect(isRight).toBe(false)
    expect(failure?.changeset).toBeNull()
    expect(failure?.message).toMatch(/check sum\n.*c\.sql::table::a was: 9:.*c\.sql:2\)/)
  })

  test('that fails since a view was dropped, and its changeset is unchanged', async () => {
    const drop = `--changeset a:drop
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 select count(*) from pg_class where relname = 'v'
drop view v;`
    const edited = VIEW.replace('--changeset a:view', `${drop}\n--changeset a:view`).replace(
      'to public',
      'to current_user',
    )
    const { failure } = await verifyChangelog(changed(VIEW, edited), OPTIONS)
    expect(failure?.changeset).toBe('c.sql::grant::a')
    expect(failure?.message).toContain('relation "v" does not exist')
    expect(failure?.hints).toEqual([
      expect.stringMatching(
        /^c\.sql::drop::a \(.*c\.sql:4\) drops view public\.v; c\.sql::view::a .* text is unchanged$/,
      ),
    ])
  })

  test('is refused where the files themselves do not run', async () => {
    const project = changed(VIEW, `${VIEW}\n--changeset a:wrong\nselect nothing;`)
    await expect(verifyChangelog(project, OPTIONS)).rejects.toThrow(/the files do not run from scratch:\n.*::wrong::a/)
  })

  test('of changesets outside of transactions, and with subtransactions: each has its own', async () => {
    const text = `--changeset a:table
create table t (id int, n int);
--changeset a:inside splitStatements:false
do $$ begin create view inner_view as select 1 as one; exception when others then null; end $$;
--changeset a:outside runInTransaction:false
create index concurrently first_index on t (id);
create index concurrently second_index on t (n);
--changeset a:after
create view after_view as select 1 as one;`
    const { differences } = await verifyChangelog(
      changed(text, text.slice(0, text.indexOf('--changeset a:inside'))),
      OPTIONS,
    )
    expect(Object.fromEntries(differences.map(({ key, blame }) => [key, blame?.identity]))).toEqual({
      'view public.inner_view': 'c.sql::inside::a',
      'index public.first_index': 'c.sql::outside::a',
      'index public.second_index': 'c.sql::outside::a',
      'view public.after_view': 'c.sql::after::a',
    })
  })

  test('is held against a definition too', async () => {
    const project = changed(VIEW, VIEW)
    project.write({
      'schema.sql': 'create table t (id int, n int); create view v as select id from t; grant select on v to public;',
    })
    const { isRight, fromDefinition } = await verifyChangelog(project, {
      ...OPTIONS,
      from: 'HEAD',
      definition: join(project.folder, 'schema.sql'),
    })
    expect(isRight).toBe(false)
    expect(fromDefinition?.differences).toEqual(['column public.t.n is missing'])
  })
})

describe('the earlier revision', () => {
  test('is where the main line was left, else the last commit, else the one before', () => {
    const project = changed('--changeset a:1\nselect 1;', '--changeset a:1\nselect 2;')
    const of = (from?: string) => {
      const { revision, commit } = earlierRevision(from, project.folders)
      return [revision, commit]
    }
    const first = project.git('rev-parse', 'HEAD').trim()
    expect(of()).toEqual(['HEAD', first])
    project.commit()
    expect(of()).toEqual(['HEAD^', first])
    const second = project.git('rev-parse', 'HEAD').trim()
    project.git('checkout', '-qb', 'work')
    project.write({ other: 'x' })
    project.commit()
    expect(of()).toEqual([second.slice(0, 10), second])
    expect(of('HEAD~2')).toEqual(['HEAD~2', first])
    expect(() => of('nowhere')).toThrow('git knows no revision nowhere')
  })
})
