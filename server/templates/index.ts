/** Templates (khung chương trình): what each edition of a programme is made of, and how loud it is. */
export { problemOfBeds } from './check.ts'
export { presetTemplate, type TemplateFields } from './presets.ts'
export { registerTemplates } from './routes.ts'
export { programmesNaming, setNorm, templateOf } from './store.ts'
