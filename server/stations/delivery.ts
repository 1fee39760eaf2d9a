import type { Airing, Period } from '../contract/index.ts'

/** In which form an edition is taken: MP3 128 kbit/s, MP3 64 kbit/s mono, the WAV master, the words, or all in one .zip. */
export type DeliveryForm = 'mp3' | 'mono' | 'wav' | 'script' | 'zip'

/** A file that a ward station may take. */
export interface DeliveryFile {
  form: DeliveryForm
  /** As people read it, with marks; safe on every file system. */
  fileName: string
  /** The same in ASCII, for players and portals that refuse marks. */
  plainFileName: string
  /** Unknown until it was packed once. */
  bytes?: number
  /** Of the whole file; absent for what is packed while it is sent. */
  sha256?: string
  mediaType: string
  /** Its address below the ward's link, encoded: the whole is `/tram/SECRET/` and this. It ends in the ASCII name. */
  path: string
}

/** An airing of the station's, as its wards are told of it. */
export type DeliveryAiring = Pick<Airing, 'date' | 'time' | 'startsAt' | 'state'> & { airingId: string }

/** An edition that ward stations may take, or that was taken back after they could. */
export interface Delivery {
  editionId: string
  /** The render that airs; of a withdrawn edition the one that would have. */
  renderId: string
  programmeId: string
  /** “Cải cách hành chính và cuộc sống, tháng 11/2026”. */
  title: string
  period: Period
  durationMs: number
  items: { title: string }[]
  /** In order of time; withdrawn, skipped and missed ones too. */
  airings: DeliveryAiring[]
  /** Empty when withdrawn. */
  files: DeliveryFile[]
  /** Since when it may not air any more, and why, in Vietnamese: nobody takes it, and who has it must not air it. */
  withdrawn?: { at: number; why: string }
}

/** A ward station by its link. */
export interface WardOfLink {
  wardStationId: string
  name: string
  linkId: string
  /** When the link ends; absent: when somebody revokes it. */
  expiresAt?: number
}

/** That a ward station has a file of an edition, every byte of it. */
export interface WardTake {
  wardStationId: string
  editionId: string
  renderId: string
  fileName: string
  completedAt: number
  /** How it is known: every byte was taken and closed cleanly, or the ward's page or player confirmed its SHA-256. */
  knownBy: 'bytes' | 'page' | 'player'
}
