/** Which stretch of a line a drawing shows, and how finely: pure arithmetic. */

/** The left edge of a drawing, and how much one CSS pixel of it is. */
export interface View {
  readonly fromMs: number
  readonly msPerPx: number
}

/** Finer than this a waveform of 200 pairs a second shows nothing more: a pair is 5 ms, drawn 10 px wide. */
export const FINEST_MS_PER_PX = 0.5

/** How much one step of the zoom is. */
export const ZOOM_STEP = 1.6

/** The whole line in a drawing of a width. */
export const whole = (totalMs: number, widthPx: number): View => ({
  fromMs: 0,
  msPerPx: Math.max(FINEST_MS_PER_PX, totalMs / Math.max(1, widthPx)),
})

/** A view held inside the line: never coarser than all of it, never past an end. */
export function held(view: View, totalMs: number, widthPx: number): View {
  const most = whole(totalMs, widthPx).msPerPx
  const msPerPx = Math.min(most, Math.max(FINEST_MS_PER_PX, view.msPerPx))
  const last = Math.max(0, totalMs - msPerPx * widthPx)
  return { fromMs: Math.min(last, Math.max(0, view.fromMs)), msPerPx }
}

export const msAt = ({ fromMs, msPerPx }: View, px: number) => fromMs + px * msPerPx
export const pxAt = ({ fromMs, msPerPx }: View, ms: number) => (ms - fromMs) / msPerPx

/** Finer (`factor` above 1) or coarser; what stands at `px` stays there. */
export function zoomed(view: View, factor: number, px: number, totalMs: number, widthPx: number): View {
  const most = whole(totalMs, widthPx).msPerPx
  const msPerPx = Math.min(most, Math.max(FINEST_MS_PER_PX, view.msPerPx / factor))
  return held({ fromMs: msAt(view, px) - px * msPerPx, msPerPx }, totalMs, widthPx)
}

/** Moved by pixels; positive shows what comes later. */
export const scrolled = (view: View, byPx: number, totalMs: number, widthPx: number): View =>
  held({ ...view, fromMs: view.fromMs + byPx * view.msPerPx }, totalMs, widthPx)

/** Moved just so far that a place stands inside, with a margin; the same view when it does already. */
export function showing(view: View, atMs: number, totalMs: number, widthPx: number): View {
  const px = pxAt(view, atMs)
  const margin = Math.min(48, widthPx / 8)
  if (px >= margin && px <= widthPx - margin) return view
  const wanted = px < margin ? atMs - margin * view.msPerPx : atMs - (widthPx - margin) * view.msPerPx
  const next = held({ ...view, fromMs: wanted }, totalMs, widthPx)
  return next.fromMs === view.fromMs ? view : next
}

/** A page further when a place has run out of sight: what sounds is followed by leaps, for a drawing that slides tires. */
export function following(view: View, atMs: number, totalMs: number, widthPx: number): View {
  const px = pxAt(view, atMs)
  if (px >= 0 && px <= widthPx * 0.95) return view
  return held({ ...view, fromMs: atMs - widthPx * 0.05 * view.msPerPx }, totalMs, widthPx)
}

/** A stretch in the middle of the drawing, with air on both sides. */
export function around(fromMs: number, toMs: number, totalMs: number, widthPx: number): View {
  const msPerPx = Math.max((toMs - fromMs) / (widthPx * 0.5), 4_000 / widthPx)
  const middle = (fromMs + toMs) / 2
  const fine = held({ fromMs: 0, msPerPx }, totalMs, widthPx).msPerPx
  return held({ fromMs: middle - (widthPx / 2) * fine, msPerPx: fine }, totalMs, widthPx)
}

const STEPS_MS = [
  100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000,
  3_600_000,
]

/** Words on the ruler are at least so far apart. */
const LABEL_PX = 76

export interface Tick {
  readonly ms: number
  readonly px: number
  /** Every fifth or so carries its time. */
  readonly isLabelled: boolean
}

/** The ticks of the ruler that can be seen, and the step between labelled ones. */
export function ticks(view: View, widthPx: number): { stepMs: number; all: Tick[] } {
  const stepMs = STEPS_MS.find((step) => step / view.msPerPx >= LABEL_PX) ?? 3_600_000
  const fineMs = stepMs / 5
  const first = Math.floor(view.fromMs / fineMs)
  const last = Math.ceil(msAt(view, widthPx) / fineMs)
  const all = Array.from({ length: last - first + 1 }, (_, index) => {
    const number = first + index
    return { ms: number * fineMs, px: pxAt(view, number * fineMs), isLabelled: number % 5 === 0 }
  })
  return { stepMs, all }
}
