/** The library of sounds: signature tunes, stings, calls, spots and beds, the ones we ship and the station's own. */
import { probe, shippedTunes } from '../../audio/index.ts'
import type { Deps } from '../deps.ts'
import { addTune } from './store.ts'

export { makeTune, type WantedTune } from './make.ts'
export { registerTunes } from './routes.ts'
export { chooseTune, listTunes, retireTune } from './store.ts'

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
      isChosen: true,
      createdBy,
      createdAt,
    })
  }
}
