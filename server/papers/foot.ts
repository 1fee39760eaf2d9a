import { AlignmentType, Paragraph, type Table } from 'docx'
import { capitals, trimEnd } from './head.ts'
import { SIZE, TEXT_WIDTH_MM } from './measures.ts'
import type { Paper, Signer } from './paper.ts'
import { line, runs, sideBySide } from './parts.ts'

const LEFT_MM = 72
const RIGHT_MM = TEXT_WIDTH_MM - LEFT_MM
/** Room for a signature and the seal, in twentieths of a point: some 30 mm. */
const SIGNATURE = 1700
const LIKE_ABOVE = 'Như trên'

/**
 * “Nơi nhận” on the left, the signature on the right. With a second signer the two sign side by side and the recipients stand
 * below them.
 */
export function foot({ recipients, signer, secondSigner, to }: Paper): (Paragraph | Table)[] {
  const received = recipientLines(recipients, to)
  const space = new Paragraph({ spacing: { before: 120 }, keepNext: true, children: [] })
  if (!secondSigner) return [space, sideBySide([LEFT_MM, RIGHT_MM], [[received, signature(signer)]])]
  const half = TEXT_WIDTH_MM / 2
  return [
    space,
    sideBySide([half, half], [[signature(secondSigner), signature(signer)]]),
    ...(received.length > 0
      ? [new Paragraph({ spacing: { before: 120 }, keepNext: true, children: [] }), ...received]
      : []),
  ]
}

/** Each with a dash and a semicolon, the last with a full stop; who was written to comes first as “Như trên”. */
function recipientLines(recipients: readonly string[], to: readonly string[] | undefined): Paragraph[] {
  if (recipients.length === 0) return []
  const isTold = recipients.some((name) => /^(?:- )?như (?:trên|kính gửi)/i.test(name))
  const all = to && to.length > 0 && !isTold ? [LIKE_ABOVE, ...recipients] : recipients
  return [
    line('Nơi nhận:', { size: SIZE.recipientsTitle, bold: true, italics: true }, { alignment: AlignmentType.LEFT }),
    ...all.map(
      (name, place) =>
        new Paragraph({
          alignment: AlignmentType.LEFT,
          keepLines: true,
          children: runs(`- ${trimEnd(name.replace(/^-\s*/, ''))}${place === all.length - 1 ? '.' : ';'}`, {
            size: SIZE.recipients,
          }),
        }),
    ),
  ]
}

/** In whose name, as what, room for hand and seal, the name. */
function signature({ title, name }: Signer): Paragraph[] {
  const size = SIZE.body
  return [
    ...title.split(/\r\n?|\n/).map((words) => line(capitals(words), { size, bold: true }, { keepNext: true })),
    line(name ?? '', { size, bold: true }, { spacing: { before: SIGNATURE } }),
  ]
}
