import { readFileSync } from 'node:fs'
import { argv, stdout } from 'node:process'
import { NEEDS_OF_THE_LONGER_RUNS, NEEDS_OF_THE_SUITE, type Need } from './needs.ts'
import { type Outcome, run } from './run.ts'

/**
 * Sees to it that the machine has what npm cannot bring. Where everything is there it says nothing; on Debian as root it
 * installs what is missing; elsewhere it names what is missing and the one line to type. Answers whether all is there.
 */
export async function prepareMachine(needs: readonly Need[] = NEEDS_OF_THE_SUITE): Promise<boolean> {
  const missing = needs.filter((need) => !need.isThere())
  if (missing.length === 0) return true
  const names = missing.map((need) => need.name).join(', ')
  const packages = missing.map((need) => need.debianPackage)

  if (!isDebian() || process.getuid?.() !== 0) {
    say(`Máy còn thiếu: ${names}.`)
    say(`Gõ một dòng này rồi chạy lại: sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`)
    say(`(Missing on this machine: ${names}. Type the line above, then run again.)`)
    return false
  }

  say(`Cài thêm cho máy này: ${packages.join(' ')}`)
  const failure = (await install(packages)) && (await install(packages))
  const stillMissing = needs.filter((need) => !need.isThere())
  if (failure === undefined && stillMissing.length === 0) return true
  if (failure !== undefined) say(failure)
  say(`Chưa cài được: ${(stillMissing.length > 0 ? stillMissing : missing).map((need) => need.name).join(', ')}.`)
  return false
}

/** Runs apt-get once; answers its last words when it failed, nothing when it did its work. */
async function install(packages: readonly string[]): Promise<string | undefined> {
  const lock = ['-o', 'DPkg::Lock::Timeout=120']
  const updated = await apt([...lock, 'update'])
  if (updated.outcome.code !== 0) return updated.lastLines
  const installed = await apt([...lock, 'install', '-y', '--no-install-recommends', ...packages])
  return installed.outcome.code === 0 ? undefined : installed.lastLines
}

async function apt(args: readonly string[]): Promise<{ outcome: Outcome; lastLines: string }> {
  const lines: string[] = []
  const outcome = await run('apt-get', args, {
    env: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    onLine: (line) => {
      lines.push(line)
      progress(line)
    },
  })
  progress('')
  return { outcome, lastLines: lines.slice(-8).join('\n') }
}

/** Keeps one line of the terminal up to date; a log file gets nothing of it. */
function progress(line: string): void {
  if (!stdout.isTTY) return
  stdout.write(`\r\u001B[K${line.slice(0, Math.max(20, (stdout.columns ?? 80) - 1))}`)
}

function isDebian(): boolean {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    // No such file: some other system.
    return false
  }
}

function say(line: string): void {
  stdout.write(`${line}\n`)
}

if (import.meta.main) {
  const needs = argv.includes('--longer-runs')
    ? [...NEEDS_OF_THE_SUITE, ...NEEDS_OF_THE_LONGER_RUNS]
    : NEEDS_OF_THE_SUITE
  process.exitCode = (await prepareMachine(needs)) ? 0 : 1
}
