// What Liquibase's own words mean: JDBC URLs, its options, its environment variables, its properties file, and which of them counts.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { FLAGS } from '../../src/commands/flags.ts'
import { CHANGELOG_FLAGS, LIQUIBASE_FLAGS } from '../../src/commands/changelog/flags.ts'
import { fromJdbc } from '../../src/commands/changelog/jdbc.ts'
import { CHANGELOG_GROUP } from '../../src/commands/changelog/declarations.ts'
import { ABSENT_COMMANDS, LIQUIBASE_COMMANDS, optionsByName } from '../../src/commands/changelog/liquibase-commands.ts'
import { parseProperties } from '../../src/commands/changelog/properties-file.ts'
import { said } from '../../src/commands/changelog/said.ts'
import { connectionString, definitionOf, settingsOfTarget } from '../../src/commands/changelog/target.ts'
import { readSettings } from '../../src/config/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'trueup-liquibase-'))
afterAll(() => rmSync(folder, { recursive: true }))

const written = (text: string): string => {
  const file = join(folder, 'liquibase.properties')
  writeFileSync(file, text)
  return file
}

const settingsOf = (command: string, flags: Record<string, unknown>, env: Record<string, string> = {}) => {
  const { options, layers } = said([command], flags, env)
  return readSettings([{ values: options, nameOf: (key) => key, isCommandLine: true }, ...layers])
}

const target = (flags: Record<string, unknown>, env: Record<string, string> = {}, namedDatabase?: string) =>
  settingsOfTarget({ command: 'changelog update', settings: settingsOf('update', flags, env), namedDatabase }, env)

describe('JDBC URLs', () => {
  test.each([
    ['jdbc:postgresql://db.example:6432/app', { host: 'db.example', port: '6432', dbname: 'app' }],
    ['jdbc:postgresql://db.example/app', { host: 'db.example', port: '5432', dbname: 'app' }],
    ['jdbc:postgresql:app', { host: 'localhost', port: '5432', dbname: 'app' }],
    ['jdbc:postgresql:/', { host: 'localhost', port: '5432' }],
    ['jdbc:postgresql://[::1]:5433/a%20b', { host: '::1', port: '5433', dbname: 'a b' }],
    [
      'jdbc:postgresql://a,b:1/x?targetServerType=primary',
      { host: 'a,b', port: '5432,1', dbname: 'x', target_session_attrs: 'primary' },
    ],
    [
      'jdbc:postgresql://h/d?user=me&password=p%26w&sslmode=require&currentSchema=app,public&ApplicationName=ci&loggerLevel=OFF',
      {
        host: 'h',
        port: '5432',
        dbname: 'd',
        user: 'me',
        password: 'p&w',
        sslmode: 'require',
        application_name: 'ci',
        options: '-c search_path=app,public',
      },
    ],
    ['jdbc:postgresql://h/d?ssl=true', { host: 'h', port: '5432', dbname: 'd', sslmode: 'verify-full' }],
  ])('%s', (url, settings) => {
    expect(fromJdbc(url)).toEqual(settings)
  })

  test('a password before the host, which the driver does not know either, is not repeated', () => {
    const refusal = () => fromJdbc('jdbc:postgresql://me:secret@h:5432/d')
    expect(refusal).toThrow(/no user and password before its host/)
    expect(refusal).not.toThrow(/secret/)
  })

  test('of another database is refused without what follows it', () => {
    expect(() => fromJdbc('jdbc:oracle:thin:me/secret@h')).toThrow(/not jdbc:oracle$/)
  })
})

describe('settings', () => {
  test('are said for a command by any of its names, and for that command alone', () => {
    const env = { LIQUIBASE_COMMAND_CHANGELOG_SYNC_LABEL_FILTER: 'a', LIQUIBASE_COMMAND_UPDATE_COUNT_COUNT: '3' }
    expect(settingsOf('sync', {}, env)).toMatchObject({ labels: 'a', count: undefined })
    expect(settingsOf('update', {}, env)).toMatchObject({ labels: undefined, count: undefined })
    const { layers } = said(['update-count', 'update'], {}, { ...env, LIQUIBASE_COMMAND_UPDATE_CONTEXTS: 'x' })
    expect(layers[0]?.values).toMatchObject({ count: '3', contexts: 'x' })
  })
  test('spellings on the command line mean the same', () => {
    for (const spelled of ['changeLogFile', 'changelogFile', 'changelog-file'])
      expect(settingsOf('update', { [spelled]: 'a.yml' }).changelogFile).toBe('a.yml')
    expect(
      settingsOf('update', {
        liquibaseSchemaName: 'l',
        defaultSchemaName: 'd',
        labelFilter: 'x',
        contextFilter: 'c',
        changelogLockWaitTimeInMinutes: '2',
        logLevel: 'info',
        D: ['tbl=person'],
      }),
    ).toMatchObject({
      liquibaseSchema: 'l',
      defaultSchema: 'd',
      labels: 'x',
      contexts: ['c'],
      lockWaitMs: 120_000,
      parameter: { tbl: 'person' },
    })
  })

  test('the command line goes before the environment, and that before the file', () => {
    const file = written(
      '# comment\nchangeLogFile: file.yml\nliquibase.command.url=jdbc:postgresql://file/d\nusername = filed\n' +
        'parameter.tbl: person\nliquibase.command.update.contexts=fromfile\nliquibaseSchemaName=lf\ndriver=org.postgresql.Driver\n',
    )
    const env = {
      LIQUIBASE_COMMAND_URL: 'jdbc:postgresql://env/d',
      LIQUIBASE_COMMAND_UPDATE_CONTEXTS: 'fromenv',
      LIQUIBASE_SEARCH_PATH: 'a,b',
    }
    expect(settingsOf('update', { defaultsFile: file, changelogFile: 'flag.yml' }, env)).toMatchObject({
      changelogFile: 'flag.yml',
      url: 'jdbc:postgresql://env/d',
      username: 'filed',
      contexts: ['fromenv'],
      liquibaseSchema: 'lf',
      searchPath: ['a,b'],
      parameter: { tbl: 'person' },
    })
    expect(settingsOf('status', { defaultsFile: file }).contexts).toBe(undefined)
    expect(settingsOf('update', {}, { LIQUIBASE_DEFAULTS_FILE: file }).changelogFile).toBe('file.yml')
    expect(() => settingsOf('update', { defaultsFile: 'nowhere.properties' })).toThrow(/no file nowhere\.properties/)
  })

  test('the database: its name, a JDBC URL with user and password, DATABASE_URL', () => {
    const jdbc = { url: 'jdbc:postgresql://h/d', username: 'me', password: 'pw' }
    expect(target(jdbc)).toEqual({ host: 'h', port: '5432', dbname: 'd', user: 'me', password: 'pw' })
    expect(target({}, { DATABASE_URL: 'postgresql://u@h2/d2' })).toMatchObject({ user: 'u', host: 'h2', dbname: 'd2' })
    expect(
      target({}, { DATABASE_URL: 'postgresql://u@h2/d2', LIQUIBASE_COMMAND_URL: 'jdbc:postgresql:d3' }),
    ).toMatchObject({
      dbname: 'd3',
    })
    expect(target(jdbc, {}, 'postgresql://named/d4')).toEqual({ host: 'named', dbname: 'd4' })
    expect(target({}, { PGHOST: 'x' })).toEqual({ application_name: 'trueup' })
    expect(() => target({})).toThrow(/which database is changelog update about/)
    expect(() => target({ url: 'mysql://me:secret@h' })).toThrow(/and mysql: is none/)
    expect(connectionString({ host: 'h', password: `it's \\` })).toBe(`host='h' password='it\\'s \\\\'`)
  })
})

test('a properties file is read as Java reads it', () => {
  const text = '! note\n  a=1\nb : two words \nc\\ d=x\\\n    y\ne=\\u00e6\\tz\nf\nurl=jdbc:postgresql://h/d?a=b\n'
  expect([...parseProperties(text)]).toEqual([
    ['a', '1'],
    ['b', 'two words '],
    ['c d', 'xy'],
    ['e', 'æ\tz'],
    ['f', ''],
    ['url', 'jdbc:postgresql://h/d?a=b'],
  ])
})

test('commands by their other names', () => {
  const named = (name: string) => LIQUIBASE_COMMANDS.find((one) => one.name === name)
  const settled = (name: string, given: string[], options: Record<string, unknown> = {}) => {
    const other = named(name)
    return other && [other.command, optionsByName(other, given, options)]
  }
  expect(settled('updateSQL', [])).toEqual(['update', { sql: true }])
  expect(settled('update-to-tag', [], { tag: 'v1' })).toEqual(['update', { toTag: 'v1' }])
  expect(settled('rollbackCount', ['3'])).toEqual(['rollback', { count: '3' }])
  expect(settled('rollback-sql', [], { tag: 'v1' })).toEqual(['rollback', { sql: true, tag: 'v1' }])
  expect(settled('changelogSync', [], { url: 'u' })).toEqual(['sync', { url: 'u' }])
  expect(settled('listLocks', [])).toEqual(['list-locks', {}])
  for (const spelled of ['clearChecksums', 'clearCheckSums', 'clear-check-sums'])
    expect(settled(spelled, [])).toEqual(['clear-checksums', {}])
  expect(settled('markNextChangeSetRanSQL', [])).toEqual(['sync', { count: 1, sql: true }])
  const names = [...LIQUIBASE_COMMANDS.map(({ name }) => name), ...CHANGELOG_GROUP.commands.map(({ name }) => name)]
  expect(names.filter((name, at) => names.indexOf(name) !== at || ABSENT_COMMANDS.has(name))).toEqual([])
})

test('docs/coming-from-liquibase.md names commands and options that there are', () => {
  const document = readFileSync('docs/coming-from-liquibase.md', 'utf8')
  const rows = document.split('\n').filter((line) => line.startsWith('| '))
  const [left, right] = [1, 2].map((column) => rows.flatMap((row) => row.split('|')[column]?.match(/`[^`]+`/g) ?? []))
  const words = (cells: readonly string[] = []) => cells.flatMap((cell) => cell.slice(1, -1).split(' '))
  const commands = new Set([...LIQUIBASE_COMMANDS, ...CHANGELOG_GROUP.commands].map(({ name }) => name))
  const isKnown = (word: string): boolean => commands.has(word) || ABSENT_COMMANDS.has(word)
  const names = words(left).filter((word) => /^[a-z-]+$/.test(word) && !['checks', 'parameter.name'].includes(word))
  expect(names.filter((name) => !isKnown(name) && !name.startsWith('-'))).toEqual([])
  const flags = new Set(
    [...Object.values(CHANGELOG_FLAGS), ...LIQUIBASE_FLAGS, ...Object.values(FLAGS)].flatMap(
      (flag) => flag.flags.match(/--[\w-]+/g) ?? [],
    ),
  )
  const options = [...words(left), ...words(right)].filter((word) => word.startsWith('--'))
  expect(options.filter((option) => !flags.has(option))).toEqual([])
  expect(options.length).toBeGreaterThan(25)
})

describe('what a database is held against', () => {
  const definition = (flags: Record<string, unknown>, typed?: string) =>
    definitionOf({ command: 'changelog diff', settings: settingsOf('diff', flags) }, typed)
  const reference = { referenceUrl: 'jdbc:postgresql://h/d', 'reference-username': 'me', referencePassword: `a'b` }

  test('what Liquibase calls the reference, with its user', () => {
    expect(definition(reference)).toBe(`host='h' port='5432' dbname='d' user='me' password='a\\'b'`)
  })
  test('what is typed counts before it, and may be a JDBC URL', () => {
    expect(definition(reference, 'database/')).toBe('database/')
    expect(definition(reference, 'jdbc:postgresql://i/e?user=you')).toBe(`host='i' port='5432' dbname='e' user='you'`)
    expect(definition({})).toBe(undefined)
  })
})
