#!/usr/bin/env node
// The command line: declares the commands and their flags, and turns what happens into an exit code.
// Loaded for --help in well under 100 ms: a command's code comes when it is called.

import { readFileSync } from 'node:fs'
import { Command, CommanderError, Option } from 'commander'
import type { Call } from './commands/call.ts'
import type { Declaration, DeclarationGroup } from './commands/declaration.ts'
import { DECLARATIONS, EXIT_HELP, GROUPS, SOURCE_HELP } from './commands/declarations.ts'
import { optionsByName, type OtherName } from './commands/changelog/liquibase-commands.ts'
import type { Flag } from './commands/flag.ts'
import { flagOf } from './commands/flags.ts'

const USAGE_ERROR = 64

/** What was typed: a command that is not among it needs no options, and there are more than a thousand. */
const WORDS: ReadonlySet<string> = new Set(process.argv.slice(2))

const version = (): string => {
  const content: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return typeof content === 'object' && content !== null && 'version' in content ? String(content.version) : 'unknown'
}

function program(): Command {
  const root = new Command('trueup')
    .description('Keeps PostgreSQL databases true to their definition.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', `${SOURCE_HELP}\n${EXIT_HELP}`)
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'trueup: ')) })
    .configureHelp({
      subcommandTerm: (made) => `${made.name()} ${made.usage().replace(/ ?\[options\]$/, '')}`.trimEnd(),
    })
    .exitOverride()
  for (const declaration of DECLARATIONS) root.addCommand(command(declaration).copyInheritedSettings(root))
  for (const group of GROUPS) root.addCommand(groupCommand(group, root))
  return root
}

/** Options may stand before the command's name too, as scripts that were written for another tool have them. */
function groupCommand(group: DeclarationGroup, root: Command): Command {
  const built = new Command(group.name)
    .summary(group.summary)
    .description(group.description)
    .usage('<command> [options]')
    .addHelpOption(new Option('-h, --help', 'print this help').helpGroup('General:'))
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', group.help)
    .copyInheritedSettings(root)
  if (!WORDS.has(group.name)) return built
  for (const declaration of group.commands) built.addCommand(command(declaration, group).copyInheritedSettings(root))
  for (const other of group.otherNames) {
    const meant = group.commands.find(({ name }) => name === other.command)
    if (meant) built.addCommand(command(meant, group, other).copyInheritedSettings(root), { hidden: true })
  }
  for (const [name, advice] of group.absent)
    if (WORDS.has(name)) built.addCommand(absent(name, advice), { hidden: true })
  const names = new Set(group.commands.flatMap(({ flags }) => flags))
  for (const name of names) addOption(built, { ...flagOf(name), hidden: true })
  for (const flag of group.spellings) addOption(built, flag)
  return built
}

function command(
  declaration: Declaration,
  group: DeclarationGroup | null = null,
  other: OtherName | null = null,
): Command {
  const built = new Command(other?.name ?? declaration.name)
    .summary(declaration.summary)
    .description(declaration.description)
    .usage(`${declaration.usage} [options]`.trim())
    .addHelpOption(new Option('-h, --help', 'print this help').helpGroup('General:'))
    .addHelpText('after', group?.help ?? `${SOURCE_HELP}\n${EXIT_HELP}`)
  const takes = other ? (other.argument === null ? '' : '[value]') : declaration.arguments
  if (takes !== '') built.arguments(takes)
  if (!WORDS.has(built.name())) return built
  for (const name of declaration.flags) built.addOption(option(flagOf(name)))
  for (const flag of group?.spellings ?? []) addOption(built, flag)
  return built.action(async () => {
    const given = { ...built.parent?.opts(), ...built.opts() }
    process.exitCode = other
      ? await run(declaration, group, [], optionsByName(other, built.args, given), other.name)
      : await run(declaration, group, built.args, given)
  })
}

function absent(name: string, advice: string): Command {
  return new Command(name)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      process.stderr.write(`trueup: there is no ${name} here: ${advice}.\n`)
      process.exitCode = USAGE_ERROR
    })
}

/** Unless it is there already: a spelling may be another command's flag. */
function addOption(built: Command, flag: Flag): void {
  const made = option(flag)
  const isTaken = built.options.some(({ long, short }) => long === made.long && short === made.short)
  if (!isTaken) built.addOption(made)
}

function option({ flags, help, group, repeatable, hidden }: Flag): Option {
  const made = new Option(flags, help).helpGroup(group).hideHelp(hidden ?? false)
  return repeatable ? made.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]) : made
}

async function run(
  declaration: Declaration,
  group: DeclarationGroup | null,
  given: readonly string[],
  options: Record<string, unknown>,
  typed = declaration.name,
): Promise<number> {
  let call: Call | undefined
  try {
    const { prepareCall } = await import('./commands/call.ts')
    const said = (await group?.said())?.said([typed, declaration.name], options) ?? { options, layers: [] }
    const name = group ? `${group.name} ${declaration.name}` : declaration.name
    call = await prepareCall(name, given, said.options, said.layers)
    return await (await declaration.load()).run(call)
  } catch (error) {
    const { annotationsOf, exitCodeOf, messageOf } = await import('./commands/exit.ts')
    if (call?.settings.format === 'github') call.terminal.print(annotationsOf(error))
    process.stderr.write(`trueup: ${messageOf(error, options['verbose'] === true || Boolean(process.env['DEBUG']))}\n`)
    return exitCodeOf(error)
  }
}

// A reader that has seen enough (`| head`) is no error, and none that no longer listens to notes stops a run.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  process.stderr.write(`trueup: standard output cannot be written: ${error.message}\n`)
  process.exit(1)
})
process.stderr.on('error', () => undefined)

/** Liquibase's switches take a value as well. */
const SWITCHES: Readonly<Record<string, readonly string[]>> = { '--verbose=true': ['--verbose'], '--verbose=false': [] }

try {
  await program().parseAsync(process.argv.flatMap((word) => SWITCHES[word] ?? [word]))
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : USAGE_ERROR
}
