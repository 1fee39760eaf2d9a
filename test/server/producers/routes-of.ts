import type { App } from '../../../server/deps.ts'

export interface KnownRoute {
  method: string
  url: string
}

/** Every route that an app has registered, read from the tree that the router prints. */
export function routesOf(app: App): KnownRoute[] {
  const path: string[] = []
  const routes: KnownRoute[] = []
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent, segment, methods] = /^([│ ]*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? []
    if (indent === undefined || segment === undefined) continue
    path.length = indent.length / 4
    path.push(segment.trim())
    for (const method of methods?.split(', ') ?? []) routes.push({ method, url: path.join('') })
  }
  return routes
}
