/** The tables of questions and answers, contacts, the library, feedback, evaluations. */
export interface RegistersTables {
  questions: QuestionsTable
  question_facts: QuestionFactsTable
  question_telephones: QuestionTelephonesTable
  question_dispatches: QuestionDispatchesTable
  contacts: ContactsTable
  contact_facts: ContactFactsTable
  library_entries: LibraryEntriesTable
  library_versions: LibraryVersionsTable
  library_sounds: LibrarySoundsTable
  library_items: LibraryItemsTable
  library_retirements: LibraryRetirementsTable
  feedback: FeedbackTable
  feedback_facts: FeedbackFactsTable
  evaluations: EvaluationsTable
  evaluation_versions: EvaluationVersionsTable
}

interface QuestionsTable {
  id: string
  year: number
  /** Within its year, from 1. */
  number: number
  via: 'telephone' | 'letter' | 'in-person' | 'online' | 'meeting' | 'other'
  /** `YYYY-MM-DD`. */
  received_on: string
  received_by: string
  received_at: number
}

interface QuestionFactsTable {
  id: string
  question_id: string
  /** In the order in which they were noted, from 1. */
  number: number
  kind:
    | 'worded'
    | 'asker'
    | 'consent'
    | 'sent'
    | 'extended'
    | 'answered'
    | 'edited'
    | 'placed'
    | 'told'
    | 'closed'
    | 'reopened'
  /** JSON: the facts of the kind. Read through the door of `questions`, which keeps an asker's number out of old wordings. */
  facts: string
  noted_by: string
  noted_at: number
}

/** The only table that holds an asker's telephone number. */
interface QuestionTelephonesTable {
  id: string
  question_id: string
  number: number
  telephone: string | null
  noted_by: string
  noted_at: number
}

interface QuestionDispatchesTable {
  id: string
  unit_id: string | null
  unit_name: string
  sent_on: string
  due_on: string
  sent_by: string
  sent_at: number
}

interface ContactsTable {
  id: string
  made_by: string
  made_at: number
}

interface ContactFactsTable {
  id: string
  contact_id: string
  number: number
  valid_from: string
  /** JSON: name, address, telephone, e-mail, hours. */
  facts: string
  noted_by: string
  noted_at: number
}

interface LibraryEntriesTable {
  id: string
  kind: 'hotline' | 'spot' | 'work'
  made_by: string
  made_at: number
}

interface LibraryVersionsTable {
  id: string
  entry_id: string
  number: number
  title: string
  contact_id: string | null
  /** JSON: text, day of expiry; of a work author, award, year, source. */
  facts: string
  saved_by: string
  saved_at: number
}

interface LibrarySoundsTable {
  tune_id: string
  entry_id: string
  file_name: string
  added_by: string
  added_at: number
}

interface LibraryItemsTable {
  item_id: string
  entry_id: string
  edition_id: string
  placed_by: string
  placed_at: number
}

interface LibraryRetirementsTable {
  entry_id: string
  retired_by: string
  retired_at: number
}

interface FeedbackTable {
  id: string
  year: number
  number: number
  received_by: string
  received_at: number
}

interface FeedbackFactsTable {
  id: string
  feedback_id: string
  number: number
  kind: 'said' | 'handed-on' | 'done' | 'made-question'
  /** JSON: the facts of the kind. */
  facts: string
  noted_by: string
  noted_at: number
}

interface EvaluationsTable {
  id: string
  made_by: string
  made_at: number
}

interface EvaluationVersionsTable {
  id: string
  evaluation_id: string
  number: number
  /** JSON: the record as it was saved. */
  facts: string
  saved_by: string
  saved_at: number
}
