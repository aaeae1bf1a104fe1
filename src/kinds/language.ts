// A procedural language that no extension brings along.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'

interface Language {
  /** Changed as one, by CREATE OR REPLACE. Functions are qualified and quoted. */
  definition: {
    readonly trusted: boolean
    readonly handler: string
    readonly inline: string | null
    readonly validator: string | null
  }
}

export const language = defineKind<Language>({
  type: 'language',
  keyword: 'LANGUAGE',
  catalog: 'pg_language',
  parentCatalog: null,
  priority: 14,
  rebuildable: true,
  partOfParent: false,
  query: () => `
    select oid::int8 as objid, 0 as objsubid, lanname as name,
           json_build_object('trusted', lanpltrusted, 'handler', lanplcallfoid::regproc::text,
                             'inline', nullif(laninline, 0)::regproc::text,
                             'validator', nullif(lanvalidator, 0)::regproc::text) as definition
      from pg_language
     where lanispl and oid >= 16384`,

  create: (l) => createLanguage('CREATE', l),
  drop: (l) => ({ sql: `DROP LANGUAGE ${l.identity}`, lock: 'none' }),
  rename: (from, to) => ({ sql: `ALTER LANGUAGE ${from.identity} RENAME TO ${ident(to)}`, lock: 'none' }),
  occupies: (l) => [`language ${l.identity}`],

  attributes: {
    definition: (l) => createLanguage('CREATE OR REPLACE', l),
  },
})

function createLanguage(verb: string, l: CatalogObject<Language>): Statement {
  const { trusted, handler, inline, validator } = l.shape.definition
  return {
    sql: [
      `${verb}${trusted ? ' TRUSTED' : ''} LANGUAGE ${l.identity} HANDLER ${handler}`,
      inline === null ? '' : ` INLINE ${inline}`,
      validator === null ? '' : ` VALIDATOR ${validator}`,
    ].join(''),
    lock: 'none',
  }
}
