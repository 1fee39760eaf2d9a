import type { Channel, PlacementMade, Submission, SubmissionChange } from '../../../server/contract/index.ts'
import { intakeApi } from '../../api-intake.ts'
import { Action, Remote } from '../../remote.svelte.ts'

/** One item of the register. */
export class SubmissionDesk {
  readonly id: string
  readonly submission: Remote<Submission>
  readonly channels = new Remote<Channel[]>(() => intakeApi.channels())
  readonly changing = new Action()
  readonly placing = new Action()
  readonly asking = new Action()

  constructor(id: string) {
    this.id = id
    this.submission = new Remote(() => intakeApi.submission(id))
  }

  correct(change: SubmissionChange): Promise<boolean> {
    return this.changing.run(async () => this.submission.show(await intakeApi.correct(this.id, change)))
  }

  withdraw(reason: string): Promise<boolean> {
    return this.changing.run(async () => this.submission.show(await intakeApi.withdraw(this.id, reason)))
  }

  restore(): Promise<boolean> {
    return this.changing.run(async () => this.submission.show(await intakeApi.restore(this.id)))
  }

  place(where: PlacementMade): Promise<boolean> {
    return this.placing.run(async () => this.submission.show(await intakeApi.place(this.id, where)))
  }

  displace(placementId: string): Promise<boolean> {
    return this.placing.run(async () => this.submission.show(await intakeApi.displace(this.id, placementId)))
  }

  askPostings(channelIds: string[]): Promise<boolean> {
    return this.asking.run(async () => {
      await intakeApi.askPostings(this.id, channelIds)
      await this.submission.load()
    })
  }
}
