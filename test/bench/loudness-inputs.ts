import { shippedTunes } from '../../audio/index.ts'
import { DEMO_SCRIPT, readPath } from '../../server/demo/content/index.ts'
import type { Material } from '../audio/material.ts'

/** Something that a station might deliver: one sound or several, one after another. */
export interface BenchInput {
  name: string
  paths: string[]
}

/** Sounds that are hard to deliver at a target: each is made anew from synthetic voices, tunes, tones and noise. */
export async function loudnessInputs(material: Material): Promise<BenchInput[]> {
  const voice = await material.sox(await material.speech('voice.wav', 0), 'a.wav', 'gain', '-3')
  const other = await material.sox(await material.speech('other.wav', 1, { pitch: 80 }), 'b.wav', 'gain', '-3')
  const third = await material.speech('third.wav', 2, { pitch: 30 })
  const sox = async (name: string, from: string, ...effects: string[]): Promise<BenchInput> => ({
    name,
    paths: [await material.sox(from, `${name}.wav`, ...effects)],
  })
  const convert = async (name: string, from: string, ending: string, ...options: string[]): Promise<BenchInput> => ({
    name,
    paths: [await material.convert(from, `${name}.${ending}`, ...options)],
  })
  const made = async (name: string, graph: string): Promise<BenchInput> => ({
    name,
    paths: [await material.ffmpeg(`${name}.wav`, '-f', 'lavfi', '-i', graph, '-ar', '48000')],
  })
  const long = await material.sox(voice, 'passage.wav', 'repeat', '2')
  const loud = await material.sox(voice, 'forward.wav', 'gain', '-6', 'repeat', '1')
  const soft = await material.sox(other, 'backward.wav', 'gain', '-34', 'repeat', '1')
  const reads = DEMO_SCRIPT.slice(0, 3).map((item) => readPath(item))
  const tune = (role: string): string => shippedTunes().find((one) => one.role === role)?.path ?? ''
  const picture = ['-f', 'lavfi', '-i', 'testsrc=d=8:s=320x240', '-i', other]

  return [
    { name: 'một bài đọc', paths: [long] },
    { name: 'hai giọng lệch nhau 16 dB', paths: [voice, await material.sox(other, 'b-16.wav', 'gain', '-16')] },
    await sox('4 giây lặng ở đầu', long, 'pad', '4', '0'),
    await sox('đoạn nửa giây', voice, 'trim', '1', '0.5'),
    await sox('đoạn một giây', other, 'trim', '0.5', '1'),
    await sox('đoạn ba giây', voice, 'trim', '0.3', '3'),
    await convert('AMR 8 kHz', third, 'amr', '-ar', '8000', '-ac', '1'),
    await sox('96 kHz, một kênh chết', long, 'rate', '96k', 'remix', '1', '0'),
    { name: 'tiếng của video', paths: [await material.ffmpeg('video.mp4', ...picture, '-c:a', 'aac', '-shortest')] },
    await sox('lệch một chiều (DC)', long, 'gain', '-8', 'dcshift', '0.2'),
    await sox('vỡ tiếng hết thang', long, 'gain', '18'),
    await sox('nhỏ như thì thầm', long, 'gain', '-42'),
    await sox('băng thoại', long, 'sinc', '300-3400', 'gain', '-6'),
    await convert(
      'có tiếng ù 50 Hz',
      long,
      'wav',
      ...['-af', 'aresample=48000,aeval=val(0)*0.5+0.05*sin(2*PI*50*t)+0.02*sin(2*PI*150*t)'],
    ),
    {
      name: 'rất động (đoạn to, đoạn nhỏ 28 dB)',
      paths: [await joined(material, 'dynamic.wav', loud, soft, loud, soft)],
    },
    await sox('MP3 22 kHz một kênh', long, 'rate', '22050'),
    await convert('Opus trong WebM', other, 'webm', '-c:a', 'libopus', '-b:a', '24k'),
    { name: 'nhạc hiệu', paths: [tune('intro')] },
    await made('âm 1 kHz', 'sine=f=1000:r=48000:d=12,volume=-12dB'),
    await made('nhiễu hồng', 'anoisesrc=d=12:r=48000:c=pink:a=0.3:seed=7'),
    await made('nhiễu trắng', 'anoisesrc=d=12:r=48000:c=white:a=0.3:seed=8'),
    await made('tiếng gõ thưa', 'aevalsrc=0.9*sin(2*PI*900*t)*exp(-60*mod(t\\,0.5)):s=48000:d=12'),
    { name: 'hai người hai bên', paths: [await sides(material, 'sides.wav', voice, other, 1)] },
    { name: 'một bên ngược pha', paths: [await sides(material, 'upside-down.wav', voice, voice, -1)] },
    {
      name: 'một kỳ trọn vẹn',
      paths: [tune('intro'), reads[0] ?? '', tune('sting'), reads[1] ?? '', voice, tune('outro')],
    },
    { name: '10 phút', paths: [await material.sox(voice, 'ten-minutes.wav', 'repeat', '110', 'trim', '0', '600')] },
  ]
}

/** One sound after another. */
function joined(material: Material, name: string, ...paths: string[]): Promise<string> {
  const inputs = paths.flatMap((path) => ['-i', path])
  return material.ffmpeg(name, ...inputs, '-filter_complex', `concat=n=${paths.length}:v=0:a=1`)
}

/** One voice on the left and one, times `factor`, on the right. */
function sides(material: Material, name: string, left: string, right: string, factor: number): Promise<string> {
  const graph = `[1:a]volume=${Math.abs(factor)},aeval=${Math.sign(factor)}*val(0)[r];[0:a][r]amerge=inputs=2`
  return material.ffmpeg(name, '-i', left, '-i', right, '-filter_complex', graph, '-ac', '2')
}
