import { Type } from 'typebox'
import { Id, Period, Signed } from './common.ts'

/** A ward station's account: it sees and does only what is of the ward's own programmes. */
export const WardAccount = Type.Object({ accountId: Id, wardStationId: Id, wardName: Type.String() })

/** A leader who approves for a ward, and for nobody else. */
export const WardLeader = Type.Object({ leaderId: Id, wardStationId: Id, wardName: Type.String() })

/** Whose an account or a leader is from now on; null: the station's own. */
export const WardChosen = Type.Object({ wardStationId: Type.Union([Id, Type.Null()]) })

/** A place that an item of a ward was taken up into. */
export const ItemTaken = Type.Object({
  submissionId: Id,
  itemId: Id,
  /** The revision whose words were taken. */
  revisionNumber: Type.Integer(),
  /** Where it stands now: none when it was taken out of every programme again. */
  places: Type.Array(
    Type.Object({ programmeId: Id, programmeName: Type.String(), period: Period, periodTitle: Type.String() }),
  ),
  taken: Signed,
})

/** What others took up of an edition. */
export const ItemsTaken = Type.Object({
  /** The ward that made it; absent: the edition is the station's own. */
  wardName: Type.Optional(Type.String()),
  /** The newest approved revision: its items may be taken up. */
  approvedRevisionId: Type.Optional(Id),
  taken: Type.Array(ItemTaken),
})

/** Into which programme's period an item is taken up. */
export const ItemTaking = Type.Object({ programmeId: Id, period: Period })
