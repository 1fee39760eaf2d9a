import type { FastifyBaseLogger } from 'fastify'
import type { Ffmpeg } from '../audio/index.ts'
import type { Clock } from '../schedules/index.ts'
import type { Config } from './config.ts'
import type { Db } from './db/index.ts'
import type { Live } from './live/index.ts'
import type { MediaStore } from './media/index.ts'

/** What the rooms of the HTTP process are given; nothing is reached for behind its back. */
export interface Deps {
  config: Config
  db: Db
  clock: Clock
  ffmpeg: Ffmpeg
  media: MediaStore
  live: Live
  log: FastifyBaseLogger
}

/** The zone of every station: the wall clock that listeners and rules go by. */
export const STATION_ZONE = 'Asia/Ho_Chi_Minh'
