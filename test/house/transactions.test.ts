import { expect, test } from 'vitest'
import { list, readSources } from './rules/house.ts'
import { transactionBreaches } from './rules/transactions.ts'

test('inside a transaction nobody uses the outer database', () => {
  expect(list(transactionBreaches(readSources(['server'])))).toEqual([])
})

test.each([
  ['the outer name', `db.transaction().execute(async (trx) => { await db.selectFrom('a').execute() })`],
  ['a field', `this.db.transaction().execute(async (trx) => { await this.db.selectFrom('a').execute() })`],
  ['the dependencies', `deps.db.transaction().execute(async (trx) => { await find(deps.db, 1) })`],
  ['an outer name handed on', `db.transaction().execute((trx) => find(db, 1))`],
  ['an isolation level between', `db.transaction().setIsolationLevel('serializable').execute((trx) => find(db, 1))`],
  ['a short-hand property', `db.transaction().execute((trx) => find({ db }))`],
  ['a neighbour', `function count() { return db.selectFrom('a') }\ndb.transaction().execute((trx) => count())`],
])('the rule notices %s', (_, text) => {
  expect(transactionBreaches([{ path: 'server/x/store.ts', text }])).toHaveLength(1)
})

test.each([
  ['the transaction itself', `db.transaction().execute(async (trx) => { await trx.insertInto('a').execute() })`],
  ['a parameter of the same name', `db.transaction().execute(async (db) => { await db.insertInto('a').execute() })`],
  ['a key of that name', `db.transaction().execute((trx) => find({ db: trx }))`],
  [
    'a neighbour that is handed it',
    `function count(db) { return db.x() }\ndb.transaction().execute((trx) => count(trx))`,
  ],
])('the rule allows %s', (_, text) => {
  expect(transactionBreaches([{ path: 'server/x/store.ts', text }])).toEqual([])
})
