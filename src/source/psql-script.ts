// Runs a script as psql would: SQL statements go to the host, psql's own commands are understood here.
// Knows no server: what it asks of one, it asks the host.

import { copyCommand } from './psql-copy.ts'
import { SourceError, type Place } from './source-error.ts'
import { Splitter, splitStatements, type PsqlCommand } from './split.ts'
import { includeAt, type SqlFile, type SqlInput } from './sql-input.ts'
import type { SqlStatement } from './sql-statement.ts'

export interface ScriptHost {
  run(statement: SqlStatement): Promise<void>
  /** Runs it now and gives its rows, each a list of text values by column name. */
  rows(statement: SqlStatement): Promise<Record<string, string | null>[]>
  /** \connect: `null` stands for the same database or user. */
  connect(database: string | null, user: string | null, place: Place): Promise<void>
  /** \getenv. */
  environment(name: string): string | undefined
}

interface Branch extends Place {
  /** `done`: an earlier branch was taken; `outer`: the whole \if is in a branch that is not taken. */
  state: 'taken' | 'waiting' | 'done' | 'outer'
  readonly mark: number
  sawElse: boolean
}

interface Script {
  readonly file: SqlFile
  readonly input: SqlInput
  readonly host: ScriptHost
  readonly variables: Map<string, string>
  readonly splitter: Splitter
  readonly branches: Branch[]
  readonly depth: number
  quit: boolean
}

type Command = (script: Script, command: PsqlCommand, args: readonly string[]) => Promise<void> | void

const MAX_DEPTH = 50
const nothing: Command = () => {}

const IGNORED =
  `a C conninfo copyright crosstabview e echo encoding errverbose f h H help html l o out p print pset q_ qecho r_ restrict s setenv
sf sv t T timing unrestrict warn x z d`.split(/\s+/)

const COMMANDS: Readonly<Record<string, Command>> = {
  ...Object.fromEntries(IGNORED.map((name) => [name, nothing])),
  i: (script, command, args) => include(script, command, args, false),
  include: (script, command, args) => include(script, command, args, false),
  ir: (script, command, args) => include(script, command, args, true),
  include_relative: (script, command, args) => include(script, command, args, true),
  set: ({ variables }, _command, [name, ...values]) => {
    if (name !== undefined) variables.set(name, values.join(''))
  },
  unset: ({ variables }, _command, [name = '']) => {
    variables.delete(name)
  },
  getenv: ({ variables, host }, _command, [name, from]) => {
    const value = from === undefined ? undefined : host.environment(from)
    if (name !== undefined && value !== undefined) variables.set(name, value)
  },
  g: (script) => send(script),
  gx: (script) => send(script),
  gset,
  gexec,
  gdesc: ({ splitter }) => {
    splitter.takePending()
  },
  r: ({ splitter }) => splitter.backTo(0),
  reset: ({ splitter }) => splitter.backTo(0),
  q: (script) => {
    script.quit = true
  },
  quit: (script) => {
    script.quit = true
  },
  c: connect,
  connect,
  copy,
}

const CONDITIONS: ReadonlySet<string> = new Set(['if', 'elif', 'else', 'endif'])

/** @param variables psql's, changed by \set and \gset */
export async function runScript(
  file: SqlFile,
  input: SqlInput,
  variables: Map<string, string>,
  host: ScriptHost,
  depth = 0,
): Promise<void> {
  const splitter = new Splitter(file.text, file.name, variables)
  const script: Script = { file, input, host, variables, splitter, branches: [], depth, quit: false }
  for (let piece = splitter.next(); piece && !script.quit; piece = splitter.next()) {
    if ('statement' in piece) {
      if (!splitter.inactive) await host.run(piece.statement)
    } else if (CONDITIONS.has(piece.command.name)) branch(script, piece.command)
    else if (!splitter.inactive) await runCommand(script, piece.command)
  }
  const open = script.branches.at(-1)
  if (open && !script.quit) throw new SourceError('this \\if has no \\endif in its file.', open)
}

async function runCommand(script: Script, command: PsqlCommand): Promise<void> {
  const { name } = command
  const known = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : /^d[a-zA-Z]*[S+]*$/.test(name) ? nothing : undefined
  if (!known)
    throw new SourceError(
      `psql's command \\${name} is not one that Trueup can run while it reads a definition. Take it out, or put it in a script of its own.`,
      command,
    )
  await known(
    script,
    command,
    command.arguments.map((argument) => argument.text),
  )
}

async function include(
  script: Script,
  command: PsqlCommand,
  [path]: readonly string[],
  relative: boolean,
): Promise<void> {
  if (path === undefined) throw new SourceError(`\\${command.name} names no file.`, command)
  if (script.depth >= MAX_DEPTH)
    throw new SourceError(`files include each other ${MAX_DEPTH} deep: do they go in a circle?`, command)
  const file = includeAt(script.input, { path, relative, from: script.file.name }, command)
  await runScript(file, script.input, script.variables, script.host, script.depth + 1)
}

async function send({ splitter, host }: Script): Promise<void> {
  const statement = splitter.takePending()
  if (statement) await host.run(statement)
}

async function gset(
  { splitter, host, variables }: Script,
  command: PsqlCommand,
  [prefix = '']: readonly string[],
): Promise<void> {
  const statement = splitter.takePending()
  if (!statement) throw new SourceError('\\gset follows no query.', command)
  const rows = await host.rows(statement)
  if (rows.length !== 1) throw new SourceError(`\\gset wants one row, and its query gave ${rows.length}.`, command)
  for (const [column, value] of Object.entries(rows[0]!)) {
    if (value === null) variables.delete(prefix + column)
    else variables.set(prefix + column, value)
  }
}

async function gexec({ splitter, host }: Script, command: PsqlCommand): Promise<void> {
  const query = splitter.takePending()
  if (!query) throw new SourceError('\\gexec follows no query.', command)
  for (const row of await host.rows(query))
    for (const sql of Object.values(row)) {
      if (sql === null) continue
      for (const statement of splitStatements(sql, command.file))
        await host.run({ ...statement, line: command.line, offset: query.offset })
    }
}

function connect({ host }: Script, command: PsqlCommand, args: readonly string[]): Promise<void> {
  const [database = '-', user = '-'] = args.filter((argument) => !argument.startsWith('-reuse-previous='))
  if (database.includes('=') || database.includes('://'))
    throw new SourceError(
      `\\${command.name} with a connection string: a definition is loaded into one database. Take the line out.`,
      command,
    )
  return host.connect(database === '-' ? null : database, user === '-' ? null : user, command)
}

async function copy(script: Script, command: PsqlCommand, [line = '']: readonly string[]): Promise<void> {
  const parsed = copyCommand(line, command)
  if (!parsed) return
  const data =
    parsed.path === null
      ? script.splitter.copyData()
      : includeAt(script.input, { path: parsed.path, relative: false, from: script.file.name }, command).text
  const { file, line: at } = command
  await script.host.run({
    file,
    line: at,
    offset: 0,
    sql: parsed.sql,
    words: ['copy'],
    copyData: data,
    annotations: [],
    unset: [],
  })
}

function branch({ branches, splitter }: Script, command: PsqlCommand): void {
  const inner = branches.at(-1)
  if (command.name === 'if') {
    const state = splitter.inactive ? 'outer' : isTrue(command) ? 'taken' : 'waiting'
    branches.push({ file: command.file, line: command.line, state, mark: splitter.mark(), sawElse: false })
  } else {
    if (!inner) throw new SourceError(`\\${command.name} without \\if.`, command)
    if (splitter.inactive) splitter.backTo(inner.mark)
    if (command.name === 'endif') branches.pop()
    else alternative(inner, command)
  }
  splitter.inactive = branches.some(({ state }) => state !== 'taken')
}

function alternative(inner: Branch, command: PsqlCommand): void {
  if (inner.sawElse) throw new SourceError(`\\${command.name} behind \\else.`, command)
  inner.sawElse = command.name === 'else'
  if (inner.state === 'taken') inner.state = 'done'
  else if (inner.state === 'waiting' && (inner.sawElse || isTrue(command))) inner.state = 'taken'
}

/** psql takes true, false, yes, no, on, off, 1, 0 and unambiguous beginnings of them. */
function isTrue(command: PsqlCommand): boolean {
  const text = command.arguments
    .map((argument) => argument.text)
    .join(' ')
    .toLowerCase()
  const matches = (word: string): boolean => text !== '' && word.startsWith(text)
  if (matches('true') || matches('yes') || text === 'on' || text === '1') return true
  if (matches('false') || matches('no') || text === 'of' || text === 'off' || text === '0') return false
  throw new SourceError(`\\${command.name} wants true or false, and got “${text}”. Is a variable not set?`, command)
}
