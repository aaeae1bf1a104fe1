import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPasswordFile } from '../../src/connection/password-file.ts'
import { openFolder } from '../child-program.ts'

const folder = openFolder()
const file = join(folder, 'pgpass')
writeFileSync(
  file,
  [
    '# host:port:database:user:password',
    'short:line',
    String.raw`h:5432:d:u:plain`,
    String.raw`fe80\:\:1:*:*:u:six`,
    String.raw`h:5432:d\:b:u:col\:on\\`,
    String.raw`localhost:*:*:u:socket`,
    String.raw`/run/pg:*:*:u:directory:ignored`,
    '*:*:*:wild:any\r',
    'h:*:*:u:later',
  ].join('\n'),
  { mode: 0o600 },
)

test.each<[string, number, string, string, string | null]>([
  ['h', 5432, 'd', 'u', 'plain'],
  ['fe80::1', 1, 'x', 'u', 'six'],
  ['h', 5432, 'd:b', 'u', 'col:on\\'],
  ['localhost', 1, 'x', 'u', 'socket'],
  ['/run/pg', 1, 'x', 'u', 'directory'],
  ['other', 1, 'x', 'wild', 'any'],
  ['h', 5433, 'd', 'u', 'later'],
  ['h2', 5432, 'd', 'u', null],
])('%s:%i:%s:%s has the password %s', (host, port, database, user, password) =>
  expect(readPasswordFile(file, host, port, database, user)).toEqual({ password, ignored: null }),
)

test('a file that others may read is ignored, and says how to mend it', () => {
  const open = join(folder, 'open')
  writeFileSync(open, '*:*:*:*:x\n')
  for (const mode of [0o640, 0o604, 0o644]) {
    chmodSync(open, mode)
    expect(readPasswordFile(open, 'h', 1, 'd', 'u')).toEqual({
      password: null,
      ignored: expect.stringContaining(`chmod 600 ${open}`),
    })
  }
  chmodSync(open, 0o600)
  expect(readPasswordFile(open, 'h', 1, 'd', 'u').password).toBe('x')
})

test('what is no plain file is ignored, and what is missing is nothing', () => {
  mkdirSync(join(folder, 'directory'))
  expect(readPasswordFile(join(folder, 'directory'), 'h', 1, 'd', 'u').ignored).toContain('not a plain file')
  expect(readPasswordFile(join(folder, 'none'), 'h', 1, 'd', 'u')).toEqual({ password: null, ignored: null })
})
