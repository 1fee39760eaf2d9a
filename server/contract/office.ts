import { type Static, Type } from 'typebox'
import { Instant } from './common.ts'

/** What every paper of the station carries at its head and foot (NĐ 30/2020, annex I); what is empty is the paper's own, or left for the hand. */
export const Letterhead = Type.Object({
  /** The body above the issuer: “UBND THÀNH PHỐ SA ĐÉC”; empty: none. */
  above: Type.String({ maxLength: 200 }),
  /** Empty: the office that the paper is of, as the programme names it, or the station. */
  issuer: Type.String({ maxLength: 200 }),
  /** The issuer's abbreviation, of which the symbols are made: “PNV” gives “TTr-PNV”. */
  code: Type.String({ maxLength: 30, pattern: '^[^/]*$' }),
  /** The abbreviation of whoever drafts a công văn: “NV” gives “UBND-NV”; empty: none. */
  drafter: Type.String({ maxLength: 30, pattern: '^[^/]*$' }),
  /** Where papers are issued: “Sa Đéc”. */
  place: Type.String({ maxLength: 100 }),
  /** “KT. TRƯỞNG PHÒNG”, with a line break “PHÓ TRƯỞNG PHÒNG”; empty: the title that the paper itself proposes. */
  signerTitle: Type.String({ maxLength: 200 }),
  signerName: Type.String({ maxLength: 100 }),
})

/** How the office writes its papers and closes its periods. */
export const OfficeSettingsWritten = Type.Object({
  letterhead: Letterhead,
  /** The day of the month with which months, quarters and years are closed (14: quý IV is 15/09 – 14/12); absent: their last day. */
  cutOffDay: Type.Optional(Type.Integer({ minimum: 1, maximum: 28 })),
})

export const OfficeSettings = Type.Object({
  ...OfficeSettingsWritten.properties,
  /** Who set it last; absent: nobody has. */
  set: Type.Optional(Type.Object({ by: Type.String(), at: Instant })),
})

export type Letterhead = Static<typeof Letterhead>
export type OfficeSettings = Static<typeof OfficeSettings>
export type OfficeSettingsWritten = Static<typeof OfficeSettingsWritten>
