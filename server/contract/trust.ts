import { Type } from 'typebox'
import { Instant } from './common.ts'

/** `off`: switched off; `starting`: not opened yet; `failed`: see `why`, tried again every minute. */
export const HttpsState = Type.Union([
  Type.Literal('off'),
  Type.Literal('starting'),
  Type.Literal('serving'),
  Type.Literal('failed'),
])

/** How a device comes to trust the station: what a visitor who is not signed in may know about HTTPS. */
export const Trust = Type.Object({
  state: HttpsState,
  /** Why it is not served, and what to do: Vietnamese. */
  why: Type.Optional(Type.String()),
  port: Type.Optional(Type.Integer()),
  /** Host names and addresses that the certificate holds for. */
  names: Type.Optional(Type.Array(Type.String())),
  /** How other machines reach the HTTP side: `http://192.168.1.20:8080`. */
  plainAddresses: Type.Array(Type.String()),
  authority: Type.Optional(
    Type.Object({
      /** As it stands in the lists of devices. */
      name: Type.String(),
      endsAt: Instant,
      /** Fingerprints, `AB:CD:…`. Windows shows the shorter one. */
      sha256: Type.String(),
      sha1: Type.String(),
    }),
  ),
})
