// What a changelog is: changesets in the order in which they run, as Liquibase's formats say them. Shapes alone: read/ fills them,
// checksum/ and sql/ read them, tracking/ and run/ carry them out. Nothing here reads a file or knows a database.

import type { Place } from '../source/source-error.ts'

/**
 * `trueup`: SQL is split and stripped as PostgreSQL reads it, and what Liquibase lets through is an error.
 * `liquibase`: to the byte as Liquibase runs it, comments stripped inside function bodies too; errors of that sort are warnings.
 */
export type Compatibility = 'trueup' | 'liquibase'

export interface Changelog {
  /** The root file, relative to the search path. */
  readonly file: string
  /** In the order in which they run: runOrder is carried out already, `ignore` and filters are not. */
  readonly changesets: readonly Changeset[]
  /** Of the changelogs themselves, root first: checked before anything runs. */
  readonly preconditions: readonly Preconditions[]
  /** What Liquibase lets through silently, by file and line. */
  readonly problems: readonly Problem[]
  /** Every changelog file that was read, relative to the search path. */
  readonly files: readonly string[]
}

export interface Problem extends Place {
  /** `error`: it cannot mean what it says; never under `compatibility: 'liquibase'`. */
  readonly severity: 'error' | 'warning'
  readonly rule: Rule
  readonly message: string
}

export type Rule =
  | 'before-first-changeset'
  | 'conflict-marker'
  | 'misspelt-attribute'
  | 'misspelt-directive'
  | 'misspelt-name'
  | 'bad-value'
  | 'wrapped-precondition'
  | 'not-included'
  | 'empty-changeset'
  | 'split-in-body'
  | 'unknown-dbms'
  | 'swallowed-comment'
  | 'directive-in-body'
  | 'joined-rollback'
  | 'no-comparator'
  | 'ignored-file'
  | 'ignored-attribute'
  | 'unknown-property'
  | 'environment-property'
  | 'unknown-field'
  | 'duplicate-identity'
  | 'not-utf8'

/** Its place is that of its --changeset line, or of its node. */
export interface Changeset extends Place {
  readonly id: string
  readonly author: string
  /** What FILENAME holds: the logical file path, or the file relative to the search path. */
  readonly path: string
  /** What Liquibase of another version stores there: it inherits logicalFilePath from includes; null: the same. */
  readonly inheritedPath: string | null
  /** COMMENTS; '' where none. */
  readonly comments: string
  /** Its own and those of the includes that lead to it: all must match. */
  readonly contexts: readonly string[]
  readonly labels: readonly string[]
  /** Each is a list (`postgresql,!h2`); all must match. */
  readonly dbms: readonly string[]
  readonly ignore: boolean
  readonly runOnChange: boolean
  readonly runAlways: boolean
  readonly runInTransaction: boolean
  readonly failOnError: boolean
  readonly onValidationFail: 'HALT' | 'MARK_RAN'
  readonly runOrder: 'first' | 'last' | null
  readonly runWith: string | null
  readonly quoting: Quoting
  /** As written: `9:…`, `8:…`, `any`, `1:any`. Properties are not filled in. */
  readonly validChecksums: readonly string[]
  readonly preconditions: Preconditions | null
  readonly changes: readonly Change[]
  /** null: what the change types can derive; empty: nothing needs to be done. */
  readonly rollback: readonly Change[] | null
  readonly modifySql: readonly SqlVisitor[]
  /** What tagDatabase sets on its row. */
  readonly tag: string | null
}

export type Quoting = 'LEGACY' | 'QUOTE_ALL_OBJECTS' | 'QUOTE_ONLY_RESERVED_WORDS'

/** One change as it was read, its properties filled in. */
export interface Change extends Place {
  /** `sql`, `createTable`, … */
  readonly type: string
  readonly fields: Fields
  /** The text of sql and formatted SQL, and of what sqlFile, createProcedure, createView, loadData, … name; null: none. */
  readonly content: Content | null
  /** What it lacks, as Liquibase validates it: it cannot run. */
  readonly invalid?: readonly Invalid[]
  /** The file that its text is in is not there: it can neither run nor be computed. Others may run. */
  readonly missing?: string
  /** A file that a value names, from the folder of the changelog; null where there is none. Absent: no value names one. */
  readonly fileBeside?: (path: string) => Uint8Array | null
}

export interface Invalid extends Place {
  readonly message: string
}

export interface Content {
  /** The path as resolved, null where the text stands in the changelog. */
  readonly file: string | null
  /** The line of each line of the text, where they do not follow one another; the last one's successors follow it. */
  readonly lines: readonly number[]
  /** Properties filled in. */
  readonly text: string
  /** As the file has it. */
  readonly raw: string
  /** The file itself; null where the text stands in the changelog. */
  readonly bytes: Uint8Array | null
}

/** Names in the order in which they were written. A single column may stand for a list of one. */
export interface Fields {
  readonly [name: string]: FieldValue | undefined
}

/** Numbers and booleans are as they were written; a null value is left out. */
export type FieldValue = string | number | boolean | Fields | readonly FieldValue[]

/** append, prepend, replace, regExpReplace: what modifySql does to each statement. */
export interface SqlVisitor extends Place {
  readonly type: string
  readonly fields: Fields
  readonly dbms: string | null
  readonly contexts: string | null
  readonly labels: string | null
  readonly applyToRollback: boolean
}

export type OnFail = 'HALT' | 'CONTINUE' | 'MARK_RAN' | 'WARN'

export interface Preconditions extends Place {
  readonly onFail: OnFail
  readonly onError: OnFail
  readonly onSqlOutput: 'IGNORE' | 'TEST' | 'FAIL'
  readonly onFailMessage: string | null
  readonly onErrorMessage: string | null
  /** All must hold. */
  readonly all: readonly Precondition[]
}

export type Precondition = Place & PreconditionTest

export type PreconditionTest =
  | { readonly type: 'and' | 'or'; readonly of: readonly Precondition[] }
  /** None of them may hold. */
  | { readonly type: 'not'; readonly of: readonly Precondition[] }
  | { readonly type: 'dbms'; readonly names: string }
  | { readonly type: 'runningAs'; readonly username: string }
  | {
      readonly type: 'changeSetExecuted'
      readonly id: string
      readonly author: string
      /** null: the path of the changeset that asks. */
      readonly changeLogFile: string | null
    }
  | { readonly type: 'tableExists'; readonly schema: string | null; readonly table: string }
  | { readonly type: 'viewExists'; readonly schema: string | null; readonly view: string }
  | { readonly type: 'sequenceExists'; readonly schema: string | null; readonly sequence: string }
  | {
      readonly type: 'columnExists'
      readonly schema: string | null
      readonly table: string
      readonly column: string
    }
  | {
      readonly type: 'indexExists'
      readonly schema: string | null
      readonly table: string | null
      readonly index: string | null
      readonly columns: readonly string[]
    }
  | {
      readonly type: 'primaryKeyExists'
      readonly schema: string | null
      readonly table: string | null
      readonly name: string | null
    }
  | {
      readonly type: 'foreignKeyConstraintExists'
      readonly schema: string | null
      readonly table: string | null
      readonly name: string | null
    }
  | {
      readonly type: 'uniqueConstraintExists'
      readonly schema: string | null
      readonly table: string
      readonly name: string | null
      readonly columns: readonly string[]
    }
  | { readonly type: 'tableIsEmpty'; readonly schema: string | null; readonly table: string }
  | {
      readonly type: 'rowCount'
      readonly schema: string | null
      readonly table: string
      readonly expectedRows: number
    }
  /** First column of the first row, as text, equals it; no row or NULL fails. */
  | { readonly type: 'sqlCheck'; readonly expectedResult: string; readonly sql: string }
  /** Decided while reading, where properties are known. */
  | { readonly type: 'changeLogPropertyDefined'; readonly property: string; readonly holds: boolean }
  | { readonly type: 'expectedQuotingStrategy'; readonly strategy: string; readonly holds: boolean }

/** What carries out a change: SQL, a message for the user, or an order to stop. */
export type Step =
  | { readonly type: 'statement'; readonly statement: Statement }
  | { readonly type: 'output'; readonly message: string; readonly target: string }
  | { readonly type: 'stop'; readonly message: string }

/** One SQL command, without its delimiter. */
export interface Statement extends Place {
  readonly sql: string
}

/** What SQL depends on beside the changeset. */
export interface Rendering {
  /** Qualifies what is written without a schema, as Liquibase does; null: left to search_path. */
  readonly defaultSchema: string | null
  readonly compatibility: Compatibility
  /** What the run names: modifySql may be for some contexts and labels alone. */
  readonly contexts: readonly string[]
  readonly labels: string | null
  /** Types of a table's columns by name, as format_type() prints them: for loadData and loadUpdateData. */
  readonly columnTypes: (schema: string | null, table: string) => Promise<ReadonlyMap<string, string>>
}

/** What Liquibase prints and what identifies a changeset in messages. */
export const identity = ({ path, id, author }: Pick<Changeset, 'path' | 'id' | 'author'>): string =>
  `${path}::${id}::${author}`
