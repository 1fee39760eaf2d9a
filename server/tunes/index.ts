/** The library of sounds: signature tunes, stings, calls, spots and beds, the ones we ship and the station's own. */
import { probe, shippedTunes } from '../../audio/index.ts'
import type { TuneRole } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { addTune, listTunes } from './store.ts'

export { registerTunes } from './routes.ts'
export { listTunes } from './store.ts'

const SHIPPED_RIGHTS = 'Âm thanh kèm theo Lên Sóng, được tạo bằng chương trình, dùng tự do (giấy phép MIT).'

/** Takes the shipped tunes into a new station's media and uses them until it chooses its own. */
export async function useShippedTunes({ db, media, ffmpeg, clock }: Deps, createdBy: string): Promise<void> {
  for (const { role, title, path } of shippedTunes()) {
    const { durationMs } = await probe(path, ffmpeg)
    const { sha256 } = await media.takeIn(path, 'audio/flac')
    const createdAt = Math.round(clock.now())
    await addTune(db, {
      role,
      title,
      rightsNote: SHIPPED_RIGHTS,
      shipped: true,
      mediaSha256: sha256,
      durationMs,
      warnings: [],
      createdBy,
      createdAt,
    })
  }
}

/** The tunes in use: what an edition opens with, what stands between its items, what it ends with. */
export async function tunesInUse(db: Db): Promise<Partial<Record<TuneRole, { title: string; mediaSha256: string }>>> {
  const inUse = (await listTunes(db)).filter((tune) => tune.inUse)
  return Object.fromEntries(inUse.map(({ role, title, mediaSha256 }) => [role, { title, mediaSha256 }]))
}
