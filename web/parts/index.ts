/** The pieces that pages share. */

export { default as AlarmStrip } from './AlarmStrip.svelte'
export { default as AsRunTable } from './AsRunTable.svelte'
export { default as Button } from './Button.svelte'
export { default as CopyLink } from './CopyLink.svelte'
export { default as DayField } from './DayField.svelte'
export { default as DeviceChooser } from './DeviceChooser.svelte'
export { default as Dialog } from './Dialog.svelte'
export { default as Digits } from './Digits.svelte'
export { default as DownloadTable } from './DownloadTable.svelte'
export { DeviceChoosing } from './devices.svelte.ts'
export { default as Empty } from './Empty.svelte'
export { default as Failure } from './Failure.svelte'
export { default as Field } from './Field.svelte'
export { default as FigureField } from './FigureField.svelte'
export { default as FileField } from './FileField.svelte'
export { default as HoldButton } from './HoldButton.svelte'
export { default as LengthField } from './LengthField.svelte'
export { default as LevelMeter } from './LevelMeter.svelte'
export { default as Loaded } from './Loaded.svelte'
export { default as MakeUp } from './MakeUp.svelte'
export { default as Mark } from './Mark.svelte'
export { default as Notice } from './Notice.svelte'
export { default as Player } from './Player.svelte'
export { default as Plot, PLOT_HEIGHT, PLOT_WIDTH } from './Plot.svelte'
export { default as PreflightLines } from './PreflightLines.svelte'
export { default as Progress } from './Progress.svelte'
export { default as QrCode } from './QrCode.svelte'
export { default as Remarks } from './Remarks.svelte'
export { Reorder } from './reorder.svelte.ts'
export { default as Shell } from './Shell.svelte'
export { default as SoundKindChoice } from './SoundKindChoice.svelte'
export { default as SpokenWords } from './SpokenWords.svelte'
export { default as Steps } from './Steps.svelte'
export { FIT_LOOK, SLOT_LOOK } from './slots.ts'
export {
  AIRING_LOOK,
  airingLook,
  LISTENING_LOOK,
  READ_LOOK,
  RENDER_LOOK,
  STEP_LOOK,
  STEP_STATE_LOOK,
} from './states.ts'
export { default as Tag } from './Tag.svelte'
export { default as TestTone } from './TestTone.svelte'
export { default as TimeField } from './TimeField.svelte'
export { default as UploadRow } from './UploadRow.svelte'
export { default as Waveform } from './Waveform.svelte'
