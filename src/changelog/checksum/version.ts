// The versions of checksums: `9:ab…` is of the version 9.

export type ChecksumVersion = 9 | 8

export const CURRENT_VERSION = 9

/** Null: none is stored. Sums without a prefix are those of the first version. */
export function versionOf(stored: string | null): number | null {
  if (stored === null || stored === '') return null
  const [, version] = /^(\d+):/.exec(stored) ?? []
  return version === undefined ? 1 : Number(version)
}

/** Those of Liquibase 3 and older cannot be computed any more, and are taken as they are. */
export const isComputable = (version: number | null): version is ChecksumVersion => version === 8 || version === 9
