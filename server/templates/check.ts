import type { Bed, TemplateSlot, Tune } from '../contract/index.ts'

type Sound = Pick<Tune, 'id' | 'retired'>

/**
 * What keeps a template from being saved, in Vietnamese and naming the slot; undefined when nothing (pure). Slots have
 * ids of their own, something of the script is heard, beds run forwards, and every sound that is named is offered.
 */
export function problemOfTemplate(
  { slots, beds }: { slots: readonly TemplateSlot[]; beds: readonly Bed[] },
  sounds: readonly Sound[],
): string | undefined {
  const twice = slots.find(({ id }, place) => slots.findIndex((slot) => slot.id === id) !== place)
  if (twice) return `phần “${twice.title}” bị lặp mã với một phần khác`
  if (!slots.some(({ source }) => source.from === 'script')) {
    return 'khung chưa có phần nào lấy bản đọc từ kịch bản (tin bài, câu hỏi, thông báo …)'
  }
  for (const { title, source } of slots) {
    if (source.from === 'script' || source.soundId === undefined) continue
    const sound = sounds.find(({ id }) => id === source.soundId)
    if (!sound) return `âm thanh đã chọn cho phần “${title}” không có trong kho`
    if (sound.retired) return `âm thanh đã chọn cho phần “${title}” đã được cất đi`
  }
  return problemOfBeds(beds, slots, sounds, (sound) => sound.retired === undefined)
}

/**
 * What is wrong with the beds over a row of slots, in Vietnamese; undefined when nothing (pure). `isOffered` says
 * whether a sound of the library may be laid.
 */
export function problemOfBeds<S extends Pick<Tune, 'id'>>(
  beds: readonly Bed[],
  slots: readonly { id: string; title: string }[],
  sounds: readonly S[],
  isOffered: (sound: S) => boolean,
): string | undefined {
  for (const [number, bed] of beds.entries()) {
    const name = `nhạc nền ${number + 1}`
    if (beds.findIndex(({ id }) => id === bed.id) !== number) return `${name} bị lặp mã với một nhạc nền khác`
    const from = slots.findIndex(({ id }) => id === bed.fromSlotId)
    const to = slots.findIndex(({ id }) => id === bed.toSlotId)
    if (from < 0 || to < 0) return `${name} nằm dưới một phần không còn nữa: chọn lại phần đầu và phần cuối`
    if (to < from) {
      return `${name} bắt đầu ở “${slots[from]?.title}” nhưng kết thúc ở “${slots[to]?.title}” đứng trước đó`
    }
    const sound = sounds.find(({ id }) => id === bed.soundId)
    if (!sound) return `âm thanh của ${name} không có trong kho`
    if (!isOffered(sound)) return `âm thanh của ${name} đã được cất đi`
  }
  return undefined
}
