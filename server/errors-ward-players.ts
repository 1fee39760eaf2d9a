/** The refusals of this room. Told as the others are. */
export const WARD_PLAYERS_REFUSALS = {
  'ward-plan-missing': {
    status: 409,
    message: 'Đài chưa có lịch phát để gửi cho trạm.',
    next: 'Đài xếp lịch phát; máy của trạm tự lấy lại sau một phút.',
  },
} as const
