/** Who was reminded of what, when and how. */
export { addReminder, listReminders, type ReminderNoted } from './store.ts'
