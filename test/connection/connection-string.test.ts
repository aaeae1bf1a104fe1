// The notations of connection strings, and where the parameters that they leave out come from. Expectations are libpq's own behaviour
// (fe-connect.c, and the URIs of src/interfaces/libpq/t/001_uri.pl).

import { mkdirSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { describe as group, expect, test } from 'vitest'
import { describe } from '../../src/connection/connect.ts'
import { endpointsOf } from '../../src/connection/endpoints.ts'
import { isConnectionString, parseConnectionString, resolveSettings } from '../../src/connection/settings.ts'
import { openFolder } from '../child-program.ts'

group('what a connection string is', () => {
  test.each([
    'postgresql://',
    'postgres://u@h/d',
    'host=x dbname=y',
    "  dbname = 'a b'",
    'service=prod',
    "password='=' host=x",
  ])('%s is one', (text) => expect(isConnectionString(text)).toBe(true))
  test.each([
    'schema.sql',
    './a=b.sql',
    'a=b',
    'git:main:db',
    'exec:FOO=1 dump',
    '-',
    'empty',
    'db/host=x',
    'https://x',
    'mysql://x',
  ])('%s is none', (text) => expect(isConnectionString(text)).toBe(false))
})

group('URLs', () => {
  test.each<[string, Record<string, string>]>([
    ['postgresql://', {}],
    ['postgres://host/', { host: 'host' }],
    [
      'postgresql://uri-user:secret@host:12345/db',
      { user: 'uri-user', password: 'secret', host: 'host', port: '12345', dbname: 'db' },
    ],
    ['postgresql://uri%2Duser@host%2D1/d%20b', { user: 'uri-user', host: 'host-1', dbname: 'd b' }],
    ['postgresql://u:p%40ss%3A%2F%25@h', { user: 'u', password: 'p@ss:/%', host: 'h' }],
    ['postgresql://u:a+b@h', { user: 'u', password: 'a+b', host: 'h' }],
    ['postgresql://u:a:b?c@h', { user: 'u', password: 'a:b?c', host: 'h' }],
    ['postgresql://[2001:db8::1234]:5433/db', { host: '2001:db8::1234', port: '5433', dbname: 'db' }],
    ['postgresql://[::1]', { host: '::1' }],
    ['postgresql://a:1,b,[::1]:3/db', { host: 'a,b,::1', port: '1,,3', dbname: 'db' }],
    ['postgresql://%2Fvar%2Frun/db', { host: '/var/run', dbname: 'db' }],
    ['postgresql:///db?host=/tmp&port=5434', { host: '/tmp', port: '5434', dbname: 'db' }],
    ['postgresql://?hostaddr=127.0.0.1', { hostaddr: '127.0.0.1' }],
    ['postgresql://u@/db', { user: 'u', dbname: 'db' }],
    [
      'postgresql://h?sslmode=require&application_name=a%20b',
      { host: 'h', sslmode: 'require', application_name: 'a b' },
    ],
    ['postgresql://h/d?ssl=true', { host: 'h', dbname: 'd', sslmode: 'require' }],
    ['postgresql://h1/d?host=h2', { host: 'h2', dbname: 'd' }],
    ['postgresql://h?options=-c%20search_path%3Dx', { host: 'h', options: '-c search_path=x' }],
  ])('%s', (text, settings) => expect(parseConnectionString(text)).toEqual(settings))

  test.each([
    ['postgresql://h/db?nosuch=1', /"nosuch" in the connection URL is not a connection parameter/],
    ['postgresql://h/db?schema=public', /"schema" in the connection URL is not/],
    ['postgresql://h/db?sslmode', /not of the form keyword=value/],
    ['postgresql://u:p%@h', /does not begin a valid percent-encoded character/],
    ['postgresql://u:p%00@h', /valid percent-encoded/],
    ['postgresql://u:hid:den@h:1:2/db', /A host in the connection URL cannot be read/],
    ['postgresql://[::1/db', /A host in the connection URL cannot be read/],
  ])('%s is refused', (text, message) => {
    expect(() => parseConnectionString(text)).toThrow(message)
    expect(() => parseConnectionString(text)).not.toThrow(/hid:den/)
  })
})

group('key=value strings', () => {
  test.each<[string, Record<string, string>]>([
    ['host=x dbname=y', { host: 'x', dbname: 'y' }],
    ["host = x  password = 'it''s'", { host: 'x' }],
    [String.raw`password='it\'s \\ here' user=a`, { password: String.raw`it's \ here`, user: 'a' }],
    [String.raw`password=a\ b\'c host=x`, { password: "a b'c", host: 'x' }],
    ["user='' host=x", { user: '', host: 'x' }],
    // libpq skips the blanks after "=" whatever follows.
    ['user= host=x', { user: 'host=x' }],
    ["options='-c a=b' \n\t host=x ", { options: '-c a=b', host: 'x' }],
    ['host=a host=b', { host: 'b' }],
    ['password=a=b host=x', { password: 'a=b', host: 'x' }],
    ['host=a,b port=1,2', { host: 'a,b', port: '1,2' }],
  ])('%s', (text, settings) => {
    // Two quotes do not make one, as they do in SQL: libpq calls what follows the second an error.
    if (text.includes("''s")) expect(() => parseConnectionString(text)).toThrow()
    else expect(parseConnectionString(text)).toEqual(settings)
  })

  test.each([
    ["password='secret host=x", /The value of "password" in the connection string does not end/],
    ['host', /"=" is missing/],
    ['host=x secret', /"=" is missing/],
    ['nosuch=1', /"nosuch" in the connection string is not a connection parameter/],
  ])('%s is refused', (text, message) => {
    expect(() => parseConnectionString(text)).toThrow(message)
    expect(() => parseConnectionString(text)).not.toThrow(/secret/)
  })
})

group('what is left out', () => {
  const folder = openFolder()
  const own = join(folder, 'own.conf')
  const system = join(folder, 'etc')
  mkdirSync(system)
  writeFileSync(
    own,
    '# comment\n[other]\nhost=wrong\n\n[mine]\n  host=from-service \nport=7777\nuser=service user\n[mine]\nhost=second\n[bad]\nnosuch=1\n[loop]\nservice=mine\n',
  )
  writeFileSync(join(system, 'pg_service.conf'), '[theirs]\ndbname=system\n')

  test('the string goes before the service, the service before the environment, the environment before the default', () => {
    const environment = {
      PGSERVICEFILE: own,
      PGHOST: 'env',
      PGUSER: 'env',
      PGPORT: '1',
      PGDATABASE: 'env',
      PGOPTIONS: '-c x=y',
      PGAPPNAME: 'me',
    }
    expect(resolveSettings('service=mine port=2', environment)).toMatchObject({
      host: 'from-service',
      port: '2',
      user: 'service user',
      dbname: 'env',
      options: '-c x=y',
      application_name: 'me',
    })
    expect(resolveSettings({ dbname: 'd' }, { ...environment, PGSERVICE: 'mine' })).toMatchObject({
      host: 'from-service',
      dbname: 'd',
    })
    expect(resolveSettings('', {})).toMatchObject({ user: userInfo().username, dbname: userInfo().username })
    expect(resolveSettings('user=u', {})).toMatchObject({ user: 'u', dbname: 'u' })
    expect(
      resolveSettings('user=u', {
        PGSSLMODE: 'require',
        PGPASSFILE: '/f',
        PGPASSWORD: 'p',
        PGTARGETSESSIONATTRS: 'primary',
      }),
    ).toMatchObject({
      sslmode: 'require',
      passfile: '/f',
      password: 'p',
      target_session_attrs: 'primary',
    })
  })

  test('a service is looked for in the system’s file too', () => {
    expect(resolveSettings('service=theirs', { PGSERVICEFILE: own, PGSYSCONFDIR: system })).toMatchObject({
      dbname: 'system',
    })
  })

  test.each([
    ['service=none', /There is no service "none" in .*own\.conf or .*pg_service\.conf/],
    ['service=bad', /"nosuch" in service "bad" is not a connection parameter/],
    ['service=loop', /own\.conf, line 14: a service cannot name another service/],
    ['sslmode=on', /sslmode must be one of disable, allow, prefer/],
    ['target_session_attrs=rw', /target_session_attrs must be one of any, read-write/],
    ['requirepeer=postgres', /requirepeer=postgres is not supported/],
  ])('%s is refused', (text, message) =>
    expect(() => resolveSettings(text, { PGSERVICEFILE: own, PGSYSCONFDIR: system })).toThrow(message),
  )

  test('a service file that is named must exist', () =>
    expect(() => resolveSettings('service=x', { PGSERVICEFILE: '/nowhere/s.conf' })).toThrow(
      'The service file "/nowhere/s.conf" does not exist',
    ))
})

group('endpoints', () => {
  test('each host has its port, or all have one', () => {
    const ports = (text: string): [string, number, boolean][] =>
      endpointsOf(parseConnectionString(text)).map(({ address, port, socket }) => [address, port, socket])
    expect(ports('host=a,/tmp,::1 port=1,2,3')).toEqual([
      ['a', 1, false],
      ['/tmp', 2, true],
      ['::1', 3, false],
    ])
    expect(ports('host=a,b port=6000')).toEqual([
      ['a', 6000, false],
      ['b', 6000, false],
    ])
    expect(ports('host=a,b port=,6000')).toEqual([
      ['a', 5432, false],
      ['b', 6000, false],
    ])
    expect(ports('host=name hostaddr=127.0.0.1')).toEqual([['127.0.0.1', 5432, false]])
    expect(ports('')[0]?.[2]).toBe(true)
  })

  test.each([
    ['host=a,b port=1,2,3', /2 hosts and 3 ports/],
    ['host=a,b hostaddr=1.1.1.1', /2 hosts and 1 values of hostaddr/],
    ['port=99999', /from 1 to 65535, not "99999"/],
  ])('%s is refused', (text, message) => expect(() => endpointsOf(parseConnectionString(text))).toThrow(message))
})

test('a description never holds the password', () => {
  expect(describe('postgresql://me:hidden@h:1/d')).toBe('postgresql://me@h:1/d')
  expect(describe('host=::1,h2 port=5 user=a@b password=hidden dbname=x')).toBe(
    'postgresql://a%40b@[::1]:5/x, postgresql://a%40b@h2:5/x',
  )
  expect(describe('host=/tmp user=u password=hidden dbname=d')).toBe('postgresql://u@/d?host=/tmp&port=5432')
})
