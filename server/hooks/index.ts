/** Hooks: a command or an address of the station's own, around airings and for alarms. */
export { runHook } from './hook.ts'
export { registerHooks } from './routes.ts'
