import { describe, expect, test } from 'vitest'
import { readDefinition, type Definition, type DefinitionOptions } from '../../src/source/definition.ts'
import { LoadError } from '../../src/source/load-error.ts'
import { SourceError } from '../../src/source/source-error.ts'
import type { SqlInput } from '../../src/source/sql-input.ts'
import { findBinaries } from '../../src/shadow/binaries.ts'

const inputOf = (files: Record<string, string>): SqlInput => ({
  files: Object.entries(files)
    .filter(([name]) => !name.startsWith('inc/'))
    .map(([name, text]) => ({ name, text })),
  warnings: [],
  include({ path }) {
    const text = files[`inc/${path}`]
    if (text === undefined) throw new SourceError(`there is no file ${path}.`)
    return { name: `inc/${path}`, text }
  },
})

const load = (files: Record<string, string> | string, options: DefinitionOptions = {}): Promise<Definition> =>
  readDefinition(inputOf(typeof files === 'string' ? { 'a.sql': files } : files), { cacheDir: null, ...options })

const keys = ({ catalog }: Definition): string[] => [...catalog.objects.keys()]

const failure = async (loading: Promise<unknown>): Promise<Error> => {
  const error = await loading.then(
    () => new Error('it loaded'),
    (reason: unknown) => reason,
  )
  return error instanceof Error ? error : new Error(String(error))
}

describe.skipIf(findBinaries().length === 0)('loading', () => {
  describe('order', () => {
    test('what needs something that comes later is put off, by name', async () => {
      const definition = await load({
        '1.sql': 'create view v as select * from t;\ncreate schema app;\ncreate view app.w as select * from v;',
        '2.sql': 'create table t (a int references u);\ncomment on table t is $$it$$;',
        '3.sql': 'create table u (id int primary key);',
      })
      expect(keys(definition)).toEqual(
        expect.arrayContaining(['view public.v', 'view app.w', 'table public.t', 'comment on table public.t']),
      )
      expect(definition.putOff).toMatchObject([
        {
          file: '1.sql',
          line: 1,
          statement: 'create view v as select * from t',
          reason: 'relation "t" does not exist',
        },
        { file: '1.sql', line: 3 },
        { file: '2.sql', line: 1 },
        { file: '2.sql', line: 2 },
      ])
    })

    test('a type before its functions, and before it is announced', async () => {
      const definition = await load({
        '1.sql': `create type t (input = t_in, output = t_out, like = text);
                  create function of_sql(t) returns int language sql as 'select 1';`,
        '2.sql': `create type t;`,
        '3.sql': `create function t_in(cstring) returns t language internal immutable strict as 'textin';
                  create function t_out(t) returns cstring language internal immutable strict as 'textout';`,
      })
      expect(keys(definition)).toEqual(
        expect.arrayContaining(['base type public.t', 'function public.of_sql(public.t)']),
      )
    })

    test('strict order forbids it', async () => {
      const error = await failure(load('create view v as select * from t;\ncreate table t ();', { strictOrder: true }))
      expect(error).toBeInstanceOf(LoadError)
      expect(error.message).toMatch(/^a\.sql:1: relation "t" does not exist\n.*\n.*\n.*With strict order/)
    })

    test('a statement that is put off finds the session as it was at its place', async () => {
      const definition = await load({
        '1.sql':
          'create schema a; create schema b; set search_path = b; create table x as select 1 as in_b; create view v as select * from t join x on true;',
        '2.sql': 'create table a.x as select 1 as in_a; set search_path = a; create table b.t (c int);',
      })
      expect(keys(definition)).toContain('view b.v')
      expect(definition.catalog.objects.get('view b.v')!.shape).toMatchObject({
        query: expect.stringContaining('in_b'),
      })
    })

    test('settings end with their file, as with Docker’s init folder', async () => {
      const definition = await load({
        '1.sql': 'create schema a; set search_path = a; create table one ();',
        '2.sql': 'create table two ();',
      })
      expect(keys(definition)).toEqual(expect.arrayContaining(['table a.one', 'table public.two']))
    })

    test('settings of the database hold for the files that follow', async () => {
      const definition = await load({
        '1.sql': 'create schema a; alter database "rsd" set search_path = a; create table one ();',
        '2.sql': 'create table two ();',
      })
      expect(keys(definition)).toEqual(expect.arrayContaining(['table public.one', 'table a.two']))
    })

    test('SQL functions that call each other', async () => {
      const definition = await load(
        'create function f(n int) returns int language sql as $$ select case when n > 0 then g(n - 1) end $$;\n' +
          'create function g(n int) returns int language sql as $$ select f(n) $$;',
      )
      expect(keys(definition)).toEqual(
        expect.arrayContaining(['function public.f(integer)', 'function public.g(integer)']),
      )
      const error = await failure(load('create function f() returns int language sql as $$ select h() $$;'))
      expect(error.message).toMatch(/^a\.sql:1: function h\(\) does not exist/)
    })

    test('hundreds of files in the wrong order take seconds, not minutes', async () => {
      const count = 300
      const files = Object.fromEntries(
        Array.from({ length: count }, (_, i) => [
          `${String(i).padStart(4, '0')}.sql`,
          i === count - 1 ? `create view v${i} as select 1 as a;` : `create view v${i} as select * from v${i + 1};`,
        ]),
      )
      const start = performance.now()
      expect((await load(files)).putOff).toHaveLength(count - 1)
      expect(performance.now() - start).toBeLessThan(30_000)
    })
  })

  describe('errors', () => {
    test('file, line, statement, message, hint and the position', async () => {
      const error = await failure(load({ 'x.sql': `\nselect 1;\ncreate table t (\n\ta int,\n\t"é😀" intt\n);` }))
      expect(error.message).toBe(
        `x.sql:5: type "intt" does not exist\n  3 | create table t ( …\n  5 | \t"é😀" intt\n      \t      ^`,
      )
    })

    test('all of them, the root cause first', async () => {
      const error = await failure(
        load(
          'create view v as select * from t;\ncreate table t (a int, b nonsense);\ncreate view w as select * from v;\nselec 1;',
        ),
      )
      expect(error).toBeInstanceOf(LoadError)
      const { failures } = error instanceof LoadError ? error : { failures: [] }
      expect(failures.map((f) => [f.line, f.code])).toEqual([
        [4, '42601'],
        [2, '42704'],
        [1, '42P01'],
        [3, '42P01'],
      ])
      expect(error.message).toContain('4 statements failed')
    })

    test('an extension that the shadow lacks', async () => {
      const error = await failure(load('\ncreate extension no_such_thing;'))
      expect(error.message).toMatch(/^a\.sql:2: extension "no_such_thing" is not available/)
      expect(error.message).toContain('The shadow has no extension no_such_thing. Name a server that has it')
      expect(error.message).toContain('--shadow postgresql://')
    })

    test('passwords are not shown', async () => {
      const loading = load(
        "create role r password 'it''s secret' nonsense;\ncreate user mapping for public server no options (user 'u', password 'secret');",
      )
      const error = await failure(loading)
      expect(error.message).toContain('nonsense')
      expect(`${error.message}${JSON.stringify(error)}`).not.toContain('secret')
    })

    test('a transaction that is not ended', async () => {
      expect((await failure(load('\nbegin;\ncreate table t ();'))).message).toMatch(
        /^a\.sql:2: the transaction that begins here/,
      )
    })
  })

  describe('transactions', () => {
    test('what is put off inside one, and what is rolled back', async () => {
      const definition = await load(`
        begin;
          create view v as select * from t;
          create table t (a int);
          savepoint s;
            create table gone ();
            create view gone_too as select * from later;
          rollback to s;
          create table u ();
        commit;
        begin; create table rolled_back (); create view rolled_back_too as select * from later; rollback;
        create table later ();`)
      expect(keys(definition)).toEqual(
        expect.arrayContaining(['view public.v', 'table public.t', 'table public.u', 'table public.later']),
      )
      expect(keys(definition).join()).not.toMatch(/gone|rolled/)
    })

    test('what refuses a transaction block, and what cannot be used in its own', async () => {
      const definition = await load(`
        create table t (a int); create type e as enum ('a'); alter type e add value 'b'; create table u (x e default 'b');
        create index concurrently i on t (a); vacuum t; reindex table t; create unique index concurrently j on t (a);`)
      expect(keys(definition)).toEqual(expect.arrayContaining(['index public.i', 'index public.j', 'enum public.e']))
    })

    test('one that cannot be committed is an error, not put off', async () => {
      const error = await failure(
        load(
          'create table t (id int primary key); create table u (t int references t deferrable initially deferred);\nbegin;\ninsert into u values (1);\ncommit;\ninsert into t values (1);',
        ),
      )
      expect(error.message).toMatch(/^a\.sql:4: insert or update on table "u" violates foreign key constraint/)
    })

    test('rows get the numbers that psql would give them', async () => {
      const definition = await load({
        '1.sql':
          'create table t (id serial primary key, n text unique); create table l (t int not null references t (id));\n' +
          Array.from({ length: 300 }, (_, i) => `insert into t (n) values ('${i}');`).join('\n') +
          `\ninsert into l values (300);\ndo $$ begin if (select max(id) from t) <> 300 then raise 'gap'; end if; end $$;`,
      })
      expect(definition.putOff).toEqual([])
    })

    test('COPY with its data, before and inside a transaction', async () => {
      const definition = await load(
        'create table t (a int, b text);\nCOPY t (a, b) FROM stdin;\n1\tx;\n2\t\\N\n\\.\nbegin;\nCOPY public.t FROM stdin WITH (FORMAT csv);\n3,"a\nb"\n\\.\ncommit;\n' +
          `do $$ begin if (select array_agg(b order by a) from t) is distinct from array['x;', null, E'a\\nb'] then raise 'rows'; end if; end $$;`,
      )
      expect(keys(definition)).toContain('table public.t')
    })
  })

  describe('roles and databases', () => {
    test('roles that nobody creates are assumed, and are not part of the definition', async () => {
      const definition = await load(
        'create role mine; grant mine to other; create table t (); alter table t owner to "Some One"; grant select on t to mine, other;',
      )
      expect(definition.assumedRoles).toEqual(['Some One', 'other'])
      expect(keys(definition).filter((key) => key.startsWith('role '))).toContain('role mine')
      expect(keys(definition).filter((key) => /^role (?!mine|membership)/.test(key))).toEqual([])
      expect(keys(definition).some((key) => key.startsWith('owner') && key.includes('public.t'))).toBe(true)
    })

    test('a role that a later file creates is waited for', async () => {
      const definition = await load({
        '1.sql': 'grant usage on schema public to late;',
        '2.sql': 'create role late login;',
      })
      expect(definition.assumedRoles).toEqual([])
      expect(definition.catalog.objects.get('role late')!.shape).toMatchObject({ login: true, superuser: false })
    })

    test('SET ROLE and SET SESSION AUTHORIZATION of assumed roles', async () => {
      const definition = await load(
        'set session authorization boss; create table t (); reset session authorization; set role clerk; create table u ();',
      )
      expect(definition.assumedRoles).toEqual(['boss', 'clerk'])
    })

    test('the database has the name that the files give it', async () => {
      const definition = await load(
        'CREATE DATABASE "My db" ENCODING = \'UTF8\';\nALTER DATABASE "My db" OWNER TO postgres;\n\\connect "My db"\ncreate table t ();\nalter database "My db" set jit = off; select 1 / (current_database() = \'My db\')::int;',
      )
      expect(keys(definition)).toContain('table public.t')
      expect(definition.warnings).toEqual([expect.stringMatching(/^Skipped a\.sql:1: CREATE DATABASE "My db"/)])
      const plain = await load('alter database postgres set jit = off;')
      expect(keys(plain)).toContain('database setting jit')
      expect((await failure(load('\\c one\n\\c two'))).message).toMatch(
        /^a\.sql:2: connects to the database two, after one/,
      )
    })
  })

  describe('psql', () => {
    test('includes, variables, conditions, \\gset, \\gexec, \\copy', async () => {
      const definition = await load(
        {
          '1.sql': String.raw`
\set ON_ERROR_STOP on
\set schema app
\i tables.sql
\if :{?extra}
  create table extra ();
\else
  create table no_extra ();
\endif
\if false
  \i missing.sql
  create tabl nonsense;
\elif :yes
  create table elif ();
\endif
select 'made' as name, 2 as number \gset it_
create table :it_name (:"it_name" int default :it_number);
select format('create table g%s ()', i) from generate_series(1, 2) i \gexec
\copy app.t from 'rows.csv' csv
\echo done
select 'no semicolon' \g
create table last_one ()`,
          'inc/tables.sql': 'create schema :schema; create table :schema.t (a int, b text);\n\\set yes on\n',
          'inc/rows.csv': '1,a\n2,b\n',
        },
        { variables: new Map([['extra', '1']]) },
      )
      expect(
        keys(definition)
          .filter((key) => key.startsWith('table '))
          .toSorted(),
      ).toEqual(
        ['app.t', 'public.elif', 'public.extra', 'public.g1', 'public.g2', 'public.last_one', 'public.made'].map(
          (name) => `table ${name}`,
        ),
      )
    })

    test.each([[':nope'], [`:'nope'`], [':"nope"']])('a variable that is not set: %s', async (name) => {
      const error = await failure(load(`\n\ncreate table t as select (array[1, 2, 3])[1:length('ab')], ${name} as b;`))
      expect(error.message).toMatch(/^a\.sql:3: syntax error/)
      expect(error.message).toContain('There is no variable nope. Set it with --set nope=…')
    })
    test('what pg_dump writes', async () => {
      const definition = await load(String.raw`--
-- PostgreSQL database dump
--

\restrict 3uhV6sWbZWk

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET row_security = off;

SET default_table_access_method = heap;

CREATE TABLE public.t (id integer NOT NULL, parent integer);
ALTER TABLE public.t OWNER TO somebody;
CREATE SEQUENCE public.t_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.t_id_seq OWNER TO somebody;
ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;
ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass);
COPY public.t (id, parent) FROM stdin WITH (DELIMITER '|');
1|\N
2|1
\.


SELECT pg_catalog.setval('public.t_id_seq', 2, true);
ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.t ADD CONSTRAINT t_parent_fkey FOREIGN KEY (parent) REFERENCES public.t(id);
CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS $$ select g() $$;
GRANT SELECT ON TABLE public.t TO reader;

\unrestrict 3uhV6sWbZWk
`)
      expect(definition).toMatchObject({ putOff: [], warnings: [], assumedRoles: ['reader', 'somebody'] })
      expect(keys(definition)).toEqual(
        expect.arrayContaining(['constraint t_parent_fkey ON public.t', 'function public.f()']),
      )
    })

    test.each([
      ['\n\\watch 2', /^a\.sql:2: psql's command \\watch is not one/],
      ['\n\\! ls', /^a\.sql:2: psql's command \\! is not one/],
      ['\n\n\\i no.sql', /^a\.sql:3: there is no file no\.sql/],
      ['\\if maybe\n\\endif', /^a\.sql:1: \\if wants true or false, and got “maybe”/],
      ['\\if true\n', /^a\.sql:1: this \\if has no \\endif/],
      ['\\endif', /^a\.sql:1: \\endif without \\if/],
      ['select 1 where false \\gset', /^a\.sql:1: \\gset wants one row/],
    ])('%j', async (text, message) => expect((await failure(load(text))).message).toMatch(message))
  })

  test('replacements, before anything else', async () => {
    const definition = await load('create table _name_ (_name_ text default $$_name__x$$);', {
      replacements: new Map([
        ['_name_', 'n'],
        ['_name__', 'longer'],
      ]),
    })
    expect(keys(definition)).toContain('table public.n')
    expect(JSON.stringify([...definition.catalog.objects.values()].map((o) => o.shape))).toContain('longerx')
  })

  describe('annotations', () => {
    test('name what the statement made, and what follows inside it', async () => {
      const definition = await load(String.raw`
-- trueup: renamed from old_schema
create schema app;
-- trueup: renamed from old_t
create table app.t (
  id serial primary key,
  -- trueup: renamed from "Old name"
  -- and another comment
  "New name" text unique,
  -- trueup: renamed from old_check
  constraint positive check (id > 0)
);
-- trueup: renamed from old_i
create index i on app.t (id);
-- trueup: renamed from public.old_mood
create type mood as enum ('sad',
  -- trueup: renamed from 'it''s ok'
  'fine');
create type pair as (a int,
  -- trueup: renamed from old_b
  b int);
-- trueup: renamed from old_d
create domain d as int constraint c check (value > 0);
-- trueup: renamed from old_f
create function f(a int) returns int language sql as 'select 1';
create function f(a text) returns int language sql as 'select 1';
-- trueup: renamed from old_v
create view v as select 1 as one;
-- trueup: renamed from old_m
create materialized view m as select 1 as one;
-- trueup: renamed from old_s
create sequence s;
-- trueup: renamed from old_p
create policy p on app.t using (true);
create function tf() returns trigger language plpgsql as 'begin return new; end';
-- trueup: renamed from old_trigger
create trigger tr after insert on app.t execute function tf();
-- trueup: renamed from old_u
alter table app.t add constraint u unique (id, "New name");
-- trueup: renamed from old_c
alter table app.t add column c int;
-- trueup: renamed from old_label
alter type mood add value 'happy';
-- trueup: renamed from late_old
create view late_v as select * from late;
create table late ();`)
      expect(definition.renames.map(({ kind, from, to, line }) => `${line} ${kind} ${from} > ${to}`)).toEqual([
        '2 schema old_schema > app',
        '4 table old_t > app.t',
        '7 column Old name > app.t."New name"',
        '10 constraint old_check > positive ON app.t',
        '13 index old_i > app.i',
        '15 enum public.old_mood > public.mood',
        "17 enum label it's ok > public.mood.fine",
        '20 composite attribute old_b > public.pair.b',
        '22 domain old_d > public.d',
        '24 function old_f > public.f(integer)',
        '27 view old_v > public.v',
        '29 materialized view old_m > public.m',
        '31 sequence old_s > public.s',
        '33 policy old_p > p ON app.t',
        '36 trigger old_trigger > tr ON app.t',
        '38 constraint old_u > u ON app.t',
        '40 column old_c > app.t.c',
        '42 enum label old_label > public.mood.happy',
        '44 view late_old > public.late_v',
      ])
    })

    test.each([
      [
        '-- trueup: renamed from x\nselect 1;',
        /^a\.sql:1: .*applies to nothing: the statement below it makes nothing new/,
      ],
      [
        'create table t (\n-- trueup: renamed from x\n primary key (a), a int);',
        /^a\.sql:2: .*applies to nothing: what follows it/,
      ],
      [
        'create table t (a int);\n-- trueup: renamed from x\nalter table t add constraint b check (a > 0), add constraint c check (a > 1);',
        /^a\.sql:2: .*could mean any of b, c/,
      ],
    ])('%j', async (text, message) => expect((await failure(load(text))).message).toMatch(message))
  })
})
