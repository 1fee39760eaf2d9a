import Fastify from 'fastify'
import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { checkCompiler, compileEveryShape, writeCompiler } from '../../server/shapes.ts'
import { TestStation } from '../builders.ts'

describe('the shapes of requests and answers', () => {
  it('are checked and written as Fastify does it itself', async () => {
    const answersOf = async (isOurs: boolean) => {
      const app = Fastify()
      if (isOurs) app.setValidatorCompiler(checkCompiler).setSerializerCompiler(writeCompiler)
      const Sent = Type.Object({ count: Type.Integer({ minimum: 1 }), at: Type.String({ format: 'date' }) })
      const schema = { body: Sent, response: { 200: Type.Object({ count: Type.Integer() }) } }
      app.post('/one', { schema }, (request) => request.body)
      app.post('/two', { schema }, (request) => request.body)
      const bodies = [
        { count: 2, at: '2026-11-16', more: true },
        { count: '3', at: '2026-11-16' },
        { count: 0, at: 'x' },
        {},
      ]
      const answers = []
      for (const url of ['/one', '/two']) {
        for (const payload of bodies) answers.push((await app.inject({ method: 'POST', url, payload })).body)
      }
      await app.close()
      return answers
    }
    const ours = await answersOf(true)
    expect(ours).toEqual(await answersOf(false))
    expect(ours.slice(0, 2)).toEqual(['{"count":2}', '{"count":3}'])
  })

  it('compile, every one that a route of the station has', async () => {
    const station = await TestStation.open()
    await station.close()
    expect(compileEveryShape()).toBeGreaterThan(200)
  })
})
