/** What holds of a programme from a date on, or until the station says otherwise: its rules and its facts. */
export {
  addFacts,
  addRule,
  callOffRule,
  courseOf,
  type DatedFacts,
  findCourse,
  kindOf,
  listDated,
  type ProgrammeFacts,
} from './store.ts'
