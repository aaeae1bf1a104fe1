import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { branches } from '../../src/commands/revisions/branches.ts'
import { heads } from '../../src/commands/revisions/heads.ts'
import { history } from '../../src/commands/revisions/history.ts'
import { init } from '../../src/commands/revisions/init.ts'
import { merge } from '../../src/commands/revisions/merge.ts'
import { previewRevision, revision, type RevisionOptions } from '../../src/commands/revisions/revision.ts'
import { show } from '../../src/commands/revisions/show.ts'
import { RevisionError } from '../../src/revisions/errors.ts'
import { buildCommandLine, type CommandLine } from './command-line.ts'

let cli: CommandLine
let cwd: string
let folder: string

beforeAll(async () => {
  cli = await buildCommandLine()
})
afterAll(() => cli.remove())
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'trueup-commands-'))
  folder = join(cwd, 'migrations')
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

const message = async (make: () => unknown): Promise<string> => {
  try {
    await make()
  } catch (error) {
    if (error instanceof RevisionError) return error.message.replaceAll(/\d{8}T\d{6}_/g, '').replaceAll(`${cwd}/`, '')
    throw error
  }
  return 'no error'
}

/** Writes a revision with that id, and gives its id. */
const add = async (revId: string, options: RevisionOptions = {}): Promise<string> => {
  await revision(folder, { revId, message: `does ${revId}`, ...options })
  return revId
}

const trueup = async (...args: string[]) => {
  const ended = await cli.run(cwd, args)
  return { ...ended, stdout: ended.stdout.replaceAll(/\d{8}T\d{6}_/g, '') }
}

describe('init', () => {
  test('the folder, HEAD, a configuration, and what comes next', async () => {
    expect(await trueup('init', '--definition', 'database')).toEqual({
      code: 0,
      stdout: '',
      stderr:
        'Made migrations, with a HEAD that makes two branches which both add a revision conflict in git.\n' +
        'Wrote trueup.config.ts.\n' +
        'Next: trueup revision --autogenerate -m "…"; or, for a database that is in use already: trueup adopt\n',
    })
    expect(readFileSync(join(folder, 'HEAD'), 'utf8')).toBe('')
    expect(readFileSync(join(cwd, 'trueup.config.ts'), 'utf8')).toContain(`definition: 'database'`)
    expect((await trueup('revision', '-m', 'first')).code).toBe(0)
    expect((await trueup('heads')).stdout).toMatch(/^[0-9a-f]{12} \(head\): first\n$/)
  })
  test('a folder with files in it is refused', async () => {
    init('migrations', { cwd })
    expect(await message(() => init('migrations', { cwd }))).toBe(
      'migrations holds HEAD, so nothing is begun there. It is a folder of revisions already: `trueup revision -d migrations` adds one.',
    )
    mkdirSync(join(cwd, 'alembic'))
    for (const name of ['env.py', 'README', 'script.py.mako', 'x.py']) writeFileSync(join(cwd, 'alembic', name), '')
    expect(await message(() => init('alembic', { cwd }))).toBe(
      'alembic holds README, env.py, script.py.mako, and 1 more, so nothing is begun there. Name a new folder; `trueup adopt` takes over what another tool wrote.',
    )
    expect(readdirSync(join(cwd, 'alembic'))).toHaveLength(4)
  })
  test('a configuration that is there is left as it is', async () => {
    writeFileSync(join(cwd, 'trueup.config.json'), '{}')
    expect((await trueup('init', 'db/revisions')).stderr).toContain(
      'Add to trueup.config.json:\n  "revisions": "db/revisions",\n',
    )
    expect(readFileSync(join(cwd, 'trueup.config.json'), 'utf8')).toBe('{}')
    expect(existsSync(join(cwd, 'trueup.config.ts'))).toBe(false)
    expect((await trueup('init')).stderr).not.toContain('Add to')
    mkdirSync(join(cwd, 'deeper'))
    expect(init('migrations', { cwd: join(cwd, 'deeper') }).toAdd?.lines).toEqual(['"revisions": "deeper/migrations",'])
    writeFileSync(join(cwd, 'trueup.config.json'), '{"revisions": "elsewhere"}')
    expect((await trueup('init')).stderr).toContain('Made elsewhere')
    expect(existsSync(join(cwd, 'elsewhere/HEAD'))).toBe(true)
  })
  test('an empty folder, and one with hidden files, will do', () => {
    mkdirSync(folder)
    writeFileSync(join(folder, '.gitkeep'), '')
    expect(init('migrations', { cwd })).toEqual({ folder: 'migrations', config: 'trueup.config.ts', toAdd: null })
  })
})

describe('revision', () => {
  beforeEach(() => void init('migrations', { cwd }))

  test('two files to fill in, after the head, and HEAD says so', async () => {
    const first = await trueup('revision', '-m', 'add storage', '--rev-id', 'aaaa')
    expect(first.stdout).toBe('migrations/aaaa_add_storage.sql\nmigrations/aaaa_add_storage.down.sql\n')
    expect(first.stderr).toBe('Revision aaaa after nothing: it is a base. Write its SQL, then: trueup upgrade\n')
    const second = await trueup('revision', '-m', 'more', '--rev-id', 'bbbb', '--format', 'json')
    expect(JSON.parse(second.stdout)).toMatchObject({ id: 'bbbb', parents: ['aaaa'], message: 'more' })
    expect(readFileSync(join(folder, 'HEAD'), 'utf8')).toBe('bbbb\n')
    expect(show(folder)).toMatchObject([{ id: 'bbbb', parents: ['aaaa'], statements: 1, isHead: true }])
  })
  test('--sql prints, and writes nothing', async () => {
    const { stdout } = await trueup('revision', '-m', 'x', '--rev-id', 'aaaa', '--sql')
    expect(stdout).toMatch(/^-- revision: aaaa\n-- parents: none\n-- message: x\n\n[^]*\n-- revision: aaaa\n\n/)
    expect(readdirSync(folder)).toEqual(['HEAD'])
    expect(await previewRevision(folder, { generate: async () => null })).toBeNull()
  })
  test('where it goes', async () => {
    await add('aaaa')
    await add('bbbb')
    expect(await message(() => add('cccc', { head: ['aaaa'] }))).toBe(
      'aaaa "does aaaa" (migrations/aaaa_does_aaaa.sql) is not a head: it is followed by\n' +
        '  bbbb "does bbbb" (migrations/bbbb_does_bbbb.sql)\n' +
        '--splice begins another branch there; --head names a head (`trueup heads` lists them).',
    )
    await add('cccc', { head: ['aaaa'], splice: true, branchLabel: ['stock'] })
    expect(await message(() => add('dddd'))).toBe(
      'There are 2 heads, so it is not clear what the new revision comes after:\n' +
        '  bbbb "does bbbb" (migrations/bbbb_does_bbbb.sql)\n' +
        '  cccc "does cccc" (migrations/cccc_does_cccc.sql)\n' +
        'Say which with --head <id>, or join them first: `trueup merge`.',
    )
    await add('dddd', { head: ['stock@head'], dependsOn: ['bbb'] })
    await add('eeee', { head: ['base'], dependsOn: ['stock'] })
    const graph = Object.fromEntries(history(folder).map((one) => [one.id, one]))
    expect(graph['dddd']).toMatchObject({ parents: ['cccc'], dependsOn: ['bbbb'], labels: ['stock'] })
    expect(graph['eeee']).toMatchObject({ parents: [], dependsOn: ['stock'], labels: [] })
    expect(readFileSync(join(folder, 'HEAD'), 'utf8')).toBe('bbbb dddd eeee\n')
  })
  test('labels and ids that are taken, or that can be none', async () => {
    await add('aaaa', { branchLabel: ['stock'] })
    expect(await message(() => add('bbbb', { branchLabel: ['stock'] }))).toBe(
      'The label "stock" is taken: by aaaa "does aaaa" (migrations/aaaa_does_aaaa.sql). Choose another.',
    )
    expect(await message(() => add('bbbb', { branchLabel: ['a@b'] }))).toContain('"a@b" can be no label')
    expect(await message(() => add('aaaa'))).toContain('There is a revision aaaa already: "does aaaa"')
    expect(await message(() => add('b-b'))).toContain('"b-b" can be no revision: "-" is not allowed')
    expect(await message(() => add('bbbb', { dependsOn: ['nosuch'] }))).toContain('no revision or label "nosuch"')
  })
  test('what generates nothing writes nothing', async () => {
    const chain: string[] = []
    await add('aaaa')
    const generate: RevisionOptions['generate'] = async (revisions) => {
      chain.push(...revisions.map(({ id }) => id))
      return null
    }
    expect(await revision(folder, { generate })).toBeNull()
    expect(chain).toEqual(['aaaa'])
    expect(readdirSync(folder)).toHaveLength(3)
  })
  test('no folder, no message', async () => {
    rmSync(folder, { recursive: true })
    const { code, stderr } = await trueup('revision')
    expect(code).toBe(1)
    expect(stderr).toBe('trueup: There is no folder of revisions migrations. `trueup init migrations` makes it.\n')
    init('migrations', { cwd: join(cwd) })
    expect((await trueup('revision', '--rev-id', 'aaaa')).stdout).toContain('migrations/aaaa.sql\n')
    expect((await trueup('heads')).stdout).toBe('aaaa (head)\n')
  })
})

describe('merge', () => {
  beforeEach(async () => {
    init('migrations', { cwd })
    await add('aaaa')
    await add('bbbb')
    await add('cccc', { head: ['aaaa'], splice: true })
  })

  test('all heads, in an empty revision', async () => {
    expect((await trueup('merge', '--rev-id', 'dddd')).stdout).toBe('migrations/dddd_merge_bbbb_and_cccc.sql\n')
    expect(show(folder)).toMatchObject([
      { id: 'dddd', parents: ['bbbb', 'cccc'], isMergePoint: true, statements: 0, downFile: null, irreversible: null },
    ])
    expect(show(folder)[0]?.up).toContain('--   bbbb does bbbb\n--   cccc does cccc\n')
    expect(await message(() => merge(folder))).toBe(
      'There is nothing to merge: dddd "merge bbbb and cccc" (migrations/dddd_merge_bbbb_and_cccc.sql) is the only head.',
    )
  })
  test('those that are named', async () => {
    await add('eeee', { head: ['base'] })
    merge(folder, { revisions: ['bbbb', 'ccc'], revId: 'dddd', message: 'join' })
    expect(heads(folder).heads.map(({ id }) => id)).toEqual(expect.arrayContaining(['dddd', 'eeee']))
    expect(await message(() => merge(folder, { revisions: ['eeee'] }))).toContain('and only eeee "does eeee"')
    expect(await message(() => merge(folder, { revisions: ['aaaa', 'dddd'], splice: true }))).toContain(
      'comes after this already:\n  aaaa',
    )
    expect(await message(() => merge(folder, { revisions: ['bbbb', 'eeee'] }))).toContain(
      'bbbb "does bbbb" (migrations/bbbb_does_bbbb.sql) is not a head',
    )
  })
  test('a HEAD in which git left a conflict is written anew', async () => {
    writeFileSync(join(folder, 'HEAD'), '<<<<<<< HEAD\nbbbb\n=======\ncccc\n>>>>>>> theirs\n')
    expect((await trueup('heads')).stderr).toContain('migrations/HEAD:1: git left a merge conflict')
    merge(folder, { revId: 'dddd' })
    expect(readFileSync(join(folder, 'HEAD'), 'utf8')).toBe('dddd\n')
  })
})

test('two branches of git that both add a revision conflict in HEAD, and merge settles it', async () => {
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd,
      encoding: 'utf8',
      stdio: 'pipe',
    })
  const commit = (): void => {
    git('add', '.')
    git('commit', '-qm', 'work')
  }
  init('migrations', { cwd })
  git('init', '-qb', 'main')
  await add('aaaa')
  commit()
  git('checkout', '-qb', 'theirs')
  await add('cccc')
  commit()
  git('checkout', '-q', 'main')
  await add('bbbb')
  commit()
  expect(() => git('merge', 'theirs')).toThrow(/./)
  expect(git('status', '--short')).toMatch(/^AU|^UU migrations\/HEAD$/m)
  expect(await message(() => heads(folder))).toMatch(
    /HEAD:1: git left a merge conflict[^]*bbbb "does bbbb"[^]*cccc "does cccc"/,
  )
  merge(folder, { revId: 'dddd' })
  commit()
  expect(heads(folder)).toMatchObject({ heads: [{ id: 'dddd' }], staleHead: null })
})

describe('lists', () => {
  beforeEach(async () => {
    init('migrations', { cwd })
    await add('aaaa')
    await add('bbbb', { branchLabel: ['stock'] })
    await add('cccc', { head: ['aaaa'], splice: true, dependsOn: ['stock'] })
  })

  test('heads', async () => {
    expect((await trueup('heads')).stdout).toBe('bbbb (stock) (effective head): does bbbb\ncccc (head): does cccc\n')
    expect((await trueup('heads', '--resolve-dependencies')).stdout).toBe('cccc (head): does cccc\n')
    const json: unknown = JSON.parse((await trueup('heads', '--format', 'json')).stdout)
    expect(json).toMatchObject([
      { id: 'bbbb', isHead: true, isDependedOn: true, labels: ['stock'], isApplied: null },
      { id: 'cccc', isHead: true, isDependedOn: false, dependsOn: ['stock'], parents: ['aaaa'] },
    ])
    expect((await trueup('heads', '--format', 'sql')).code).toBe(64)
    expect((await trueup('heads', 'x')).code).toBe(64)
  })
  test('a HEAD that is not what the revisions say is noted', async () => {
    writeFileSync(join(folder, 'HEAD'), 'bbbb\n')
    expect((await trueup('heads')).stderr).toMatch(
      /migrations\/HEAD says bbbb, and the heads are bbbb cccc: write that there\.\n$/,
    )
    writeFileSync(join(folder, 'HEAD'), 'ffff\n')
    expect((await trueup('heads')).stderr).toMatch(/HEAD names ffff, of which there is no file/)
  })
  test('branches', async () => {
    expect((await trueup('branches')).stdout).toBe(
      'aaaa (branch point): does aaaa\n  -> bbbb (stock) (effective head): does bbbb\n  -> cccc (head): does cccc\n',
    )
    await add('dddd', { head: ['bbbb'] })
    await add('eeee', { head: ['bbbb'], splice: true })
    expect(branches(folder)).toMatchObject([
      { at: { id: 'aaaa' } },
      {
        at: { id: 'bbbb' },
        into: [
          { id: 'dddd', depends: false },
          { id: 'eeee', depends: false },
          { id: 'cccc', depends: true },
        ],
      },
    ])
  })
  test('history', async () => {
    expect((await trueup('history')).stdout).toBe(
      'aaaa -> cccc (head): does cccc\naaaa -> bbbb (stock) (effective head): does bbbb\nbase -> aaaa (branch point): does aaaa\n',
    )
    expect((await trueup('history', '-r', ':bbbb')).stdout).toBe(
      'aaaa -> bbbb (stock) (effective head): does bbbb\nbase -> aaaa (branch point): does aaaa\n',
    )
    expect((await trueup('history', '-r', '-1:cccc')).stdout).toContain('base -> aaaa')
    expect((await trueup('history', '-r', 'aaaa')).stderr).toBe(
      'trueup: "aaaa" is no range. Write from:to, from: or :to, as base:head or current:+2.\n',
    )
    expect((await trueup('history', '-v')).stdout).toContain(
      'revision:   cccc (head)\nmessage:    does cccc\nparent:     aaaa\ndepends on: stock\n' +
        'file:       migrations/cccc_does_cccc.sql\nway down:   migrations/cccc_does_cccc.down.sql\n\n',
    )
    const { code, stderr } = await trueup('history', '-i')
    expect([code, stderr]).toEqual([64, expect.stringContaining('which database is history about?')])
    const database = { applied: new Set(['aaaa', 'bbbb']), current: ['bbbb'] }
    expect(history(folder, { database, range: ':current' })).toMatchObject([
      { id: 'bbbb', isApplied: true, isCurrent: true },
      { id: 'aaaa', isApplied: true, isCurrent: false },
    ])
  })
  test('show', async () => {
    expect((await trueup('show', 'stock')).stdout).toMatch(/^revision: +bbbb \(stock\) \(effective head\)\n/)
    expect((await trueup('show', 'cccc', '-v')).stdout).toContain('-- revision: cccc\n-- parents: aaaa\n')
    expect((await trueup('show', 'heads')).stdout.match(/^revision:/gm)).toHaveLength(2)
    expect((await trueup('show', 'base')).stderr).toContain('"base" is before the first revision')
    const { code, stderr } = await trueup('show', '-v')
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^trueup: "head" means 2 revisions:[^]*joins them\.\n$/)])
  })
})

describe('edit', () => {
  const edit = (editor: string, ...args: string[]) => cli.run(cwd, ['edit', ...args], { EDITOR: editor })

  beforeEach(async () => {
    init('migrations', { cwd })
    await add('aaaa')
  })

  test('both files are opened, and read again', async () => {
    expect(await edit('echo "SELECT 1;" | tee -a')).toMatchObject({ code: 0, stderr: 'aaaa: its SQL was changed.\n' })
    expect(show(folder)).toMatchObject([{ statements: 2 }])
    expect(await edit('true')).toMatchObject({ code: 0, stderr: 'aaaa: its SQL is as it was.\n' })
  })
  test('what is wrong with it now is said', async () => {
    const ended = await edit('echo "COMMIT;" | tee -a', 'aaa')
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining('COMMIT cannot stand in a revision.')])
  })
  test('no editor, one that fails', async () => {
    expect(await edit('')).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('set VISUAL or EDITOR. The files are migrations/'),
    })
    expect(await edit('exit 3 #')).toMatchObject({ code: 1, stderr: 'trueup: The editor (exit 3 #) ended with 3.\n' })
  })
})
