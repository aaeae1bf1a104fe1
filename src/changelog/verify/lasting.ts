// What of a value says something of who wrote it: not a time at which a changeset ran, nor a UUID that the server made up.

import type { Evidence } from './evidence.ts'

/** A value without what is another one each time. */
export type Lasting = (value: string | null) => string | null

const UUID = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi
const DAY_MS = 86_400_000

/** A time to the millisecond or better is one at which something ran; nobody writes it by hand. */
const TIME = /\b(\d{4}-\d\d-\d\d)(?:[ T]\d\d:\d\d:\d\d(\.\d{3,6})?(?:[+-]\d\d(?::?\d\d)?|Z)?)?/g

export function lastingIn(evidence: Evidence): Lasting {
  const written = uuidsIn(evidence)
  const now = Date.now()
  // As ISO 8601 has them: the shadows may have another zone.
  const today = [-DAY_MS, 0, DAY_MS].map((offset) => new Date(now + offset).toISOString().slice(0, 10))
  return (value) =>
    value
      ?.replaceAll(UUID, (uuid) => (written.has(uuid.toLowerCase()) ? uuid : '<uuid>'))
      .replaceAll(TIME, (time, day: string, fraction?: string) =>
        fraction || today.includes(day) ? '<time>' : time,
      ) ?? null
}

/** Those that the files themselves write. */
function uuidsIn({ before, current }: Evidence): ReadonlySet<string> {
  const texts = [...before.changesets, ...current.changesets].flatMap(({ changes }) =>
    changes.flatMap(({ content, fields }) => [JSON.stringify(fields), content?.text ?? '', content?.raw ?? '']),
  )
  return new Set(texts.flatMap((text) => text.match(UUID) ?? []).map((uuid) => uuid.toLowerCase()))
}
