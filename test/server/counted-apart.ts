import { join } from 'node:path'
import Database from 'better-sqlite3'

/**
 * Figures of a span once more, by plain SQL over the book and nothing of ours: neither the code that counts for reports, nor the
 * doors of its rooms, nor the calendar. Days are those of UTC+7, which Việt Nam has kept since 1975.
 */
export class CountedApart {
  readonly #sqlite: Database.Database
  readonly #days: { from: string; to: string }

  /** Reads the book of a station that may be running. Days as `YYYY-MM-DD`, both inside. */
  constructor(dataDir: string, days: { from: string; to: string }) {
    this.#sqlite = new Database(join(dataDir, 'station.db'), { readonly: true })
    this.#days = { from: days.from, to: days.to }
  }

  close(): void {
    this.#sqlite.close()
  }

  /** Times something was heard whole, by the journal, into a device that somebody hears. */
  airings(): number {
    return this.#one(`select count(*) from (${HEARD})`)
  }

  outside(): number {
    return this.#one(`select count(*) from (${OUTSIDE})`)
  }

  /** Editions that were heard at least once, in the system or outside of it. */
  editions(): number {
    return this.#one(`select count(distinct edition_id) from (${HEARD} union all ${OUTSIDE})`)
  }

  /** How long it sounded in the system, in milliseconds. */
  soundedMs(): number {
    return this.#one(`select coalesce(sum(sounded_ms), 0) from (${HEARD})`)
  }

  /** Distinct days on which each programme was heard, in the system or outside of it, by the programme's id. */
  broadcastDays(): Map<string, number> {
    return this.#pairs(
      `select programme_id, count(distinct day) from (${HEARD} union all ${OUTSIDE}) group by programme_id`,
    )
  }

  /** Times heard in the system, by the hour of the day in which they began. */
  airingsByHour(): Map<number, number> {
    return this.#pairs(`select cast(strftime('%H', began / 1000, 'unixepoch', '+7 hours') as integer), count(*)
      from (${HEARD}) group by 1`)
  }

  /**
   * Pieces that were heard at least once: each submission once in whichever programmes; a question with its answer once; what was
   * written at the station once a script. Greetings, headlines and sign-offs are none.
   */
  items(): number {
    return this.#one(`select count(distinct piece) from (${PIECES})`)
  }

  /** The same by the topics that the newest description of a submission names; a piece of two topics counts in both. */
  itemsByTopic(): Map<string, number> {
    return this.#pairs(`select topic.value, count(distinct piece)
      from (${PIECES}) join submission_descriptions told on told.submission_id = piece
      join json_each(told.topics) topic
      where not exists (select 1 from submission_descriptions later
        where later.submission_id = told.submission_id and later.number > told.number)
      group by 1`)
  }

  /** The pieces of some units that were heard at least once. */
  itemsOfUnits(unitIds: readonly string[]): number {
    const [count] = this.#sqlite
      .prepare(`select count(distinct piece) from (${PIECES})
        join submission_descriptions told on told.submission_id = piece
        join json_each(@unitIds) unit on unit.value = told.unit_id`)
      .raw()
      .get({ ...this.#days, unitIds: JSON.stringify(unitIds) }) as [number]
    return count
  }

  questionsReceived(): number {
    return this.#one('select count(*) from questions where received_on between @from and @to')
  }

  /** Answered within the days, whenever they were asked. */
  questionsAnswered(): number {
    return this.#one(`select count(distinct question_id) from question_facts
      where kind = 'answered' and json_extract(facts, '$.answer.answeredOn') between @from and @to`)
  }

  /** Sent to an agency whose day was over within the days, and not answered until their end. Of a span that is over. */
  questionsOverdue(): number {
    return this.#one(`select count(*) from questions q where received_on <= @to
      and (select d.due_on from question_facts f
          join question_dispatches d on d.id = json_extract(f.facts, '$.dispatchId')
          where f.question_id = q.id and f.kind = 'sent' order by f.number desc limit 1) <= @to
      and not exists (select 1 from question_facts f where f.question_id = q.id and f.kind = 'answered'
          and json_extract(f.facts, '$.answer.answeredOn') <= @to)
      and not exists (select 1 from question_facts f where f.question_id = q.id and f.kind = 'closed')`)
  }

  feedback(): number {
    return this.#one(`select count(*) from feedback_facts where kind = 'said' and
      json_extract(facts, '$.said.receivedOn') between @from and @to`)
  }

  evaluations(): number {
    return this.#one(`select count(*) from evaluation_versions v
      where json_extract(facts, '$.onDate') between @from and @to and not exists
        (select 1 from evaluation_versions w where w.evaluation_id = v.evaluation_id and w.number > v.number)`)
  }

  /** Times that a work which was given an award sounded in what was heard, in the system or outside of it. */
  worksPlayed(): number {
    return this.#one(`with work as (
        select t.media_sha256 sha256, s.entry_id from tunes t join library_sounds s on s.tune_id = t.id
          join library_entries e on e.id = s.entry_id and e.kind = 'work'),
      holds as materialized (
        select r.edition_id, o.master_sha256 master, r.requested_at, work.entry_id
        from renders r join render_outcomes o on o.render_id = r.id and o.outcome = 'verified'
        join json_each(json_extract(r.recipe, '$.recipe.parts')) part
        join work on work.sha256 = json_extract(part.value, '$.sha256'))
      select (select count(*) from (${HEARD}) heard join holds on holds.master = heard.master)
        + (select count(*) from (${OUTSIDE}) outside join holds on holds.edition_id = outside.edition_id
            and not exists (select 1 from renders later join render_outcomes o on o.render_id = later.id
              where later.edition_id = holds.edition_id and o.outcome = 'verified'
                and later.requested_at > holds.requested_at))`)
  }

  /** How many editions each ward took whole within the days: by a receipt, or confirmed by the hash; by the ward's id. */
  taken(): Map<string, number> {
    return this.#pairs(`select ward_station_id, count(*) from (
      select ward_station_id, edition_id, min(at) at from (
        select ward_station_id, render_id, ended_at at from downloads
          where purpose = 'take' and through_proxy = 0 and whole = 1
        union all select ward_station_id, render_id, confirmed_at from take_confirmations)
      join renders on renders.id = render_id group by 1, 2)
      where ${dayOf('at')} between @from and @to group by 1`)
  }

  /** How many editions of each ward a recording holds, by the day on which it aired there; by the ward's id. */
  proven(): Map<string, number> {
    return this.#pairs(`select ward_station_id, count(distinct edition_id) from ward_recordings r
      join ward_proofs p on p.recording_id = r.id
      where json_extract(p.result, '$.found')
        and ${dayOf("recorded_from + json_extract(p.result, '$.offsetMs')")} between @from and @to group by 1`)
  }

  /** How many tasks were due or done within the days, and how many of those were done by their end. */
  tasks(): { all: number; done: number } {
    const tasks = `select t.id, x.due_on, o.outcome, o.done_on from tasks t join task_texts x on x.task_id = t.id
      left join task_outcomes o on o.task_id = t.id and o.outcome = 'done'
      where x.due_on between @from and @to or o.done_on between @from and @to`
    return {
      all: this.#one(`select count(*) from (${tasks})`),
      done: this.#one(`select count(*) from (${tasks}) where done_on <= @to`),
    }
  }

  /**
   * The turns of a programme by the month whose rota recurs and whose items come until the 10th: what was owed in the months whose
   * 10th lies within the days, and what came of it. The heirs of merged units owe what those owed.
   */
  turns(programmeId: string): { turns: number; onTime: number; late: number; missing: number } {
    const rows = this.#sqlite
      .prepare<object, { owed: number; on_time: number; all_in: number }>(
        `with recursive day(d) as (select @from union all select date(d, '+1 day') from day where d < @to),
        month(period, due) as (select substr(d, 1, 7), d from day where d like '%-10'),
        owed as (
          select period, due, coalesce((select heir.unit_id from unit_changes c
              join unit_change_parts old on old.change_id = c.id and old.side = 'from' and old.unit_id = u.unit_id
              join unit_change_parts heir on heir.change_id = c.id and heir.side = 'to'
              where c.kind = 'merged' and c.effective_on <= period || '-01'), u.unit_id) unit_id, u.items_owed
          from month join rota_months r on r.month = cast(substr(period, 6) as integer)
          join rota_month_units u on u.rota_month_id = r.id
          where r.programme_id = @programmeId and r.scope = 'every-year' and r.state = 'holds'),
        duty as (select period, due, unit_id, sum(items_owed) owed from owed group by 1, 2, 3),
        came as (
          select p.period, (select unit_id from submission_descriptions t where t.submission_id = p.submission_id
              order by number desc limit 1) unit_id, (select ${dayOf('received_at')} from submission_descriptions t
              where t.submission_id = p.submission_id order by number desc limit 1) day, p.due_on
          from placements p where p.programme_id = @programmeId
            and not exists (select 1 from placement_removals m where m.placement_id = p.id))
        select owed, (select count(*) from came where came.period = duty.period and came.unit_id = duty.unit_id
            and day <= due_on) on_time,
          (select count(*) from came where came.period = duty.period and came.unit_id = duty.unit_id) all_in
        from duty`,
      )
      .all({ ...this.#days, programmeId })
    const onTime = rows.filter(({ owed, on_time }) => on_time >= owed).length
    const late = rows.filter(({ owed, on_time, all_in }) => on_time < owed && all_in >= owed).length
    return { turns: rows.length, onTime, late, missing: rows.length - onTime - late }
  }

  #one(sql: string): number {
    const [value] = this.#sqlite.prepare(sql).raw().get(this.#days) as [number]
    return value
  }

  #pairs<Key extends string | number>(sql: string): Map<Key, number> {
    return new Map(this.#sqlite.prepare(sql).raw().all(this.#days) as [Key, number][])
  }
}

function dayOf(instant: string): string {
  return `date((${instant}) / 1000, 'unixepoch', '+7 hours')`
}

/** The first sound, the last word on how long, and the outcome, each from its own line of the journal. */
const TOLD = `select a.id, a.edition_id, e.programme_id,
    (select at from journal_entries j where j.airing_id = a.id and j.event = 'first-sample' order by at, seq limit 1) began,
    (select json_extract(details, '$.masterSha256') from journal_entries j
      where j.airing_id = a.id and j.event = 'first-sample' order by at desc, seq desc limit 1) master,
    (select json_extract(details, '$.device.isNull') from journal_entries j
      where j.airing_id = a.id and j.event = 'first-sample' order by at desc, seq desc limit 1) into_nothing,
    (select json_extract(details, '$.soundedMs') from journal_entries j
      where j.airing_id = a.id and j.event = 'last-sample' order by at desc, seq desc limit 1) sounded_ms,
    (select json_extract(details, '$.outcome') from journal_entries j
      where j.airing_id = a.id and j.event = 'outcome' order by at, seq limit 1) outcome
  from airings a join editions e on e.id = a.edition_id
  where a.date between date(@from, '-1 day') and @to`

const HEARD = `select id, edition_id, programme_id, began, ${dayOf('began')} day, sounded_ms, master from (${TOLD})
  where outcome = 'aired' and began is not null and not coalesce(into_nothing, 0)
    and ${dayOf('began')} between @from and @to`

const OUTSIDE = `select o.id, o.edition_id, e.programme_id, o.starts_at began, o.date day, null sounded_ms, null master
  from outside_airings o join editions e on e.id = o.edition_id where o.date between @from and @to`

/** The script that sounded: that of the render, or of the newest verified one where it was heard outside. */
const SCRIPTS = `select distinct r.revision_id from (${HEARD}) heard
    join render_outcomes o on o.master_sha256 = heard.master join renders r on r.id = o.render_id
  union
  select coalesce(
    (select r.revision_id from renders r join render_outcomes o on o.render_id = r.id
      where r.edition_id = outside.edition_id and o.outcome = 'verified' order by r.requested_at desc limit 1),
    (select v.id from revisions v join approvals p on p.revision_id = v.id
      where v.edition_id = outside.edition_id order by v.number desc limit 1))
  from (${OUTSIDE}) outside`

const PIECES = `select distinct coalesce(
    (select question_id from question_facts f where f.kind = 'placed'
      and (json_extract(f.facts, '$.questionItemId') = i.item_id or json_extract(f.facts, '$.answerItemId') = i.item_id)),
    (select submission_id from item_origins g where g.item_id = i.item_id),
    i.item_id) piece
  from (${SCRIPTS}) script join revision_items i on i.revision_id = script.revision_id
  where i.kind not in ('greeting', 'headline', 'sign-off')`
