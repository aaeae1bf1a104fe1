#!/usr/bin/env node
// The command line: declares the commands and their flags, and turns what happens into an exit code.
// Loaded for --help in well under 100 ms: a command's code comes when it is called.

import { readFileSync } from 'node:fs'
import { Command, CommanderError, Option } from 'commander'
import type { Call } from './commands/call.ts'
import { DECLARATIONS, EXIT_HELP, SOURCE_HELP, type Declaration } from './commands/declarations.ts'
import { flagOf, type FlagName } from './commands/flags.ts'

const USAGE_ERROR = 64

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
  return root
}

function command(declaration: Declaration): Command {
  const built = new Command(declaration.name)
    .summary(declaration.summary)
    .description(declaration.description)
    .usage(`${declaration.usage} [options]`.trim())
    .addHelpOption(new Option('-h, --help', 'print this help').helpGroup('General:'))
    .addHelpText('after', `${SOURCE_HELP}\n${EXIT_HELP}`)
  if (declaration.arguments !== '') built.arguments(declaration.arguments)
  for (const name of declaration.flags) built.addOption(option(name))
  return built.action(async () => {
    process.exitCode = await run(declaration, built.args, built.opts())
  })
}

function option(name: FlagName): Option {
  const { flags, help, group, repeatable, hidden } = flagOf(name)
  const made = new Option(flags, help).helpGroup(group).hideHelp(hidden ?? false)
  return repeatable ? made.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]) : made
}

async function run(
  declaration: Declaration,
  given: readonly string[],
  options: Record<string, unknown>,
): Promise<number> {
  let call: Call | undefined
  try {
    const { prepareCall } = await import('./commands/call.ts')
    call = await prepareCall(declaration.name, given, options)
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

try {
  await program().parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : USAGE_ERROR
}
