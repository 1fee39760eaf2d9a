/**
 * The contract between the station and its pages: request and response schemas, state names, and nothing else.
 * All that `web` may see of `server`. Schemas are values (Fastify validates and documents with them); the types of
 * the same names come from them.
 */
import type { Static } from 'typebox'
import type * as airSettings from './air-settings.ts'
import type * as airings from './airings.ts'
import type * as approvals from './approvals.ts'
import type * as assignments from './assignments.ts'
import type * as common from './common.ts'
import type * as compare from './compare.ts'
import type * as editions from './editions.ts'
import type * as edits from './edits.ts'
import type * as functions from './functions.ts'
import type * as holidays from './holidays.ts'
import type * as intake from './intake.ts'
import type * as leaders from './leaders.ts'
import type * as library from './library.ts'
import type * as listening from './listening.ts'
import type * as onAir from './on-air.ts'
import type * as pauses from './pauses.ts'
import type * as peaks from './peaks.ts'
import type * as postings from './postings.ts'
import type * as preflight from './preflight.ts'
import type * as producers from './producers.ts'
import type * as programmes from './programmes.ts'
import type * as proofs from './proofs.ts'
import type * as questions from './questions.ts'
import type * as recordings from './recordings.ts'
import type * as registers from './registers.ts'
import type * as renders from './renders.ts'
import type * as review from './review.ts'
import type * as rules from './rules.ts'
import type * as rundowns from './rundowns.ts'
import type * as scripts from './scripts.ts'
import type * as search from './search.ts'
import type * as speech from './speech.ts'
import type * as station from './station.ts'
import type * as surveys from './surveys.ts'
import type * as takes from './takes.ts'
import type * as trust from './trust.ts'
import type * as uploads from './uploads.ts'
import type * as wards from './wards.ts'

export type * from './archive.ts'
export type * from './charts.ts'
export type * from './log-book.ts'
export type * from './month.ts'
export type * from './month-papers.ts'
export type * from './office.ts'
export type * from './report-desk.ts'
export type * from './reports.ts'
export type * from './rota.ts'
export type * from './royalties.ts'
export * as schema from './schemas.ts'
export type * from './tasks.ts'
export type * from './units.ts'
export type * from './urging.ts'
export type * from './ward-links.ts'
export type * from './ward-players.ts'
export type * from './ward-words.ts'
export type * from './ways-out.ts'

export type ErrorBody = Static<typeof common.ErrorBody>
export type Signed = Static<typeof common.Signed>
export type Station = Static<typeof station.Station>
export type SoundKind = Static<typeof station.SoundKind>
export type Account = Static<typeof station.Account>
export type AccountMade = Static<typeof station.AccountMade>
export type Me = Static<typeof station.Me>
export type SetUp = Static<typeof station.SetUp>
export type SignIn = Static<typeof station.SignIn>
export type StationChange = Static<typeof station.StationChange>
export type PersonFunction = Static<typeof functions.PersonFunction>
export type AccountFunctions = Static<typeof functions.AccountFunctions>
export type PeopleAsked = Static<typeof functions.PeopleAsked>
export type FunctionsChosen = Static<typeof functions.FunctionsChosen>
export type Leader = Static<typeof leaders.Leader>
export type LeaderMade = Static<typeof leaders.LeaderMade>
export type PhoneState = Static<typeof leaders.PhoneState>
export type LeaderPhone = Static<typeof leaders.LeaderPhone>
export type LeaderKept = Static<typeof leaders.LeaderKept>
export type LeadersAsked = Static<typeof leaders.LeadersAsked>
export type LeaderLink = Static<typeof leaders.LeaderLink>
export type PhoneOffered = Static<typeof leaders.PhoneOffered>
export type PhoneRegistered = Static<typeof leaders.PhoneRegistered>
export type PhoneMine = Static<typeof leaders.PhoneMine>
export type WebAuthnOptions = Static<typeof leaders.WebAuthnOptions>
export type PasskeyMade = Static<typeof leaders.PasskeyMade>
export type PasskeySigned = Static<typeof leaders.PasskeySigned>
export type LeaderProof = Static<typeof leaders.LeaderProof>
export type ApprovalAnswer = Static<typeof approvals.ApprovalAnswer>
export type ApprovalState = Static<typeof approvals.ApprovalState>
export type AnswerGiven = Static<typeof approvals.AnswerGiven>
export type ApprovalChange = Static<typeof approvals.ApprovalChange>
export type DecidedBefore = Static<typeof approvals.DecidedBefore>
export type ItemStanding = Static<typeof approvals.ItemStanding>
export type ApprovalItem = Static<typeof approvals.ApprovalItem>
export type PaperScan = Static<typeof approvals.PaperScan>
export type ApprovalWithdrawn = Static<typeof approvals.ApprovalWithdrawn>
export type ApprovalRequestSummary = Static<typeof approvals.ApprovalRequestSummary>
export type ApprovalRequest = Static<typeof approvals.ApprovalRequest>
export type EditionApproval = Static<typeof approvals.EditionApproval>
export type RevisionSubmitted = Static<typeof approvals.RevisionSubmitted>
export type AnswersGiven = Static<typeof approvals.AnswersGiven>
export type PhoneAnswers = Static<typeof approvals.PhoneAnswers>
export type SigningAsked = Static<typeof approvals.SigningAsked>
export type PhoneWithdrawal = Static<typeof approvals.PhoneWithdrawal>
export type WithdrawalGiven = Static<typeof approvals.WithdrawalGiven>
export type LeaderDesk = Static<typeof approvals.LeaderDesk>
export type Device = Static<typeof station.Device>
export type Devices = Static<typeof station.Devices>
export type DevicesChosen = Static<typeof station.DevicesChosen>
export type ListenAsked = Static<typeof station.ListenAsked>
export type Health = Static<typeof station.Health>
export type Period = Static<typeof common.Period>
export type DaysAMonthRule = Static<typeof rules.DaysAMonthRule>
export type ProgrammeRule = Static<typeof rules.ProgrammeRule>
export type DeskWindow = Static<typeof rules.DeskWindow>
export type DatedRule = Static<typeof programmes.DatedRule>
export type ProgrammeKind = Static<typeof programmes.ProgrammeKind>
export type ProgrammeTarget = Static<typeof programmes.ProgrammeTarget>
export type ProgrammeRoles = Static<typeof programmes.ProgrammeRoles>
export type Producer = Static<typeof programmes.Producer>
export type PresetName = Static<typeof programmes.PresetName>
export type ProgrammePreset = Static<typeof programmes.ProgrammePreset>
export type RuleChange = Static<typeof programmes.RuleChange>
export type RuleClash = Static<typeof programmes.RuleClash>
export type RuleCheck = Static<typeof programmes.RuleCheck>
export type ProgrammePeriod = Static<typeof programmes.ProgrammePeriod>
export type Programme = Static<typeof programmes.Programme>
export type ProgrammesAsked = Static<typeof programmes.ProgrammesAsked>
export type ProgrammeMade = Static<typeof programmes.ProgrammeMade>
export type ProgrammeChange = Static<typeof programmes.ProgrammeChange>
export type ScriptItem = Static<typeof scripts.ScriptItem>
export type RevisionSource = Static<typeof scripts.RevisionSource>
export type Approval = Static<typeof scripts.Approval>
export type ApprovalMeans = Static<typeof scripts.ApprovalMeans>
export type Revision = Static<typeof scripts.Revision>
export type RevisionSummary = Static<typeof scripts.RevisionSummary>
export type ItemWritten = Static<typeof scripts.ItemWritten>
export type RevisionWritten = Static<typeof scripts.RevisionWritten>
export type ImportedText = Static<typeof scripts.ImportedText>
export type TextSegment = Static<typeof compare.TextSegment>
export type ItemChange = Static<typeof compare.ItemChange>
export type ScriptChanges = Static<typeof compare.ScriptChanges>
export type DraftedItem = Static<typeof compare.DraftedItem>
export type ScriptDraft = Static<typeof compare.ScriptDraft>
export type ScriptDraftKept = Static<typeof compare.ScriptDraftKept>
export type DraftSaved = Static<typeof compare.DraftSaved>
export type SideSummary = Static<typeof compare.SideSummary>
export type SideVersion = Static<typeof compare.SideVersion>
export type SideDecided = Static<typeof compare.SideDecided>
export type ScriptDesk = Static<typeof compare.ScriptDesk>
export type MergeAsked = Static<typeof compare.MergeAsked>
export type MergedItem = Static<typeof compare.MergedItem>
export type ScriptMerge = Static<typeof compare.ScriptMerge>
export type ItemRemark = Static<typeof compare.ItemRemark>
export type ItemRemarkMade = Static<typeof compare.ItemRemarkMade>
export type ItemRemarkState = Static<typeof compare.ItemRemarkState>
export type ReviewDecision = Static<typeof review.ReviewDecision>
export type DecisionGiven = Static<typeof review.DecisionGiven>
export type ReviewItem = Static<typeof review.ReviewItem>
export type ReviewAttendee = Static<typeof review.ReviewAttendee>
export type ReviewMinutesWritten = Static<typeof review.ReviewMinutesWritten>
export type ReviewMinutes = Static<typeof review.ReviewMinutes>
export type ReviewTotal = Static<typeof review.ReviewTotal>
export type Review = Static<typeof review.Review>
export type ReviewSummary = Static<typeof review.ReviewSummary>
export type ReviewOrder = Static<typeof review.ReviewOrder>
export type BroughtIn = Static<typeof review.BroughtIn>
export type ItemOrigin = Static<typeof review.ItemOrigin>
export type SubmissionDecision = Static<typeof review.SubmissionDecision>
export type Take = Static<typeof takes.Take>
export type TakeChoice = Static<typeof takes.TakeChoice>
export type TakeVerdict = Static<typeof takes.TakeVerdict>
export type TakeRemark = Static<typeof listening.TakeRemark>
export type RemarkMade = Static<typeof listening.RemarkMade>
export type VerdictGiven = Static<typeof listening.VerdictGiven>
export type VerdictRecorded = Static<typeof listening.VerdictRecorded>
export type TakeListening = Static<typeof listening.TakeListening>
export type ListeningRule = Static<typeof listening.ListeningRule>
export type SubmissionSource = Static<typeof intake.SubmissionSource>
export type SubmissionVia = Static<typeof intake.SubmissionVia>
export type SubmissionFileKind = Static<typeof intake.SubmissionFileKind>
export type SubmissionFile = Static<typeof intake.SubmissionFile>
export type AlikeSubmission = Static<typeof intake.AlikeSubmission>
export type Placement = Static<typeof intake.Placement>
export type SubmissionSummary = Static<typeof intake.SubmissionSummary>
export type Submission = Static<typeof intake.Submission>
export type PlacedSubmission = Static<typeof intake.PlacedSubmission>
export type ExpectedSubmissions = Static<typeof intake.ExpectedSubmissions>
export type PlacementMade = Static<typeof intake.PlacementMade>
export type SubmissionMade = Static<typeof intake.SubmissionMade>
export type SubmissionChange = Static<typeof intake.SubmissionChange>
export type SubmissionWithdrawn = Static<typeof intake.SubmissionWithdrawn>
export type ArrivedFile = Static<typeof intake.ArrivedFile>
export type SubmissionFilter = Static<typeof intake.SubmissionFilter>
export type UnitLink = Static<typeof intake.UnitLink>
export type SendTarget = Static<typeof intake.SendTarget>
export type SendPage = Static<typeof intake.SendPage>
export type SentFile = Static<typeof intake.SentFile>
export type SentForm = Static<typeof intake.SentForm>
export type Receipt = Static<typeof intake.Receipt>
export type QuotaPeriod = Static<typeof postings.QuotaPeriod>
export type Channel = Static<typeof postings.Channel>
export type ChannelMade = Static<typeof postings.ChannelMade>
export type ChannelChange = Static<typeof postings.ChannelChange>
export type PostingState = Static<typeof postings.PostingState>
export type Posting = Static<typeof postings.Posting>
export type PostingAsked = Static<typeof postings.PostingAsked>
export type PostingVerdict = Static<typeof postings.PostingVerdict>
export type PostingPosted = Static<typeof postings.PostingPosted>
export type PostingRow = Static<typeof postings.PostingRow>
export type Quota = Static<typeof postings.Quota>
export type QuotasMade = Static<typeof postings.QuotasMade>
export type QuotaStanding = Static<typeof postings.QuotaStanding>
export type QuotasAsked = Static<typeof postings.QuotasAsked>
export type ReadState = Static<typeof assignments.ReadState>
export type ReadAssignment = Static<typeof assignments.ReadAssignment>
export type ReadAssignments = Static<typeof assignments.ReadAssignments>
export type ReadAssigned = Static<typeof assignments.ReadAssigned>
export type ReadsAssigned = Static<typeof assignments.ReadsAssigned>
export type MyRead = Static<typeof assignments.MyRead>
export type ReadToHear = Static<typeof assignments.ReadToHear>
export type MyWork = Static<typeof assignments.MyWork>
export type Peaks = Static<typeof takes.Peaks>
export type FinePeaksHeader = Static<typeof peaks.FinePeaksHeader>
export type TakePiece = Static<typeof edits.TakePiece>
export type TakeEditAsked = Static<typeof edits.TakeEditAsked>
export type TakeEdit = Static<typeof edits.TakeEdit>
export type EditJob = Static<typeof edits.EditJob>
export type FindingKind = Static<typeof surveys.FindingKind>
export type TakeFinding = Static<typeof surveys.TakeFinding>
export type TakeSurvey = Static<typeof surveys.TakeSurvey>
export type SpokenSegment = Static<typeof speech.SpokenSegment>
export type SpokenItem = Static<typeof speech.SpokenItem>
export type SpokenForm = Static<typeof speech.SpokenForm>
export type SpokenFormSet = Static<typeof speech.SpokenFormSet>
export type Pace = Static<typeof speech.Pace>
export type Recording = Static<typeof recordings.Recording>
export type RecordingOpened = Static<typeof recordings.RecordingOpened>
export type RecordingFinished = Static<typeof recordings.RecordingFinished>
export type RecordingSessionOpened = Static<typeof recordings.RecordingSessionOpened>
export type UnfinishedRecording = Static<typeof recordings.UnfinishedRecording>
export type FrameRange = Static<typeof recordings.FrameRange>
export type Tune = Static<typeof takes.Tune>
export type TunesAsked = Static<typeof takes.TunesAsked>
export type TuneRole = Static<typeof takes.TuneRole>
export type Figures = Static<typeof renders.Figures>
export type Render = Static<typeof renders.Render>
export type RenderState = Static<typeof renders.RenderState>
export type DeliveredFile = Static<typeof renders.DeliveredFile>
export type DeliveredPart = Static<typeof renders.DeliveredPart>
export type QualitySheet = Static<typeof renders.QualitySheet>
export type SlotKind = Static<typeof rundowns.SlotKind>
export type ItemKind = Static<typeof rundowns.ItemKind>
export type Strength = Static<typeof rundowns.Strength>
export type Treatment = Static<typeof rundowns.Treatment>
export type KeptRange = Static<typeof rundowns.KeptRange>
export type TemplateSlot = Static<typeof rundowns.TemplateSlot>
export type Bed = Static<typeof rundowns.Bed>
export type TemplatePreset = Static<typeof rundowns.TemplatePreset>
export type TargetLufs = Static<typeof rundowns.TargetLufs>
export type Template = Static<typeof rundowns.Template>
export type TemplateWritten = Static<typeof rundowns.TemplateWritten>
export type RundownSlot = Static<typeof rundowns.RundownSlot>
export type RundownSlotSeen = Static<typeof rundowns.RundownSlotSeen>
export type RundownWritten = Static<typeof rundowns.RundownWritten>
export type Rundown = Static<typeof rundowns.Rundown>
export type RundownPicture = Static<typeof rundowns.RundownPicture>
export type Fit = Static<typeof rundowns.Fit>
export type AiringState = Static<typeof airings.AiringState>
export type Airing = Static<typeof airings.Airing>
export type Proposal = Static<typeof airings.Proposal>
export type Proposals = Static<typeof airings.Proposals>
export type Calendar = Static<typeof airings.Calendar>
export type AsRun = Static<typeof airings.AsRun>
export type OnAirState = Static<typeof onAir.OnAirState>
export type OnAirStatus = Static<typeof onAir.OnAirStatus>
export type OutputMeasured = Static<typeof onAir.OutputMeasured>
export type Console = Static<typeof onAir.Console>
export type EmergencyAsked = Static<typeof onAir.EmergencyAsked>
export type Announcement = Static<typeof onAir.Announcement>
export type Pause = Static<typeof pauses.Pause>
export type PauseMade = Static<typeof pauses.PauseMade>
export type OccupiedSlot = Static<typeof pauses.OccupiedSlot>
export type OccupiedAsked = Static<typeof pauses.OccupiedAsked>
export type OccupiedRead = Static<typeof pauses.OccupiedRead>
export type OccupiedSlotMade = Static<typeof pauses.OccupiedSlotMade>
export type FreeTime = Static<typeof pauses.FreeTime>
export type FreeTimes = Static<typeof pauses.FreeTimes>
export type PreflightCheck = Static<typeof preflight.PreflightCheck>
export type PreflightLine = Static<typeof preflight.PreflightLine>
export type AiringPreflight = Static<typeof preflight.AiringPreflight>
export type Preflight = Static<typeof preflight.Preflight>
export type Alarm = Static<typeof preflight.Alarm>
export type HookTarget = Static<typeof airSettings.HookTarget>
export type RelaySettings = Static<typeof airSettings.RelaySettings>
export type AirSettings = Static<typeof airSettings.AirSettings>
export type AirSettingsChange = Static<typeof airSettings.AirSettingsChange>
export type Input = Static<typeof airSettings.Input>
export type Inputs = Static<typeof airSettings.Inputs>
export type InputTested = Static<typeof airSettings.InputTested>
export type HookTried = Static<typeof airSettings.HookTried>
export type ProgrammeAirRules = Static<typeof airSettings.ProgrammeAirRules>
export type Proof = Static<typeof proofs.Proof>
export type LevelCurve = Static<typeof proofs.LevelCurve>
export type LevelCurves = Static<typeof proofs.LevelCurves>
export type FileUpload = Static<typeof uploads.FileUpload>
export type Trust = Static<typeof trust.Trust>
export type WardStation = Static<typeof wards.WardStation>
export type Download = Static<typeof wards.Download>
export type WardStationsAsked = Static<typeof wards.WardStationsAsked>
export type DownloadsAsked = Static<typeof wards.DownloadsAsked>
export type StepName = Static<typeof editions.StepName>
export type StepState = Static<typeof editions.StepState>
export type Step = Static<typeof editions.Step>
export type EditionSummary = Static<typeof editions.EditionSummary>
export type Edition = Static<typeof editions.Edition>
export type ReceivedVia = Static<typeof questions.ReceivedVia>
export type Consent = Static<typeof questions.Consent>
export type ConsentNoted = Static<typeof questions.ConsentNoted>
export type QuestionState = Static<typeof questions.QuestionState>
export type Asker = Static<typeof questions.Asker>
export type AskerTelephone = Static<typeof questions.AskerTelephone>
export type QuestionDispatch = Static<typeof questions.QuestionDispatch>
export type QuestionAnswered = Static<typeof questions.QuestionAnswered>
export type QuestionEdited = Static<typeof questions.QuestionEdited>
export type QuestionPlacement = Static<typeof questions.QuestionPlacement>
export type QuestionTold = Static<typeof questions.QuestionTold>
export type QuestionSummary = Static<typeof questions.QuestionSummary>
export type QuestionStep = Static<typeof questions.QuestionStep>
export type Question = Static<typeof questions.Question>
export type QuestionReceived = Static<typeof questions.QuestionReceived>
export type QuestionCorrected = Static<typeof questions.QuestionCorrected>
export type QuestionsSent = Static<typeof questions.QuestionsSent>
export type AnswerExtended = Static<typeof questions.AnswerExtended>
export type QuestionsAsked = Static<typeof questions.QuestionsAsked>
export type HotlineContactFacts = Static<typeof library.HotlineContactFacts>
export type HotlineContactWritten = Static<typeof library.HotlineContactWritten>
export type HotlineContactVersion = Static<typeof library.HotlineContactVersion>
export type HotlineContact = Static<typeof library.HotlineContact>
export type LibraryKind = Static<typeof library.LibraryKind>
export type WorkSource = Static<typeof library.WorkSource>
export type WorkFacts = Static<typeof library.WorkFacts>
export type LibraryWritten = Static<typeof library.LibraryWritten>
export type LibraryStanding = Static<typeof library.LibraryStanding>
export type LibrarySound = Static<typeof library.LibrarySound>
export type LibraryEntry = Static<typeof library.LibraryEntry>
export type LibraryPlay = Static<typeof library.LibraryPlay>
export type LibraryAsked = Static<typeof library.LibraryAsked>
export type Plays = Static<typeof library.Plays>
export type FeedbackKind = Static<typeof registers.FeedbackKind>
export type FeedbackState = Static<typeof registers.FeedbackState>
export type FeedbackWritten = Static<typeof registers.FeedbackWritten>
export type Feedback = Static<typeof registers.Feedback>
export type FeedbackHanded = Static<typeof registers.FeedbackHanded>
export type FeedbackDone = Static<typeof registers.FeedbackDone>
export type FeedbackAsked = Static<typeof registers.FeedbackAsked>
export type EvaluationKind = Static<typeof registers.EvaluationKind>
export type FollowUp = Static<typeof registers.FollowUp>
export type EvaluationWritten = Static<typeof registers.EvaluationWritten>
export type Evaluation = Static<typeof registers.Evaluation>
export type EvaluationsAsked = Static<typeof registers.EvaluationsAsked>
export type SearchKind = Static<typeof search.SearchKind>
export type SearchAsked = Static<typeof search.SearchAsked>
export type SearchPiece = Static<typeof search.SearchPiece>
export type SearchResult = Static<typeof search.SearchResult>
export type SearchAnswer = Static<typeof search.SearchAnswer>
export type Holiday = Static<typeof holidays.Holiday>
export type HolidaysSet = Static<typeof holidays.HolidaysSet>
export type HolidaysRead = Static<typeof holidays.HolidaysRead>
export type WardAccount = Static<typeof producers.WardAccount>
export type WardLeader = Static<typeof producers.WardLeader>
export type WardChosen = Static<typeof producers.WardChosen>
export type ItemTaken = Static<typeof producers.ItemTaken>
export type ItemsTaken = Static<typeof producers.ItemsTaken>
export type ItemTaking = Static<typeof producers.ItemTaking>
