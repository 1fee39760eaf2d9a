import { Type } from 'typebox'
import { Id } from './common.ts'

/** cán bộ tổng hợp · biên tập viên · lãnh đạo phê duyệt · phát thanh viên · kỹ thuật viên · người theo dõi, đôn đốc. */
export const PersonFunction = Type.Union([
  Type.Literal('collector'),
  Type.Literal('editor'),
  Type.Literal('approver'),
  Type.Literal('announcer'),
  Type.Literal('technician'),
  Type.Literal('monitor'),
])

/** What a person does at the station; none chosen: a small station's one person, who does everything. */
export const FunctionsChosen = Type.Object({
  functions: Type.Array(PersonFunction, { maxItems: 6, uniqueItems: true }),
})

export const AccountFunctions = Type.Object({ accountId: Id, ...FunctionsChosen.properties })

/** What narrows the list of people: words of name and ward; those who do this, among them everybody for whom nothing was chosen. */
export const PeopleAsked = Type.Object({
  words: Type.Optional(Type.String({ maxLength: 200 })),
  does: Type.Optional(PersonFunction),
})
