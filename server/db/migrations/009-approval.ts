import type { Kysely } from 'kysely'

/** What each person does; submitting, approving, returning; the keys of leaders; signed papers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await functions(db)
  await approvalsAgain(db)
  await leaders(db)
  await requests(db)
}

/** What a person does at the station (JSON list): the newest row of an account counts, an empty list is everything. */
async function functions({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('account_functions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('functions', 'text', (c) => c.notNull())
    .addColumn('chosen_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('chosen_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('account_functions_of').on('account_functions').column('account_id').execute()
}

/**
 * An approval may be taken back, and the same revision approved again: approvals get an identity of their own, say how they
 * were given, and those from a leader's telephone name no account. A revision is approved while one of its approvals stands.
 */
async function approvalsAgain(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema.alterTable('approvals').renameTo('approvals_before').execute()
  await schema
    .createTable('approvals')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('revision_id', 'text', (c) => c.notNull().references('revisions.id'))
    .addColumn('text_hash', 'text', (c) => c.notNull())
    .addColumn('approver', 'text', (c) => c.notNull())
    .addColumn('means', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('approved_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('approvals_of').on('approvals').column('revision_id').execute()
  const before = db as Kysely<{ approvals_before: BeforeTable; approvals: BeforeTable & { id: string; means: string } }>
  await before
    .insertInto('approvals')
    .columns(['id', 'revision_id', 'text_hash', 'approver', 'means', 'recorded_by', 'approved_at'])
    .expression((eb) =>
      eb
        .selectFrom('approvals_before')
        .select((row) => [
          'revision_id as id',
          'revision_id',
          'text_hash',
          'approver',
          row.val('session').as('means'),
          'recorded_by',
          'approved_at',
        ]),
    )
    .execute()
  await schema.dropTable('approvals_before').execute()
  await schema
    .createTable('approval_withdrawals')
    .addColumn('approval_id', 'text', (c) => c.primaryKey().references('approvals.id'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('withdrawn_by', 'text', (c) => c.notNull())
    .addColumn('means', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('withdrawn_at', 'bigint', (c) => c.notNull())
    .execute()
}

interface BeforeTable {
  revision_id: string
  text_hash: string
  approver: string
  recorded_by: string
  approved_at: number
}

async function leaders({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('leaders')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('name', 'text')
    .addColumn('added_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('added_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createTable('leader_endings')
    .addColumn('leader_id', 'text', (c) => c.primaryKey().references('leaders.id'))
    .addColumn('ended_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('ended_at', 'bigint', (c) => c.notNull())
    .execute()
  // A link registers one telephone; only its hash is kept. The newest link of a leader counts.
  await schema
    .createTable('leader_links')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('leader_id', 'text', (c) => c.notNull().references('leaders.id'))
    .addColumn('secret_hash', 'text', (c) => c.notNull().unique())
    .addColumn('made_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('leader_links_of').on('leader_links').column('leader_id').execute()
  await schema
    .createTable('leader_phones')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('leader_id', 'text', (c) => c.notNull().references('leaders.id'))
    .addColumn('link_id', 'text', (c) => c.notNull().unique().references('leader_links.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('pin_hash', 'text', (c) => c.notNull())
    .addColumn('origin', 'text')
    .addColumn('registered_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createTable('leader_phone_endings')
    .addColumn('phone_id', 'text', (c) => c.primaryKey().references('leader_phones.id'))
    .addColumn('ended_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('ended_at', 'bigint', (c) => c.notNull())
    .execute()
  // Each try is noted before it is looked at; what is right, or unlocked by the station, begins the counting anew.
  await schema
    .createTable('leader_pin_tries')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('phone_id', 'text', (c) => c.notNull().references('leader_phones.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('noted_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('noted_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('leader_pin_tries_in_order', ['phone_id', 'number'])
    .execute()
  await schema
    .createTable('leader_passkeys')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('phone_id', 'text', (c) => c.notNull().references('leader_phones.id'))
    .addColumn('public_key', 'text', (c) => c.notNull())
    .addColumn('transports', 'text', (c) => c.notNull())
    .addColumn('rp_id', 'text', (c) => c.notNull())
    .addColumn('added_at', 'bigint', (c) => c.notNull())
    .execute()
  // What the authenticator counted at each use, the making being the first.
  await schema
    .createTable('leader_passkey_uses')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('passkey_id', 'text', (c) => c.notNull().references('leader_passkeys.id'))
    .addColumn('counter', 'bigint', (c) => c.notNull())
    .addColumn('used_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('leader_passkey_uses_of').on('leader_passkey_uses').column('passkey_id').execute()
}

async function requests({ schema }: Kysely<unknown>): Promise<void> {
  // A revision submitted; the newest request of a revision counts.
  await schema
    .createTable('approval_requests')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('revision_id', 'text', (c) => c.notNull().references('revisions.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('note', 'text')
    .addColumn('submitted_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('submitted_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('approval_requests_in_order', ['revision_id', 'number'])
    .execute()
  await schema
    .createTable('approval_request_leaders')
    .addColumn('request_id', 'text', (c) => c.notNull().references('approval_requests.id'))
    .addColumn('leader_id', 'text', (c) => c.notNull().references('leaders.id'))
    .addColumn('asked_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('asked_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('approval_request_leaders_once', ['request_id', 'leader_id'])
    .execute()
  // What was answered, numbered within its request: one number for all that was said at once, with the identity that its page
  // gave it. Without an item it is about the whole. The newest answer of an item counts.
  await schema
    .createTable('approval_answers')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('request_id', 'text', (c) => c.notNull().references('approval_requests.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('said_id', 'text', (c) => c.notNull())
    .addColumn('item_id', 'text')
    .addColumn('answer', 'text', (c) => c.notNull())
    .addColumn('remark', 'text')
    .addColumn('approver', 'text', (c) => c.notNull())
    .addColumn('means', 'text', (c) => c.notNull())
    .addColumn('phone_id', 'text', (c) => c.references('leader_phones.id'))
    .addColumn('recorded_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('given_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('approval_answers_in_order', ['request_id', 'number', 'item_id'])
    .execute()
  await schema.createIndex('approval_answers_said').on('approval_answers').column('said_id').execute()
  await schema
    .createTable('paper_scans')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('revision_id', 'text', (c) => c.notNull().references('revisions.id'))
    .addColumn('media_sha256', 'text', (c) => c.notNull().references('media.sha256'))
    .addColumn('file_name', 'text', (c) => c.notNull())
    .addColumn('signed_on', 'text')
    .addColumn('added_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('added_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('paper_scans_of').on('paper_scans').column('revision_id').execute()
}
