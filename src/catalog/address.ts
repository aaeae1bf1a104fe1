// PostgreSQL's own address of an object, (classid, objid, objsubid), as one number: cheap to hash, cheap to hold.

/** Below it stands what initdb made. */
export const FIRST_NORMAL_OID = 16384

const SUBIDS = 2 ** 11 // MaxHeapAttributeNumber is 1600
const OIDS = 2 ** 32

/** Numbers the system catalogs in the order in which they are first seen. */
export class Addresses {
  private readonly classes = new Map<number, number>()

  /** A negative `objsubid` (a system column) addresses the whole relation. */
  of(classid: number, objid: number, objsubid: number): number {
    let index = this.classes.get(classid)
    if (index === undefined) this.classes.set(classid, (index = this.classes.size))
    return (index * OIDS + objid) * SUBIDS + Math.max(objsubid, 0)
  }

  /** What `of` made it of. */
  partsOf(address: number): Address {
    const whole = Math.floor(address / SUBIDS)
    const index = Math.floor(whole / OIDS)
    const classid = [...this.classes.keys()][index] ?? 0
    return { classid, objid: whole % OIDS, objsubid: address % SUBIDS }
  }
}

/** As PostgreSQL has it. */
export interface Address {
  readonly classid: number
  readonly objid: number
  readonly objsubid: number
}

/** The same without the column: the relation that it is a column of. */
export const wholeAddress = (address: number): number => address - (address % SUBIDS)
