import type { Leader } from '../contract/index.ts'

/** A leader with the words by which papers and pages name them: “Nguyễn Văn A, Chủ tịch UBND phường”, or the office alone. */
export function leaderOf({ id, title, name }: { id: string; title: string; name: string | null }): Leader {
  return { id, title, words: name === null ? title : `${name}, ${title}`, ...(name !== null && { name }) }
}
