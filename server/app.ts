import { randomUUID } from 'node:crypto'
import fastifyHelmet from '@fastify/helmet'
import fastifyMultipart from '@fastify/multipart'
import fastifyRateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import fastifySwagger from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyError, LogController } from 'fastify'
import type { Ffmpeg } from '../audio/index.ts'
import type { Clock } from '../schedules/index.ts'
import { registerAccounts, registerPeople, registerSessions } from './accounts/index.ts'
import {
  makeUpDisplaced,
  makeUpDisplacedLately,
  PlanWriter,
  refuseOverAirings,
  registerAirings,
  registerCalendar,
  registerLevels,
  registerMakeUps,
  registerOrders,
  ruleClashesOf,
} from './airings/index.ts'
import { listAnnouncements, registerAnnouncements } from './announcements/index.ts'
import { registerApprovals } from './approvals/index.ts'
import { registerAssignments } from './assignments/index.ts'
import { registerBooks } from './books/index.ts'
import type { Config } from './config.ts'
import { registerConsole } from './console/index.ts'
import type { Db } from './db/index.ts'
import type { App, Deps } from './deps.ts'
import { draftHooks, registerDrafts } from './drafts/index.ts'
import { registerEditions } from './editions/index.ts'
import { registerEdits } from './edits/index.ts'
import { registerEmergencies } from './emergencies/index.ts'
import { type ErrorCode, isDiskFull, StationError, statusOf, tell } from './errors.ts'
import { fieldOf } from './field-names.ts'
import { registerFunctions } from './functions/index.ts'
import { registerHearing } from './hearing/index.ts'
import { registerHolidays } from './holidays/index.ts'
import { registerHooks } from './hooks/index.ts'
import { type HttpsSide, registerTrust } from './https/index.ts'
import { findInput, registerInputs } from './inputs/index.ts'
import { registerIntake, registerSending } from './intake/index.ts'
import { JournalReader } from './journal/index.ts'
import { LeaderKeys, registerLeaders } from './leaders/index.ts'
import { registerListening } from './listening/index.ts'
import { Live } from './live/index.ts'
import { MediaStore } from './media/index.ts'
import { registerMonth } from './month/index.ts'
import { registerOccupied } from './occupied/index.ts'
import { registerOutside } from './outside/index.ts'
import { registerPauses } from './pauses/index.ts'
import { registerPostings, registerQuotas } from './postings/index.ts'
import { Preflights, realProbes, registerPreflight, type StationProbes } from './preflight/index.ts'
import { listWardAccounts, listWardLeaders, registerGate, registerProducers, wardOf } from './producers/index.ts'
import { registerPictures, registerProgrammes } from './programmes/index.ts'
import { ProofDesk, registerProofs } from './proofs/index.ts'
import { PublicSide, registerPublicGate } from './public-address/index.ts'
import { registerRecordings } from './recordings/index.ts'
import { registerRegisters } from './registers/index.ts'
import { registerRemarks } from './remarks/index.ts'
import { openPartStore, RenderQueue, registerRenders } from './renders/index.ts'
import { registerReview } from './review/index.ts'
import { registerRota } from './rota/index.ts'
import { registerRundowns } from './rundowns/index.ts'
import { registerScripts } from './scripts/index.ts'
import { registerSearch } from './search/index.ts'
import { checkCompiler, writeCompiler } from './shapes.ts'
import { registerSpeech } from './speech/index.ts'
import { warningsOfSounds } from './spots/index.ts'
import { Listening, lanAddresses, registerAirSettings, registerStation } from './station/index.ts'
import { registerSurveys, SurveyDesk } from './surveys/index.ts'
import { registerTakes } from './takes/index.ts'
import { registerTasks } from './tasks/index.ts'
import { programmesNaming, registerTemplates, setNorm } from './templates/index.ts'
import { registerTunes, useShippedTunes } from './tunes/index.ts'
import { registerUnits } from './units/index.ts'
import { registerUploads, UploadDesk } from './uploads/index.ts'
import { registerUrging } from './urging/index.ts'
import { registerVerdicts } from './verdicts/index.ts'
import { listWardStations, registerWards } from './wards/index.ts'

export interface AppOptions {
  config: Config
  db: Db
  clock: Clock
  ffmpeg: Ffmpeg
  /** Where the built pages are; absent in tests that ask the API alone. */
  pagesDir?: string
  /** The station's own HTTPS, which whoever listens opens; absent where there is none. */
  https?: HttpsSide
  /** The ways to the computer that the looks before an airing go; the real ones where none are given. */
  probes?: StationProbes
  /** Opens `/vao/:code` once: the way into the demo. */
  oneTimeCode?: string
  demo?: boolean
  /** Whether each new read is looked at by itself; what is about something else saves the time. Default true. */
  looksAtReads?: boolean
  logger?: boolean | object
}

const HOUR_MS = 3_600_000

/**
 * Builds the station's HTTP side: every room's routes behind one gate, one error table, one live stream. It listens to
 * nothing yet; `app.ready()` starts what works in the background, `app.close()` ends all of it.
 */
export async function buildApp(options: AppOptions): Promise<App> {
  const { config, db, clock, ffmpeg } = options
  const outside = new PublicSide(db)
  const app: App = Fastify({
    logger: options.logger ?? false,
    // A line for every request would bury the few that matter; refusals and faults are logged where they are told.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 * 1024,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
    frameworkErrors: (_cause, _request, reply) => {
      reply.raw.writeHead(400, { 'content-type': 'application/json; charset=utf-8' })
      reply.raw.end(JSON.stringify(tell('bad-request', { what: 'địa chỉ trang không đúng' })))
    },
    routerOptions: { maxParamLength: 300 },
    trustProxy: (address) => outside.trusts(address),
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(checkCompiler).setSerializerCompiler(writeCompiler)
  const live = new Live()
  const media = await MediaStore.open(config.dataDir, db, () => clock.now())
  const { parts, stretches } = await openPartStore(config.dataDir, ffmpeg)
  const looksAtReads = options.looksAtReads ?? true
  const onTake = (takeId: string) => {
    if (looksAtReads) surveys.add(takeId)
  }
  const deps: Deps = { config, db, clock, ffmpeg, parts, stretches, media, live, onTake, log: app.log }
  const surveys = new SurveyDesk(deps)

  const plan = new PlanWriter(deps)
  const preflights = new Preflights(deps, options.probes ?? realProbes(undefined))
  const onChange = async () => {
    await plan.write()
    preflights.changed()
  }
  const queue = new RenderQueue(deps, onChange)
  const airingsChanged = () => live.tell({ event: 'changed', data: { what: 'airings' } })
  const afterMakeUp = async (hasMade: boolean) => {
    if (!hasMade) return
    await plan.write()
    airingsChanged()
  }
  const proofDesk = new ProofDesk(deps)
  const journal = new JournalReader(deps, (entries) => {
    airingsChanged()
    if (entries.some(({ event }) => event === 'captured' || event === 'outcome')) void proofDesk.look()
    const over = entries.filter(({ event }) => event === 'outcome').flatMap(({ airingId }) => airingId ?? [])
    if (over.length === 0) return
    makeUpDisplaced(deps, over)
      .then(afterMakeUp)
      .catch((err: unknown) => app.log.error({ err }, 'Chưa tự xếp được phát bù'))
  })

  const listening = new Listening(deps)

  registerErrors(app)
  registerPublicGate(app, outside)
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy(options.https?.wantedPort) },
    // The station is reached by plain HTTP on its own network as well: a browser must never be told to use HTTPS alone.
    strictTransportSecurity: config.https,
    crossOriginOpenerPolicy: config.https,
    originAgentCluster: config.https,
  })
  await app.register(fastifyRateLimit, {
    global: false,
    errorResponseBuilder: () => new StationError('too-many-tries'),
  })
  await app.register(fastifyMultipart, {
    limits: { fileSize: config.uploadLimitBytes + 1, files: 1, fields: 20 },
    throwFileSizeLimit: false,
  })
  await app.register(fastifySwagger, { openapi: { info: { title: 'Lên Sóng', version: '1' } } })
  await registerSessions(app, deps)
  registerGate(app, deps, { editedTakeId: (editId) => edits.takeIdOf(editId) })

  registerAccounts(app, deps, {
    oneTimeCode: options.oneTimeCode,
    demo: options.demo ?? false,
    onSetUp: (accountId) => useShippedTunes(deps, accountId),
    wardOf: (accountId) => wardOf(db, accountId),
  })
  registerPeople(app, deps)
  registerFunctions(app, deps, { wardAccounts: () => listWardAccounts(db) })
  registerStation(app, deps, listening, onChange)
  registerAirSettings(app, deps, { listening, findInput, onChange })
  registerInputs(app, deps)
  registerHooks(app, deps)
  registerListening(app, deps, listening)
  registerProgrammes(app, deps, {
    onChange,
    isAnnouncement: async (id) => (await listAnnouncements(db)).some((kept) => kept.id === id),
    wardNames: async () => new Map((await listWardStations(db)).map((ward) => [ward.id, ward.name])),
    setNorm: (programmeId, normMs, by) => setNorm(deps, { programmeId, normMs, by }),
    clashesOf: (programme) => ruleClashesOf(db, programme, clock.now()),
  })
  registerPictures(app, deps)
  registerUnits(app, deps)
  registerRota(app, deps)
  registerTasks(app, deps)
  registerTemplates(app, deps)
  registerAnnouncements(app, deps, onChange)
  registerEditions(app, deps, queue)
  registerScripts(app, deps, { onChange, ...draftHooks(deps) })
  registerDrafts(app, deps)
  registerRemarks(app, deps)
  registerReview(app, deps, onChange)
  registerSpeech(app, deps)
  registerTakes(app, deps, onChange)
  registerSurveys(app, surveys)
  const uploads = new UploadDesk(deps)
  registerUploads(app, deps, uploads)
  registerVerdicts(app, deps, onChange)
  registerAssignments(app, deps)
  const leaderKeys = new LeaderKeys(db, () => clock.now())
  registerLeaders(app, deps, leaderKeys, { wardLeaders: () => listWardLeaders(db) })
  registerApprovals(app, deps, leaderKeys, onChange)
  registerRecordings(app, deps)
  registerTunes(app, deps, { programmesNaming: (tuneId) => programmesNaming(db, tuneId) })
  registerRundowns(app, deps, {
    onChange,
    warningsOf: (soundIds) => warningsOfSounds(db, soundIds, clock.now()),
  })
  registerRegisters(app, deps, onChange)
  registerRenders(app, deps, queue)
  registerIntake(app, deps)
  registerSending(app, deps)
  registerPostings(app, deps)
  registerQuotas(app, deps)
  registerUrging(app, deps)
  registerMonth(app, deps, queue)
  const edits = registerEdits(app, deps)
  const hearing = registerHearing(app, deps)
  registerAirings(app, deps, onChange)
  registerCalendar(app, deps)
  registerMakeUps(app, deps, onChange)
  registerLevels(app, deps)
  registerProofs(app, deps, proofDesk)
  registerOrders(app, deps, onChange)
  registerEmergencies(app, deps)
  registerPauses(app, deps, onChange)
  registerOccupied(app, deps, {
    onChange,
    refuseOverAirings: (slot) => refuseOverAirings(db, slot, clock.now()),
  })
  registerOutside(app, deps)
  registerHolidays(app, deps)
  registerSearch(app, deps)
  registerWards(app, deps, { outside, proofs: proofDesk })
  registerProducers(app, deps)
  registerBooks(app, deps)
  registerPreflight(app, preflights)
  registerTrust(app, options.https, () => lanAddresses(config.port, config.host))
  const consoleLine = registerConsole(app, deps, () => preflights.current())
  await registerPages(app, options.pagesDir)

  let cancelHourly: (() => void) | undefined
  const hourly = () => {
    cancelHourly = clock.wakeAt(clock.now() + HOUR_MS, hourly)
    plan.write().catch((err: unknown) => app.log.error({ err }, 'Chưa ghi được lịch phát'))
  }
  app.addHook('onReady', async () => {
    await journal.start()
    void proofDesk.look()
    await makeUpDisplacedLately(deps)
    await plan.write()
    await queue.resume()
    if (looksAtReads) await surveys.resume()
    await uploads.resume()
    cancelHourly = clock.wakeAt(clock.now() + HOUR_MS, hourly)
    preflights.start()
  })
  // Streams first: a server does not close over an open one.
  app.addHook('preClose', async () => {
    consoleLine.close()
    live.end()
  })
  app.addHook('onClose', async () => {
    cancelHourly?.()
    await preflights.close()
    await listening.end()
    await Promise.all([queue.close(), uploads.close(), edits.close(), hearing.close(), surveys.close()])
    await journal.close()
    await proofDesk.close()
  })
  return app
}

/** `httpsPort`: where a page of the HTTP side may ask whether its device trusts the HTTPS side. */
const contentPolicy = (httpsPort: number | undefined) => ({
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'media-src': ["'self'", 'blob:'],
  'worker-src': ["'self'", 'blob:'],
  'connect-src': httpsPort === undefined ? ["'self'"] : ["'self'", `https://*:${httpsPort}`],
  'font-src': ["'self'", 'data:'],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'self'"],
  'form-action': ["'self'"],
  'object-src': ["'none'"],
})

/** Every refusal leaves by this door: a code, a Vietnamese sentence, the next step; never a stack trace. */
function registerErrors(app: App): void {
  app.setErrorHandler((cause: FastifyError | StationError, request, reply) => {
    const [code, details] = asTold(cause, request.id)
    if (code === 'internal') request.log.error({ err: cause, reference: request.id }, 'Lỗi trong chương trình')
    else request.log.info({ code, method: request.method, route: request.routeOptions.url }, 'Đã từ chối một yêu cầu')
    return reply.code(statusOf(code)).send(tell(code, details))
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(tell('not-found')))
}

function asTold(cause: FastifyError | StationError, reference: string): [ErrorCode, Record<string, unknown>] {
  if (cause instanceof StationError) return [cause.code, cause.details]
  if (cause.validation) return ['bad-request', { what: fieldOf(cause) }]
  if (cause.code === 'FST_ERR_CTP_BODY_TOO_LARGE' || cause.statusCode === 413)
    return ['too-large', { limit: 'của trang này' }]
  if (isDiskFull(cause)) return ['disk-full', { free: '0 byte' }]
  if (cause.statusCode === 429) return ['too-many-tries', {}]
  if (cause.statusCode !== undefined && cause.statusCode < 500)
    return ['bad-request', { what: 'máy chủ không hiểu yêu cầu' }]
  return ['internal', { reference: reference.slice(0, 8) }]
}

/** The built pages: hashed files for good, and one page for every address that is no file. */
async function registerPages(app: App, pagesDir: string | undefined): Promise<void> {
  if (pagesDir === undefined) return
  await app.register(fastifyStatic, {
    root: pagesDir,
    serve: false,
    setHeaders: (reply, path) => {
      const isHashed = /[\\/]assets[\\/]/.test(path)
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get('/*', { config: { open: true }, schema: { hide: true } }, (request, reply) => {
    const { pathname } = new URL(request.url, 'http://station')
    if (pathname.startsWith('/api/')) throw new StationError('not-found')
    return reply.sendFile(/\.\w+$/.test(pathname) ? pathname : 'index.html')
  })
}
