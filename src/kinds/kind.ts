// The vocabulary in which every kind of object is written. One kind, one file; the core names none of them.
// A kind renders SQL and states its facts; it never reads the database and never decides order.

import type { CatalogObject, Key } from '../catalog/object.ts'
import type { Feature } from './feature.ts'

/** PostgreSQL's own names (pg_locks.mode), weakest first. */
export const LOCK_MODES = [
  'none',
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
] as const
export type LockMode = (typeof LOCK_MODES)[number]

/** One SQL command with the facts that a planner and a reviewer need. */
export interface Statement {
  /** Without a closing semicolon. */
  readonly sql: string
  /** The strongest lock that it takes on a relation that exists already (what it creates itself does not count). */
  readonly lock: LockMode
  readonly rewritesTable?: boolean
  /** Where `sql` is `command action`, and one command may take several actions: ALTER TABLE. Adjacent rewrites become one. */
  readonly action?: { readonly command: string; readonly text: string }
  readonly scansTable?: boolean
  readonly buildsIndex?: boolean
  /** What is lost, in words: `the rows of table public.t`. Present only where data is lost that cannot be derived again. */
  readonly losesData?: string
  /** PostgreSQL refuses it in a transaction block (SQLSTATE 25001). */
  readonly notInTransaction?: boolean
  /** It keeps its lock no longer than it must only where it is committed by itself (ADD … NOT VALID, VALIDATE). */
  readonly ownTransaction?: boolean
  /** What it makes cannot be used before it is committed (a new enum label, SQLSTATE 55P04). */
  readonly commitBeforeUse?: boolean
  /** It defines a routine, whose body may name what does not exist yet: check_function_bodies must be off. */
  readonly definesRoutine?: boolean
  /** A risk in words, for the reviewer: `fails where rows hold NULL`. */
  readonly risk?: string
  /** The risk is there, once it has run, until somebody sees to it: a role without its password. */
  readonly remains?: true
}

export type Out = Statement | readonly Statement[]

/** How an attribute becomes another: `object` as it is desired, `from` and `to` the attribute's values, `was` the object as it is. */
export type Alter<Shape, K extends keyof Shape> = (
  object: CatalogObject<Shape>,
  from: Shape[K],
  to: Shape[K],
  was: CatalogObject<Shape>,
) => Out

/**
 * What is to be done when an attribute differs:
 * - `replace`: no ALTER exists; the object is dropped and made again, with everything that depends on it;
 * - `rendered`: not compared; it is only there for the rendering (a column's position);
 * - a function: the ALTER;
 * - an object: the ALTER, and when it does not do.
 */
export type Rule<Shape, K extends keyof Shape> =
  | 'replace'
  | 'rendered'
  | Alter<Shape, K>
  | {
      alter: Alter<Shape, K>
      /** The change is one that no ALTER can make. */
      replaceWhen?: (from: Shape[K], to: Shape[K], object: CatalogObject<Shape>, was: CatalogObject<Shape>) => boolean
      /** Kinds of dependents under which PostgreSQL refuses this ALTER (SQLSTATE 0A000): they are dropped before and made again after. */
      rebuilds?:
        | readonly string[]
        | ((from: Shape[K], to: Shape[K], object: CatalogObject<Shape>, was: CatalogObject<Shape>) => readonly string[])
      /** Why neither an ALTER nor making it anew leads there without losing rows; null: one does. */
      impossible?: (
        from: Shape[K],
        to: Shape[K],
        object: CatalogObject<Shape>,
        was: CatalogObject<Shape>,
      ) => string | null
      /** What PostgreSQL does not carry over to an object that `follows` another, whose ALTER it was. */
      again?: (object: CatalogObject<Shape>) => Out
      /** Two values that differ as text and mean the same. Fingerprints need `state` or `open` beside it. */
      same?: (from: Shape[K], to: Shape[K]) => boolean
      /** What of it makes up a state, where the rest only decides how to get there: it follows from other objects. */
      state?: (value: Shape[K]) => unknown
      /** Null leaves it to the server: what a new object will have there is not known beforehand. */
      open?: true
    }

/** A part that is written inside its parent's CREATE: a column in CREATE TABLE, a default in its column. */
export interface Part {
  readonly object: CatalogObject
  readonly sql: string
}

/** The text of a part, and what must follow its parent's CREATE since CREATE has no word for it (SET STATISTICS). */
export interface Inline {
  readonly sql: string
  readonly then: readonly Statement[]
}

/** A server as far as the queries of kinds need to know it. */
export interface Server {
  /** 14 to 18. */
  readonly major: number
  readonly superuser: boolean
  /** What is read was loaded from SQL files by the current user: what it owns was left unsaid. */
  readonly definition: boolean
  /** Definitions (see `sketched`) are only to be compared with those of another database: as they are stored will do. */
  readonly sketch?: boolean
  /** Features that are known not to be there; undefined: nothing is known. */
  readonly lacks?: ReadonlySet<string>
}

/** An object whose statement does the same to another, through a link: a partitioned table's column to the partition's. */
export interface Follow {
  readonly key: Key
  readonly through: Key
  readonly verbs: readonly ('create' | 'alter' | 'drop')[]
  /** Those that an ALTER of `key` alters here too; default: all. */
  readonly attributes?: readonly string[]
  /** Where the link may lead to several: the one that it must lead to. */
  readonly to?: string
  /** A DROP of `key` takes this along even where it is to stay, unless this link is cut before (DETACH). */
  readonly unless?: Key
  /** It is the follower's own beside: it is dropped after the other. */
  readonly isOwnToo?: boolean
  /** … and made before. */
  readonly isMadeBefore?: boolean
  /** What it was before is altered before the other is made. */
  readonly isAlteredBefore?: boolean
}

/** Any one of them is enough. */
export interface Presence {
  readonly relkind?: readonly string[]
  readonly typtype?: readonly string[]
  readonly prokind?: readonly string[]
  readonly feature?: Feature
}

export interface Kind<Shape extends object> {
  /** What it is called, in PostgreSQL's words, lower case: `materialized view`. */
  readonly type: string
  /** The words after COMMENT ON, ALTER … OWNER TO and DROP; null where these do not exist. */
  readonly keyword: string | null
  /** The system catalog whose oids address it, `pg_policy`; null for what has no address of its own (a comment, a grant). */
  readonly catalog: string | null
  /** The system catalog that the query's `parent` is an oid of; null: no parent; `any`: the query returns `parent_class` (oid) and `parent_subid` too. */
  readonly parentCatalog: string | null | 'any'
  /**
   * Returns one row for each object, with these columns:
   * `objid` oid, `objsubid` int (0 but for columns), `name` text (unquoted), `parent` oid (unless parentCatalog is null; plus `parent_class`,
   * `parent_subid` where it is 'any'), and one column per attribute of the shape, by its name (quoted where it has capitals).
   * An attribute is text, boolean, a number (cast oid to int8; never send an oid as an attribute's meaning), a json value or an array.
   * System objects (oid < 16384, pg_catalog, information_schema, pg_toast, pg_temp) and extension members are left out by the reader.
   * Rows come in the order of their addresses, or of their parents'; only one that has neither orders them by itself.
   * Runs with search_path = pg_catalog. Must order arrays. Never NULL from pg_get_*def: such a row is detected and read again.
   */
  query(server: Server): string
  /**
   * Where there is none of these among the user's objects, there is nothing to ask. By default: where the catalog, if it is the
   * kind's own, has no row with an oid of a user's object.
   */
  readonly present?: Presence
  /** A definition that a sketch may hold as the catalog stores it: equal only where it is the same, in all else of the table being equal. */
  readonly sketched?: keyof Shape & string
  /** Values that most objects have: only others are sent, which halves the time of reading. Null, a boolean, a text, or an empty list. */
  readonly usual?: { readonly [K in keyof Shape]?: null | boolean | string | readonly [] }
  /** The shape with what a row leaves to be worked out from where the object is. */
  completed?(name: string, parent: CatalogObject | null, shape: Shape): Shape
  /** Default: `schema.name` below a schema, `name ON parent` below anything else, `name` alone without a parent. */
  identity?(name: string, parent: CatalogObject | null, shape: Shape): string
  /** `parts`: what is folded into it, in the order in which the kinds are listed, and by name. `wasThere`: before, and still is. */
  create(object: CatalogObject<Shape>, parts: readonly Part[], wasThere: (key: Key) => boolean): Out
  /** The same on a table that is large and in use: without a scan, an index build or a long wait under a strong lock. Null: there is no such way. */
  createOnline?(object: CatalogObject<Shape>, server: Pick<Server, 'major'>): Out | null
  dropOnline?(object: CatalogObject<Shape>): Out | null
  /** An empty list: there is no such command, it goes with its parent. */
  drop(object: CatalogObject<Shape>): Out
  /** One rule for each attribute; leaving one out does not compile. */
  readonly attributes: { readonly [K in keyof Shape]-?: Rule<Shape, K> }
  /** ALTER … RENAME; absent where PostgreSQL has none. `from` is as it is; `to` the new name, unquoted. */
  rename?(from: CatalogObject<Shape>, to: string): Out
  /** Renames a named part that is no object of its own (a label of an enum); null where it has no such part. */
  renamePart?(from: CatalogObject<Shape>, part: string, to: string): Out | null
  /** ALTER … SET SCHEMA; absent where PostgreSQL has none. */
  setSchema?(from: CatalogObject<Shape>, schema: string): Out
  /** May be dropped and made again for the sake of what it depends on, without losing data. */
  readonly rebuildable: boolean | ((object: CatalogObject<Shape>) => boolean)
  /** A word for some objects of the kind, by which `rebuilds` may name them: `foreign key`. */
  narrower?(object: CatalogObject<Shape>): string | null
  /** Breaks ties that no dependency decides, smaller first (drops: larger first): pg_dump's order, see dbObjectTypePriorities. */
  readonly priority: number | ((object: CatalogObject<Shape>) => number)
  /** Its drop comes in the place of its creation, after all else (default privileges, on which creates count). */
  readonly dropsLate?: boolean
  /** What it defines may be run by others without a dependency that PostgreSQL records (a routine's body). */
  readonly definesCode?: boolean
  /** Creating it runs what others define (a materialized view's query, an index's expressions): it comes after all routines, if it can. */
  readonly runsCode?: boolean
  /** Part of its parent: DROP of the parent drops it too, and a DROP of its own is not needed then. False for what lives in a schema. */
  readonly partOfParent: boolean
  /** The text of this object inside its parent's CREATE ('' where nothing is to be written), or null where it needs a statement of its own. */
  inline?(object: CatalogObject<Shape>, parts: readonly Part[]): string | Inline | null
  /** What COMMENT ON says of it, where that is not `keyword identity`. */
  commentOn?(object: CatalogObject<Shape>): string
  /** Attributes that are never null; a null there means that the object vanished while it was read (pg_get_viewdef), and all is read again. */
  readonly definitions?: readonly (keyof Shape & string)[]
  /** Objects that it needs beyond what pg_depend says (a grant's role, a primary key's not-null constraints). */
  requires?(object: CatalogObject<Shape>): readonly Key[]
  /** Objects that must be made or altered before it, though it does not depend on them (a partition's columns, before ATTACH). */
  waitsFor?(object: CatalogObject<Shape>): readonly Key[]
  /** Its ALTER must come before its parent's (an identity's bounds, before the column's type takes the room for them). */
  altersFirst?(object: CatalogObject<Shape>, was: CatalogObject<Shape>): boolean
  /** Likewise, but only when it is made: altering and dropping ask for no order. */
  madeAfter?(object: CatalogObject<Shape>): readonly Key[]
  /** DROP that leaves alone what would follow it in other tables: used where one of these stays. */
  dropAlone?(object: CatalogObject<Shape>): Out
  /** Its parent's DROP is refused while it is there: it is dropped by itself before. `stays`: an object that is there after the plan, and is not made again. */
  dropApart?(object: CatalogObject<Shape>, stays: (key: Key) => boolean): boolean
  /** Objects that a DROP of its own comes before. */
  dropsBefore?(object: CatalogObject<Shape>): readonly Key[]
  /** Objects whose DROP takes it along although it is no part of them (a column and the sequence that it owns). */
  dropsWith?(object: CatalogObject<Shape>): readonly Key[]
  /** PostgreSQL recurses: a create, alter or drop of `key` does the same to this object, as long as the link `through` exists (a partition's column). */
  follows?(object: CatalogObject<Shape>): readonly Follow[]
  /** Where this object links its parent to, for `follows`: identities. */
  links?(object: CatalogObject<Shape>): readonly string[]
  /** What is written inside its parent's CREATE counts on this being there too (INHERITS, and the columns that come by it). */
  readonly inseparable?: true
  /** The statement that makes its parent makes it on all that follows its parent too (a default, with ADD COLUMN). */
  readonly comesAlong?: true
  /** What is to be said of it when it was made along with what it follows. */
  createAlong?(object: CatalogObject<Shape>): Out
  /** Names that only one object at a time may have: `relation public.t`, `type public.t`. What frees one runs before what takes it. */
  occupies?(object: CatalogObject<Shape>): readonly string[]
  /** What a definition means by it when another role applies it than loaded it. Null: what it says; `nothing`: what is so anyway. */
  forUser?(object: CatalogObject<Shape>, roles: ApplyingRoles): ForUser<Shape> | 'nothing' | null
  /** The role, quoted, that has applied the desired objects of the kind already, where it is another than the one who reads; null: none. */
  appliedBy?(current: readonly CatalogObject<Shape>[], desired: readonly CatalogObject<Shape>[]): string | null
  /** What it is on a server of that major, where its state was read on a later one; null: the same. */
  onOlder?(object: CatalogObject<Shape>, major: number): Pick<CatalogObject<Shape>, 'name' | 'shape'> | null
  /** In a folder of files it stands with this object, not with its parent. */
  standsWith?(object: CatalogObject<Shape>): Key
  /** It says that its parent belongs to this role, quoted. */
  ownedBy?(object: CatalogObject<Shape>): string
  /** Its absence in the desired state says nothing (an owner that no file names): never dropped. */
  readonly unsaid?: boolean
  /**
   * How it makes room when it must be replaced under columns that use it (types): it is renamed aside, made anew, every column that uses it
   * is moved over by `recast`, and only then dropped. `was` as it is, `object` as it is desired, if it is. `rename` may be several statements (a range type
   * takes its multirange along).
   */
  aside?(
    was: CatalogObject<Shape>,
    temporaryName: string,
    object: CatalogObject<Shape> | undefined,
  ): { rename: Out; drop: Out }
  /** The attribute to apply again, unchanged as text, when a type that this object uses was replaced (a column's `dataType`). */
  readonly recast?: keyof Shape & string
  /** Kept for members of extensions too: what the user granted on them is the user's. */
  readonly onMembers?: boolean
  /**
   * Made without what it says, so that others can name it, and filled once they are there; emptied so that they can go. Null: it cannot be.
   * What its parts need (a view's columns, their types) it needs all the same.
   */
  hollow?(object: CatalogObject<Shape>): HollowForm | null
  /** In what it will differ from what is wanted, since no statement changes that, and why: it is named in the output. `was` as it is. */
  stays?(object: CatalogObject<Shape>, was: CatalogObject<Shape>): string | null
  /** Where this object cannot be modelled faithfully: why, in words. It is named in the output. */
  uncovered?(object: CatalogObject<Shape>): string | null
}

export interface HollowForm {
  readonly create: Out
  readonly fill: Out
  readonly empty: Out
}

/** Names, unquoted. */
export interface ApplyingRoles {
  /** Who will apply the definition. */
  readonly user: string
  /** Who loaded it: CURRENT_USER, as far as the definition says that. */
  readonly loader: string
  /** The object is part of what belongs, or will belong, to `user`. */
  readonly owns: boolean
  /** What `appliedBy` said. */
  readonly appliedBy: string | null
}

export type ForUser<Shape> = Partial<Pick<CatalogObject<Shape>, 'name'>> &
  Pick<CatalogObject<Shape>, 'identity' | 'shape'>

/** A kind whatever its shape: each shape is checked in its own file. */
export interface AnyKind extends Omit<Kind<any>, 'attributes' | 'recast' | 'definitions' | 'sketched' | 'usual'> {
  readonly usual?: { readonly [name: string]: null | boolean | string | readonly [] | undefined }
  readonly attributes: { readonly [name: string]: Rule<any, any> }
  readonly recast?: string
  readonly definitions?: readonly string[]
  readonly sketched?: string
}

/** Declares a kind; the shape's every attribute must have a rule. */
export const defineKind = <Shape extends object>(kind: Kind<Shape>): Kind<Shape> => kind
