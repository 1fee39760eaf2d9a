/** The refusals of the royalty ledger. Told as the others are. */
export const ROYALTIES_REFUSALS = {
  'royalty-rates-changed-meanwhile': {
    status: 409,
    message: 'Mức chi áp dụng từ {from} vừa được {by} sửa.',
    next: 'Mở lại mức chi để xem chỗ vừa sửa rồi sửa tiếp.',
  },
  'royalty-unit-value-missing': {
    status: 422,
    message: 'Có mức tính theo hệ số nhưng chưa ghi giá trị một đơn vị hệ số.',
    next: 'Ghi giá trị một đơn vị hệ số (đồng), hoặc đổi các mức ấy sang đồng.',
  },
  'royalty-kind-named-twice': {
    status: 422,
    message: 'Có hai thể loại cùng tên “{name}”.',
    next: 'Đổi tên hoặc bỏ bớt một thể loại.',
  },
  'royalty-line-changed-meanwhile': {
    status: 409,
    message: 'Dòng này vừa được {by} sửa.',
    next: 'Mở lại dòng để xem chỗ vừa sửa rồi sửa tiếp.',
  },
  'royalty-kind-unknown': {
    status: 422,
    message: 'Thể loại đã chọn không có trong bảng mức chi nào.',
    next: 'Chọn thể loại khác, hoặc thêm thể loại ấy vào mức chi.',
  },
} as const
