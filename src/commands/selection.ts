// What to compare, as callers say it, as the selection that diff/select.ts works with. Here the kinds get their names.

import { EVERYTHING, parsePattern, wildcard, type Selection } from '../diff/select.ts'

export interface SelectionOptions {
  /** Only these schemas; `*` stands for any letters. */
  readonly schema?: readonly string[] | undefined
  readonly excludeSchema?: readonly string[] | undefined
  /** `kind:pattern` or `pattern`: `table:public.audit_*`. */
  readonly include?: readonly string[] | undefined
  readonly exclude?: readonly string[] | undefined
  /** Default true. */
  readonly privileges?: boolean | undefined
  /** Default true. */
  readonly owners?: boolean | undefined
  /** Default true. */
  readonly comments?: boolean | undefined
  /** Alter and drop roles too. Default false: a missing role is created, and no more. */
  readonly roles?: boolean | undefined
  readonly createExtensionsOnly?: boolean | undefined
  readonly ignoreExtensionVersions?: boolean | undefined
}

const PRIVILEGES = ['privilege', 'default privilege', 'parameter privilege']
const ROLES = ['role', 'role membership', 'role setting']

export function selectionOf(options: SelectionOptions): Selection {
  const left = [
    ...(options.privileges === false ? PRIVILEGES : []),
    ...(options.owners === false ? ['owner'] : []),
    ...(options.comments === false ? ['comment'] : []),
  ]
  return {
    ...EVERYTHING,
    schemas: options.schema?.map(wildcard) ?? [],
    excludedSchemas: options.excludeSchema?.map(wildcard) ?? [],
    include: options.include?.map(parsePattern) ?? [],
    exclude: options.exclude?.map(parsePattern) ?? [],
    excludedKinds: new Set(left),
    neededKinds: new Set(ROLES),
    ignoredAttributes: new Map(options.ignoreExtensionVersions ? [['extension', 'version']] : []),
    createdOnly: new Set(options.roles ? [] : ROLES),
    onlyCreate: options.createExtensionsOnly ? 'extension' : null,
  }
}

/** The part of the options that says what to compare: a plan keeps it, so that the same is compared when it is applied. */
export function selectionOptionsOf(options: SelectionOptions): SelectionOptions {
  const { schema, excludeSchema, include, exclude, privileges, owners, comments } = options
  const { roles, createExtensionsOnly, ignoreExtensionVersions } = options
  return {
    schema,
    excludeSchema,
    include,
    exclude,
    privileges,
    owners,
    comments,
    roles,
    createExtensionsOnly,
    ignoreExtensionVersions,
  }
}
