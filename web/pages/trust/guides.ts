import type { Device } from './device.ts'
import type { PictureAsked } from './picture.ts'

/** What the first step hands out: the certificate as it is, or the profile of iPhone and iPad. */
export type Handout = 'certificate' | 'profile'

export interface GuideStep {
  title: string
  /** Where to go and what to press, with the English name where the device may speak English. */
  words: string
  handout?: Handout
  picture?: PictureAsked
}

export interface Guide {
  steps: readonly GuideStep[]
  /** What may look different, or go wrong. */
  notes: readonly string[]
}

const FILE = 'Len-Song-CA.crt'

/** The ways to trust, device by device. `name` is what the certificate is called in the device's lists. */
export function guideOf(device: Device, name: string): Guide {
  return GUIDES[device](name)
}

const GUIDES: Record<Device, (name: string) => Guide> = { android, iphone, windows, mac, linux, firefox }

function android(): Guide {
  return {
    steps: [
      {
        title: 'Tải chứng chỉ về máy',
        words: `Mở trang này bằng Chrome rồi bấm nút dưới đây. Chrome báo đã tải xong tệp ${FILE}.`,
        handout: 'certificate',
      },
      {
        title: 'Tìm mục cài chứng chỉ CA',
        words:
          'Mở Cài đặt (Settings) của điện thoại, gõ “chứng chỉ CA” (CA certificate) vào ô tìm kiếm ở trên cùng rồi bấm vào kết quả. Không có ô tìm kiếm thì vào Bảo mật, Cài đặt bảo mật khác, Mã hoá và thông tin xác thực, Cài đặt chứng chỉ.',
        picture: {
          frame: 'phone',
          title: 'Cài đặt',
          lines: [
            { as: 'field', words: 'chứng chỉ CA' },
            { as: 'row', words: 'Chứng chỉ VPN và ứng dụng' },
            { as: 'row', words: 'Chứng chỉ CA', isHere: true },
            { as: 'row', words: 'Chứng chỉ Wi-Fi' },
          ],
        },
      },
      {
        title: 'Bấm “Vẫn cài đặt”',
        words:
          'Điện thoại cảnh báo chung cho mọi chứng chỉ tự lập. Bấm Vẫn cài đặt (Install anyway) rồi nhập mã mở khoá màn hình.',
        picture: {
          frame: 'phone',
          title: 'Chứng chỉ CA',
          lines: [
            { as: 'note', words: 'Dữ liệu của bạn sẽ không còn riêng tư…' },
            { as: 'button', words: 'Không cài đặt' },
            { as: 'button', words: 'Vẫn cài đặt', isHere: true },
          ],
        },
      },
      {
        title: `Chọn tệp ${FILE}`,
        words: 'Tệp nằm trong Tệp đã tải xuống (Downloads). Điện thoại báo “Đã cài đặt chứng chỉ CA”.',
        picture: {
          frame: 'phone',
          title: 'Tệp đã tải xuống',
          lines: [
            { as: 'file', words: FILE, isHere: true },
            { as: 'note', words: 'Đã cài đặt chứng chỉ CA' },
          ],
        },
      },
    ],
    notes: [
      'Tên các mục khác nhau đôi chút tuỳ hãng. Máy Samsung: Cài đặt, Bảo mật và quyền riêng tư, Cài đặt bảo mật khác, Cài đặt từ bộ nhớ điện thoại.',
      'Điện thoại phải có khoá màn hình (mã PIN, hình vẽ hoặc mật khẩu).',
      'Firefox trên Android có cách tin riêng: hãy dùng Chrome.',
    ],
  }
}

function iphone(name: string): Guide {
  return {
    steps: [
      {
        title: 'Tải hồ sơ về máy',
        words: 'Mở trang này bằng Safari, bấm nút dưới đây rồi bấm Cho phép (Allow).',
        handout: 'profile',
        picture: {
          frame: 'phone',
          title: 'Safari',
          lines: [
            { as: 'note', words: 'Trang web này đang cố tải về một hồ sơ cấu hình. Bạn có muốn cho phép không?' },
            { as: 'button', words: 'Bỏ qua' },
            { as: 'button', words: 'Cho phép', isHere: true },
          ],
        },
      },
      {
        title: 'Cài hồ sơ',
        words:
          'Mở Cài đặt (Settings), bấm dòng Đã tải về hồ sơ (Profile Downloaded) ở gần trên cùng. Không thấy thì vào Cài đặt chung (General), VPN & Quản lý thiết bị. Bấm Cài đặt (Install), nhập mật mã của máy rồi bấm Cài đặt lần nữa.',
        picture: {
          frame: 'phone',
          title: 'Cài đặt',
          lines: [
            { as: 'row', words: 'Đã tải về hồ sơ', isHere: true },
            { as: 'note', words: 'rồi ở góc trên bên phải:' },
            { as: 'button', words: 'Cài đặt', isHere: true },
          ],
        },
      },
      {
        title: 'Bật tin cậy hoàn toàn',
        words: `Vào Cài đặt, Cài đặt chung (General), Giới thiệu (About), kéo xuống cuối: Cài đặt tin cậy chứng nhận (Certificate Trust Settings). Bật công tắc ở dòng “${name}” rồi bấm Tiếp tục. Thiếu bước này thì Safari vẫn không tin.`,
        picture: {
          frame: 'phone',
          title: 'Tin cậy chứng nhận',
          lines: [
            { as: 'note', words: 'Bật tin cậy hoàn toàn cho chứng nhận gốc' },
            { as: 'switch', words: name, isHere: true },
          ],
        },
      },
    ],
    notes: ['Cài xong, mở đài bằng Safari hay Chrome trên máy này đều được.'],
  }
}

function windows(): Guide {
  return {
    steps: [
      {
        title: 'Tải chứng chỉ rồi mở tệp',
        words: `Bấm nút dưới đây. Tải xong, bấm vào tệp ${FILE} rồi bấm Mở (Open).`,
        handout: 'certificate',
      },
      {
        title: 'Bấm “Install Certificate…”',
        words: 'Trong cửa sổ Certificate, bấm Install Certificate… (Cài đặt chứng chỉ), chọn Current User, bấm Next.',
        picture: {
          frame: 'window',
          title: 'Certificate',
          lines: [
            { as: 'note', words: 'This CA Root certificate is not trusted.' },
            { as: 'button', words: 'Install Certificate…', isHere: true },
          ],
        },
      },
      {
        title: 'Chọn đúng kho',
        words:
          'Chọn dòng “Place all certificates in the following store”, bấm Browse…, chọn Trusted Root Certification Authorities, bấm OK, Next rồi Finish.',
        picture: {
          frame: 'window',
          title: 'Certificate Import Wizard',
          lines: [
            { as: 'check', words: 'Place all certificates in the following store' },
            { as: 'row', words: 'Trusted Root Certification Authorities', isHere: true },
          ],
        },
      },
      {
        title: 'Bấm Yes',
        words:
          'Windows hỏi lại và cho xem dấu vân tay (Thumbprint, sha1): so với dấu SHA-1 ở cuối trang này, giống nhau thì bấm Yes. Đóng hẳn trình duyệt rồi mở lại.',
        picture: {
          frame: 'window',
          title: 'Security Warning',
          lines: [
            { as: 'note', words: 'Do you want to install this certificate?' },
            { as: 'button', words: 'Yes', isHere: true },
          ],
        },
      },
    ],
    notes: ['Chrome, Edge và Cốc Cốc dùng chung kho này. Firefox bản mới cũng vậy, sau khi mở lại.'],
  }
}

function mac(name: string): Guide {
  return {
    steps: [
      {
        title: 'Tải chứng chỉ rồi mở tệp',
        words: `Bấm nút dưới đây rồi mở tệp ${FILE}. Ứng dụng Truy cập chuỗi khoá (Keychain Access) hiện ra; chọn “đăng nhập” (login), bấm Thêm (Add).`,
        handout: 'certificate',
      },
      {
        title: 'Mở chứng chỉ của đài',
        words: `Trong Truy cập chuỗi khoá, mục Chứng nhận (Certificates), bấm hai lần vào “${name}”.`,
        picture: {
          frame: 'window',
          title: 'Truy cập chuỗi khoá',
          lines: [
            { as: 'note', words: 'đăng nhập · Chứng nhận' },
            { as: 'file', words: name, isHere: true },
          ],
        },
      },
      {
        title: 'Chọn “Luôn tin cậy”',
        words:
          'Mở phần Tin cậy (Trust), ở dòng “Khi sử dụng chứng nhận này” (When using this certificate) chọn Luôn tin cậy (Always Trust). Đóng cửa sổ rồi nhập mật khẩu của máy.',
        picture: {
          frame: 'window',
          title: name,
          lines: [
            { as: 'note', words: 'Tin cậy' },
            { as: 'row', words: 'Khi sử dụng chứng nhận này: Luôn tin cậy', isHere: true },
          ],
        },
      },
    ],
    notes: ['Đóng hẳn Safari hoặc Chrome rồi mở lại.'],
  }
}

function linux(): Guide {
  return {
    steps: [
      {
        title: 'Tải chứng chỉ về máy',
        words: `Bấm nút dưới đây để lưu tệp ${FILE}.`,
        handout: 'certificate',
      },
      {
        title: 'Mở phần quản lý chứng chỉ của Chrome',
        words:
          'Gõ chrome://certificate-manager vào ô địa chỉ. Chọn Do bạn cài đặt (Installed by you), ở phần Chứng chỉ đáng tin cậy (Trusted Certificates) bấm Nhập (Import) rồi chọn tệp vừa tải.',
        picture: {
          frame: 'window',
          title: 'Quản lý chứng chỉ',
          lines: [
            { as: 'row', words: 'Do bạn cài đặt' },
            { as: 'button', words: 'Nhập', isHere: true },
          ],
        },
      },
    ],
    notes: [
      'Bản Chrome, Chromium cũ: Cài đặt, Quyền riêng tư và bảo mật, Bảo mật, Quản lý chứng chỉ, thẻ Tổ chức phát hành (Authorities), Nhập; đánh dấu “Tin cậy chứng chỉ này để nhận dạng trang web”.',
    ],
  }
}

function firefox(): Guide {
  return {
    steps: [
      {
        title: 'Bấm nút dưới đây',
        words: 'Firefox hỏi ngay có tin chứng chỉ này không. Nếu Firefox chỉ lưu tệp, làm thêm bước 3.',
        handout: 'certificate',
      },
      {
        title: 'Đánh dấu tin cậy cho trang web',
        words:
          'Đánh dấu dòng “Tin tưởng CA này để xác thực các trang web” (Trust this CA to identify websites) rồi bấm OK.',
        picture: {
          frame: 'window',
          title: 'Đang tải chứng nhận',
          lines: [
            { as: 'check', words: 'Tin tưởng CA này để xác thực các trang web', isHere: true },
            { as: 'button', words: 'OK' },
          ],
        },
      },
      {
        title: 'Khi Firefox không hỏi',
        words:
          'Mở Cài đặt, Riêng tư & bảo mật (Privacy & Security), kéo xuống Chứng nhận (Certificates), bấm Xem chứng nhận (View Certificates), thẻ Nhà thẩm định (Authorities), bấm Nhập (Import), chọn tệp vừa tải rồi làm như bước 2.',
        picture: {
          frame: 'window',
          title: 'Riêng tư & bảo mật',
          lines: [
            { as: 'note', words: 'Chứng nhận' },
            { as: 'button', words: 'Xem chứng nhận…', isHere: true },
          ],
        },
      },
    ],
    notes: ['Trên Windows và máy Mac, làm theo phần của Windows hay máy Mac rồi mở lại Firefox cũng được.'],
  }
}
