// Flags that several commands take alike.

export const SELECTION = [
  'schema',
  'excludeSchema',
  'exclude_schema',
  'include',
  'exclude',
  'privileges',
  'noPrivileges',
  'withPrivileges',
  'owners',
  'noOwners',
  'comments',
  'noComments',
  'roles',
  'createExtensionsOnly',
  'ignoreExtensionVersions',
] as const
export const SOURCES = ['replace', 'set', 'strictOrder', 'shadow'] as const
export const GENERAL = ['config', 'env', 'color', 'noColor', 'quiet', 'verbose'] as const
