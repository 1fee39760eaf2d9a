import type { Letterhead } from '../contract/index.ts'
import type { Paper, PaperKind } from '../papers/index.ts'

/** Until the station says how its papers are headed: everything is the paper's own, or left for the hand. */
export const BLANK_LETTERHEAD: Letterhead = {
  above: '',
  issuer: '',
  code: '',
  drafter: '',
  place: '',
  signerTitle: '',
  signerName: '',
}

const FOR_THE_HAND = '…'
const PLACE_FOR_THE_HAND = '………………'

/** Annex III of NĐ 30/2020; a công văn has no abbreviation of its own. */
const ABBREVIATIONS: Record<Exclude<PaperKind, 'cong-van'>, string> = {
  'to-trinh': 'TTr',
  'bien-ban': 'BB',
  'bao-cao': 'BC',
  'thong-bao': 'TB',
}

/**
 * The head of a paper (pure): the letterhead's own issuer, or else the office that the paper is of. `abbreviation`: of a paper
 * that the decree's list does not have, as a phiếu trình.
 */
export function headOf(
  kind: PaperKind,
  letterhead: Letterhead,
  { office, abbreviation }: { office: string; abbreviation?: string },
): Pick<Paper, 'kind' | 'issuer' | 'symbol' | 'place'> {
  const name = letterhead.issuer || office
  return {
    kind,
    issuer: { name, ...(letterhead.above && { above: letterhead.above }) },
    symbol: symbolOf(kind, letterhead, { issuer: name, ...(abbreviation && { abbreviation }) }),
    place: letterhead.place || PLACE_FOR_THE_HAND,
  }
}

/**
 * What follows the number of a paper (pure): “TTr-PNV”; of a công văn issuer and drafter, “UBND-NV” (NĐ 30/2020, annex I, II.3). A paper
 * of another issuer than the letterhead's does not bear its abbreviation: that is left for the hand.
 */
export function symbolOf(
  kind: PaperKind,
  letterhead: Letterhead,
  { issuer, abbreviation }: { issuer: string; abbreviation?: string },
): string {
  const isOurs =
    letterhead.issuer === '' || letterhead.issuer.toLocaleLowerCase('vi') === issuer.toLocaleLowerCase('vi')
  const code = (isOurs && letterhead.code) || FOR_THE_HAND
  if (kind !== 'cong-van') return `${abbreviation ?? ABBREVIATIONS[kind]}-${code}`
  return isOurs && letterhead.drafter ? `${code}-${letterhead.drafter}` : code
}

/** Who signs for the issuer (pure); `title`: what the paper proposes where the letterhead names nobody. */
export function signerOf({ signerTitle, signerName }: Letterhead, title: string): Paper['signer'] {
  return { title: signerTitle || title, ...(signerName && { name: signerName }) }
}
