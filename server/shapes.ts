import AjvCompiler from '@fastify/ajv-compiler'
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify'

type Part = Parameters<FastifySchemaCompiler<unknown>>[0]
type Check = ReturnType<FastifySchemaCompiler<unknown>> & { errors?: unknown }

/** What is compiled of a shape: at its first use, and once for all parts of routes that have the same. */
class Compiled<T> {
  readonly #compile: (part: Part) => T
  readonly #made = new Map<string, () => T>()

  constructor(compile: (part: Part) => T) {
    this.#compile = compile
  }

  of(part: Part): () => T {
    const key = JSON.stringify(part.schema)
    const known = this.#made.get(key)
    if (known) return known
    let made: T | undefined
    const get = () => {
      made ??= this.#compile(part)
      return made
    }
    this.#made.set(key, get)
    return get
  }

  all(): T[] {
    return [...this.#made.values()].map((get) => get())
  }
}

// Its types say that it takes a schema; it takes the route's part with the schema in it, as Fastify gives it.
const ajv = AjvCompiler()({}, { customOptions: {}, plugins: [] }) as unknown as FastifySchemaCompiler<unknown>
const stringify = SerializerSelector()({}, {})
const checks = new Compiled<Check>(ajv)
const writes = new Compiled((part) => stringify({ ...part, httpStatus: part.httpStatus ?? '' }))

/**
 * Fastify's own check of a request, compiled when it is first needed: the station has many hundreds of shapes, and
 * compiling all of them took most of the time in which it came up.
 */
export const checkCompiler: FastifySchemaCompiler<unknown> = (part) => {
  const compiled = checks.of(part)
  const check: Check = (data: unknown) => {
    const own = compiled()
    const outcome = own(data)
    // Fastify reads what was wrong from the function that it called.
    check.errors = own.errors
    return outcome
  }
  return check
}

/** The same for the writing of answers. */
export const writeCompiler: FastifySerializerCompiler<unknown> = (part) => {
  const compiled = writes.of(part)
  return (data) => compiled()(data)
}

/** Compiles every shape that any route has asked for; how many there are. Throws at one that cannot be compiled. */
export function compileEveryShape(): number {
  return checks.all().length + writes.all().length
}
