/** The refusals of this room. Told as the others are. */
export const WAYS_OUT_REFUSALS = {
  // The public address
  'address-not-an-origin': {
    status: 422,
    message: 'Địa chỉ “{origin}” chưa đúng dạng.',
    next: 'Ghi như “https://phatthanh.xatanthuan.vn”: bắt đầu bằng https:// hoặc http://, chỉ có tên miền và cổng, không có đường dẫn phía sau.',
  },
  'address-is-ours': {
    status: 422,
    message: '{origin} là địa chỉ của chính máy này trong mạng của đài.',
    next: 'Ghi tên miền hay địa chỉ mà người ở ngoài gọi tới; các máy trong đài vẫn dùng địa chỉ cũ.',
  },
  'proxy-not-an-address': {
    status: 422,
    message: '“{proxy}” không phải địa chỉ IP của một máy hay một mạng.',
    next: 'Ghi như “127.0.0.1” hoặc “10.0.0.0/24”; nếu máy trung gian chạy ngay trên máy của đài thì ghi 127.0.0.1.',
  },
  'address-locks-out': {
    status: 409,
    message:
      'Bạn đang mở trang này qua địa chỉ công khai. Lưu xong, ở đó chỉ còn các đường dẫn riêng và bạn không vào lại được.',
    next: 'Mở trang này trên máy của đài hay trong mạng của đài rồi lưu, hoặc chọn mở cả đài ra ngoài.',
  },
  'no-public-address': {
    status: 409,
    message: 'Đài chưa có địa chỉ công khai nên không có gì để thử.',
    next: 'Ghi địa chỉ công khai, lưu lại rồi thử.',
  },

  // Hand-overs
  'hand-over-not-ready': {
    status: 409,
    message: 'Kỳ này chưa giao được: {missing}.',
    next: 'Hoàn tất kỳ phát (duyệt, thu âm, dựng) rồi giao.',
  },
  'hand-over-to-nobody': {
    status: 422,
    message: 'Chưa ghi giao cho ai.',
    next: 'Chọn trạm nhận, hoặc ghi tên người cầm USB đi.',
  },
  'place-unknown': {
    status: 404,
    message: 'Không thấy thư mục {path}.',
    next: 'Cắm lại USB rồi bấm “Tìm lại”, hoặc ghi đường dẫn của một thư mục có sẵn trên máy của đài.',
  },
  'place-not-writable': {
    status: 409,
    message: 'Không ghi được vào {path}.',
    next: 'USB có thể đang khoá ghi hoặc hỏng. Thử USB khác, hoặc tải về dạng .zip.',
  },
  'place-is-ours': {
    status: 409,
    message: '{path} nằm trong thư mục dữ liệu của Lên Sóng.',
    next: 'Chọn USB hoặc một thư mục khác.',
  },
  'place-full': {
    status: 507,
    message: '{path} không đủ chỗ: cần {needed}, còn {free}.',
    next: 'Xoá bớt trên USB, hoặc giao không kèm bản WAV.',
  },
  'hand-over-damaged': {
    status: 500,
    message: 'Đọc lại tệp {fileName} vừa ghi thì không đúng như bản gốc.',
    next: 'USB có thể hỏng. Thử USB khác.',
  },

  // The bucket
  'bucket-unset': {
    status: 409,
    message: 'Đài chưa khai kho tệp.',
    next: 'Điền địa chỉ kho, tên kho và khoá rồi lưu.',
  },
  'bucket-secret-missing': {
    status: 422,
    message: 'Chưa có khoá bí mật của kho tệp.',
    next: 'Dán khoá bí mật (secret access key) do đơn vị quản lý kho cấp.',
  },
  'bucket-endpoint': {
    status: 422,
    message: 'Địa chỉ kho “{endpoint}” chưa đúng dạng.',
    next: 'Ghi như “https://s3.tinh.vn”, không kèm tên kho hay đường dẫn phía sau.',
  },
} as const
