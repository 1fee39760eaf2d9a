import type { TargetLufs, Template, TemplatePreset, TemplateSlot } from '../contract/index.ts'

/** What a template says of how its editions sound. */
export type TemplateFields = Pick<Template, 'slots' | 'beds' | 'targetLufs' | 'normMs' | 'treatment'>

/** Silence as a listener expects it: a breath after a tune, a little more after a read. */
const AFTER_TUNE_MS = 400
const AFTER_READ_MS = 700
/** The answer follows its question as people talk to one another. */
const AFTER_QUESTION_MS = 500

const SLOTS: Record<TemplatePreset, TemplateSlot[]> = {
  bulletin: [
    tune('intro', 'Nhạc hiệu mở đầu'),
    read('greeting', 'Lời chào', { optional: true }),
    read('headline', 'Điểm tin', { optional: true }),
    tune('sting', 'Nhạc cắt', { repeat: 'per-item', skipFirst: true }),
    read('item', 'Tin, bài', { repeat: 'per-item' }),
    read('notice', 'Thông báo', { optional: true }),
    read('sign-off', 'Lời chào kết', { optional: true }),
    tune('outro', 'Nhạc hiệu kết thúc', { gapAfterMs: 0 }),
  ],
  questions: [
    tune('intro', 'Nhạc hiệu mở đầu'),
    tune('opening-call', 'Lời xướng'),
    read('greeting', 'Lời chào', { optional: true }),
    tune('sting', 'Nhạc cắt', { repeat: 'per-item', skipFirst: true }),
    read('question', 'Dân hỏi', { repeat: 'per-item', gapAfterMs: AFTER_QUESTION_MS }),
    read('answer', 'Chính quyền trả lời', { repeat: 'per-item' }),
    tune('hotline', 'Đường dây nóng'),
    read('sign-off', 'Lời chào kết', { optional: true }),
    tune('outro', 'Nhạc hiệu kết thúc', { gapAfterMs: 0 }),
  ],
  feature: [
    tune('intro', 'Nhạc hiệu mở đầu'),
    read('greeting', 'Lời dẫn', { optional: true }),
    read('item', 'Phóng sự, chuyên đề'),
    read('sign-off', 'Lời chào kết', { optional: true }),
    tune('outro', 'Nhạc hiệu kết thúc', { gapAfterMs: 0 }),
  ],
  notice: [
    tune('intro', 'Nhạc hiệu mở đầu'),
    read('greeting', 'Lời chào', { optional: true }),
    tune('sting', 'Nhạc cắt', { repeat: 'per-item', skipFirst: true }),
    read('notice', 'Thông báo', { repeat: 'per-item' }),
    read('sign-off', 'Lời chào kết', { optional: true }),
    tune('outro', 'Nhạc hiệu kết thúc', { gapAfterMs: 0 }),
  ],
}

/**
 * A template to begin with (pure). A programme has a recognisable opening and close (Thông tư 09/2020), but a station
 * that has no such sound yet is not kept from airing: the tunes may all be missing.
 */
export function presetTemplate(preset: TemplatePreset, targetLufs: TargetLufs): TemplateFields {
  return {
    slots: SLOTS[preset].map((slot) => structuredClone(slot)),
    beds: [],
    targetLufs,
    treatment: { highPass: false, noiseReduction: 'off', deClick: 'off' },
  }
}

function tune(kind: TemplateSlot['kind'], title: string, change: Partial<TemplateSlot> = {}): TemplateSlot {
  return { ...plain(kind, title), source: { from: 'library' }, optional: true, gapAfterMs: AFTER_TUNE_MS, ...change }
}

function read(kind: TemplateSlot['kind'], title: string, change: Partial<TemplateSlot> = {}): TemplateSlot {
  return { ...plain(kind, title), source: { from: 'script' }, gapAfterMs: AFTER_READ_MS, ...change }
}

function plain(kind: TemplateSlot['kind'], title: string): TemplateSlot {
  return {
    id: kind,
    kind,
    title,
    source: { from: 'script' },
    repeat: 'once',
    skipFirst: false,
    optional: false,
    gapAfterMs: 0,
    fadeInMs: 0,
    fadeOutMs: 0,
    gainDb: 0,
  }
}
