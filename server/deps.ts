import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Ffmpeg, PartStore, StretchStore } from '../audio/index.ts'
import type { Clock } from '../schedules/index.ts'
import type { Config } from './config.ts'
import type { Db } from './db/index.ts'
import type { Live } from './live/index.ts'
import type { MediaStore } from './media/index.ts'

/** The HTTP application with the schemas' types in its handlers. */
export type App = FastifyInstance<Server, IncomingMessage, ServerResponse, FastifyBaseLogger, TypeBoxTypeProvider>

/** What the rooms of the HTTP process are given; nothing is reached for behind its back. */
export interface Deps {
  config: Config
  db: Db
  clock: Clock
  ffmpeg: Ffmpeg
  /** Sounds made ready for a mix. */
  parts: PartStore
  /** Encoded stretches of programmes. */
  stretches: StretchStore
  media: MediaStore
  live: Live
  /** Told of every read that has been made, wherever it came from; what it starts goes on by itself. */
  onTake: (takeId: string) => void
  log: FastifyBaseLogger
}

/** The zone of every station: the wall clock that listeners and rules go by. */
export const STATION_ZONE = 'Asia/Ho_Chi_Minh'
