/**
 * Cuts a text into words, the sign being the smallest: a run of letters, marks and digits, every other sign by itself, line ends
 * by themselves, other white space in runs. Vietnamese writes each syllable apart, so a word here is a syllable. Joined again the
 * words are the text. Texts are compared in NFC; whoever calls sees to that.
 */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+|\n|[^\S\n]+|[^\p{L}\p{M}\p{N}\s]/gu) ?? []
}

/** The paragraphs of a text, each with the line end that closes it; joined again they are the text. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** The sentences of a text, each with what separates it from the next; joined again they are the text. */
export function sentencesOf(text: string): string[] {
  return linesOf(text)
    .flatMap((line) => line.split(/(?<=[.!?…]["”’)]*[^\S\n]+)(?=\S)/u))
    .filter((part) => part !== '')
}
