/** Drawing a line on a canvas: only what is seen, a column for each pixel of the screen. */
import type { PlacedFinding } from './findings.ts'
import { columns, levelFor, type TakePeaks } from './peaks.ts'
import type { PlacedPiece, Range, Seam } from './pieces.ts'
import { FINDING_WORDS, rulerWords, secondsWords } from './words.ts'
import { msAt, pxAt, ticks, type View } from './zoom.ts'

/** Colours by name, as the surroundings have them. */
export interface Palette {
  surface: string
  ink: string
  soft: string
  line: string
  wave: string
  other: string
  accent: string
  amber: string
  amberSoft: string
  red: string
  mark: string
}

export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(name)
  return {
    surface: colour('--surface'),
    ink: colour('--ink'),
    soft: colour('--ink-soft'),
    line: colour('--line'),
    wave: colour('--wave-played'),
    other: colour('--green-strong'),
    accent: colour('--accent'),
    amber: colour('--amber'),
    amberSoft: colour('--amber-soft'),
    red: colour('--red'),
    mark: colour('--accent-soft'),
  }
}

/** All that a drawing shows. */
export interface Scene {
  view: View
  pieces: readonly PlacedPiece[]
  peaksOf: (takeId: string) => TakePeaks | undefined
  /** The read that was opened; pieces of others have another tone and their name. */
  ownTakeId: string
  nameOf: (takeId: string) => string
  seams: readonly Seam[]
  findings: readonly PlacedFinding[]
  /** The finding that is looked at. */
  currentKey: string | undefined
  /** What a preview would leave out. */
  going: readonly Range[]
  selection: Range | undefined
  markedMs: number | undefined
  cursorMs: number
}

export interface Sheet {
  context: CanvasRenderingContext2D
  widthPx: number
  heightPx: number
  /** Pixels of the screen in one of the page. */
  density: number
  palette: Palette
}

/** Heights of the ruler and of the row in which findings are named, CSS pixels. */
export const RULER_PX = 26
const LANE_PX = 24
export const FONT = '600 12px "Be Vietnam Pro", "Segoe UI", sans-serif'

/** Fits the canvas to its place on the screen; the same canvas again costs nothing. */
export function fitCanvas(canvas: HTMLCanvasElement, widthPx: number, heightPx: number, density: number): void {
  const [width, height] = [Math.round(widthPx * density), Math.round(heightPx * density)]
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
}

/** How much a quiet read is drawn larger, so that its syllables can be seen. */
export function heightFactor(pieces: readonly PlacedPiece[], peaksOf: Scene['peaksOf']): number {
  let most = 1
  for (const takeId of new Set(pieces.map(({ piece }) => piece.takeId))) {
    const pairs = peaksOf(takeId)?.levels.at(-1)?.pairs ?? []
    for (const value of pairs) most = Math.max(most, Math.abs(value))
  }
  return Math.min(6, Math.max(1, 115 / most))
}

/** Draws the whole scene: ruler, named findings, waveform, marks, cursor. */
export function drawScene(sheet: Sheet, scene: Scene): void {
  const { context, widthPx, heightPx, density, palette } = sheet
  context.setTransform(density, 0, 0, density, 0, 0)
  context.fillStyle = palette.surface
  context.fillRect(0, 0, widthPx, heightPx)
  context.font = FONT
  context.textBaseline = 'middle'
  band(sheet, scene.view, scene.selection, palette.mark, RULER_PX)
  for (const { ranges, state } of scene.findings)
    if (state !== 'gone' && state !== 'refused')
      for (const range of ranges) band(sheet, scene.view, range, palette.amberSoft, RULER_PX + LANE_PX)
  drawRuler(sheet, scene.view)
  const top = RULER_PX + LANE_PX
  drawWave(sheet, scene, top, heightPx - top, heightFactor(scene.pieces, scene.peaksOf))
  for (const range of scene.going) drawGoing(sheet, scene.view, range)
  drawSeams(sheet, scene)
  drawFindings(sheet, scene)
  drawCursor(sheet, scene)
}

/** The columns of the pieces that can be seen. */
export function drawWave(
  sheet: Sheet,
  { view, pieces, peaksOf, ownTakeId }: Pick<Scene, 'view' | 'pieces' | 'peaksOf' | 'ownTakeId'>,
  topPx: number,
  heightPx: number,
  factor: number,
): void {
  const { context, widthPx, density, palette } = sheet
  const msPerColumn = view.msPerPx / density
  const middle = (topPx + heightPx / 2) * density
  const unit = ((heightPx / 2 - 2) * density * factor) / 127
  const most = (heightPx / 2 - 1) * density
  context.setTransform(1, 0, 0, 1, 0, 0)
  for (const { piece, startMs, endMs } of pieces) {
    const first = Math.max(0, Math.round(pxAt(view, startMs) * density))
    const last = Math.min(widthPx * density, Math.round(pxAt(view, endMs) * density))
    if (last <= first) continue
    context.fillStyle = piece.takeId === ownTakeId ? palette.wave : palette.other
    const peaks = peaksOf(piece.takeId)
    const level = peaks && levelFor(peaks, msPerColumn)
    if (!level) {
      context.fillRect(first, middle - density / 2, last - first, density)
      continue
    }
    const count = Math.ceil(last - first)
    const values = columns(level, piece.fromMs + msAt(view, first / density) - startMs, msPerColumn, count)
    for (let column = 0; column < count; column += 1) {
      const up = Math.min(most, (values[2 * column + 1] ?? 0) * unit)
      const down = Math.min(most, -(values[2 * column] ?? 0) * unit)
      context.fillRect(first + column, middle - up, 1, Math.max(density, up + down))
    }
  }
  context.setTransform(density, 0, 0, density, 0, 0)
}

function band(
  { context, widthPx, heightPx }: Sheet,
  view: View,
  range: Range | undefined,
  colour: string,
  topPx: number,
) {
  if (!range) return
  const from = Math.max(0, pxAt(view, range.fromMs))
  const to = Math.min(widthPx, pxAt(view, range.toMs))
  if (to <= from) return
  context.fillStyle = colour
  context.fillRect(from, topPx, Math.max(1, to - from), heightPx - topPx)
}

function drawRuler({ context, widthPx, palette }: Sheet, view: View): void {
  const { stepMs, all } = ticks(view, widthPx)
  context.fillStyle = palette.line
  context.fillRect(0, RULER_PX - 1, widthPx, 1)
  for (const { ms, px, isLabelled } of all) {
    context.fillStyle = isLabelled ? palette.soft : palette.line
    context.fillRect(Math.round(px), RULER_PX - (isLabelled ? 9 : 5), 1, isLabelled ? 8 : 4)
    if (!isLabelled || ms < 0) continue
    context.fillStyle = palette.soft
    context.fillText(rulerWords(ms, stepMs), px + 4, RULER_PX / 2 - 2)
  }
}

/** Stripes over what would go: a pattern, not a colour alone. */
function drawGoing({ context, widthPx, heightPx, palette }: Sheet, view: View, range: Range): void {
  const from = Math.max(0, pxAt(view, range.fromMs))
  const to = Math.min(widthPx, pxAt(view, range.toMs))
  if (to <= from) return
  const top = RULER_PX + LANE_PX
  context.save()
  context.beginPath()
  context.rect(from, top, Math.max(2, to - from), heightPx - top)
  context.clip()
  context.globalAlpha = 0.25
  context.fillStyle = palette.red
  context.fillRect(from, top, to - from + 2, heightPx - top)
  context.globalAlpha = 1
  context.strokeStyle = palette.red
  context.lineWidth = 1.5
  context.beginPath()
  const slant = heightPx - top
  for (let x = from - slant - ((from - slant) % 10); x < to; x += 10) {
    context.moveTo(x, heightPx)
    context.lineTo(x + slant, top)
  }
  context.stroke()
  context.restore()
}

function drawSeams(
  { context, widthPx, heightPx, palette }: Sheet,
  { view, seams, pieces, ownTakeId, nameOf }: Scene,
): void {
  const top = RULER_PX + LANE_PX
  context.save()
  context.setLineDash([4, 4])
  context.strokeStyle = palette.ink
  context.fillStyle = palette.ink
  context.lineWidth = 1.5
  let freePx = 0
  for (const { startMs, piece, index } of pieces) {
    const px = pxAt(view, startMs)
    if (px > widthPx) break
    if (index > 0 && px >= 0) {
      context.beginPath()
      context.moveTo(px, top)
      context.lineTo(px, heightPx)
      context.stroke()
    }
    const seam = seams.find(({ atMs }) => atMs === startMs)
    const words = [
      seam?.missingMs !== undefined && `bỏ ${secondsWords(seam.missingMs)}`,
      piece.takeId !== ownTakeId && nameOf(piece.takeId),
    ].filter(Boolean)
    const at = Math.max(freePx, px + 4)
    if (words.length === 0 || px < -1 || (freePx > px + 60 && freePx > 0)) continue
    const text = words.join(' · ')
    context.fillText(text, at, heightPx - 12)
    freePx = at + context.measureText(text).width + 8
  }
  context.restore()
}

function drawFindings({ context, widthPx, palette }: Sheet, { view, findings, currentKey }: Scene): void {
  let freePx = 0
  for (const { key, finding, ranges, state } of findings) {
    const [range] = ranges
    if (!range || state === 'gone' || state === 'refused') continue
    const from = pxAt(view, range.fromMs)
    const to = Math.max(from + 3, pxAt(view, range.toMs))
    if (to < 0 || from > widthPx) continue
    context.fillStyle = finding.severity === 'warning' ? palette.red : palette.amber
    const isCurrent = key === currentKey
    context.fillRect(from, RULER_PX + LANE_PX - (isCurrent ? 5 : 3), to - from, isCurrent ? 5 : 3)
    const text = `${state === 'open' ? '✂ ' : '⚠ '}${FINDING_WORDS[finding.kind]}`
    const at = Math.max(2, from)
    const width = context.measureText(text).width
    if (at < freePx || (!isCurrent && at + width > Math.max(to, from + 160))) continue
    context.fillText(text, at, RULER_PX + LANE_PX / 2 - 2)
    freePx = at + width + 8
  }
}

function drawCursor({ context, widthPx, heightPx, palette }: Sheet, { view, cursorMs, markedMs }: Scene): void {
  if (markedMs !== undefined) {
    const px = pxAt(view, markedMs)
    context.fillStyle = palette.accent
    context.fillRect(px - 1, RULER_PX, 2, heightPx - RULER_PX)
  }
  const px = Math.round(pxAt(view, cursorMs))
  if (px < -6 || px > widthPx + 6) return
  context.fillStyle = palette.ink
  context.fillRect(px - 1, RULER_PX - 8, 2, heightPx - RULER_PX + 8)
  context.beginPath()
  context.moveTo(px - 6, RULER_PX - 10)
  context.lineTo(px + 6, RULER_PX - 10)
  context.lineTo(px, RULER_PX)
  context.fill()
}
